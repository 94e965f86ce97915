/**
 * What a user does with the command in a project that has the packed packages: `init`, scenarios of several files and
 * exports in TypeScript and in JavaScript on every runtime, one that is caught, one whose contract is wrong.
 *
 * @module
 */
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bin, checkTypes, type Ending, run } from './packed.ts';
import { root } from './repository.ts';

interface Cell {
  readonly scenario: string;
  readonly target: string;
  readonly status: string;
}

/** Runs it all in a folder in which the packages are installed; gives what was seen in a sentence. */
export async function checkUser(folder: string): Promise<string> {
  const on = ['node', 'deno', 'bun', ...(process.env['INTERLEAVE_CHROMIUM'] === 'none' ? [] : ['chromium'])];
  const command = join(folder, 'node_modules', '@interleave', 'bench', 'dist', 'cli', 'main.js');
  const interleave = (code: number, ...args: readonly string[]): Promise<Ending> =>
    run(folder, code, bin('node'), command, ...args);
  const cells = async (): Promise<readonly Cell[]> =>
    (JSON.parse(await readFile(join(folder, 'report', 'report.json'), 'utf8')) as { cells: Cell[] }).cells;
  const expect = (seen: readonly Cell[], scenarios: readonly string[], status: string): void => {
    for (const scenario of scenarios)
      for (const target of on) {
        const cell = seen.find((one) => one.scenario === scenario && one.target === target);
        if (cell?.status !== status)
          throw new Error(`${scenario} on ${target} is ${cell?.status ?? 'missing'}, not ${status}`);
      }
  };
  const report = ['--quick', '--on', on.join(), '--out', 'report'];

  await cp(join(root, 'scripts', 'user-project'), folder, { recursive: true });
  await interleave(0, 'init', 'scenarios');
  await checkTypes(folder, ['several.ts', 'scenarios/locked-counter.ts', 'scenarios/raced-counter.ts']);

  await interleave(0, 'run', './scenarios/locked-counter.ts', './several.ts', './plain.mjs', ...report);
  expect(await cells(), ['locked-counter', 'user-counter', 'user-queue', 'user-event'], 'pass');
  await interleave(1, 'run', './scenarios/raced-counter.ts', ...report);
  expect(await cells(), ['raced-counter'], 'forbidden');
  await interleave(0, 'mutants', './scenarios/locked-counter.ts', '--on', on.join());

  const { stderr } = await interleave(2, 'run', './broken.mjs', './several.ts#user-quue');
  for (const sentence of [
    "broken.mjs: Scenario 'broken' breaks the contract",
    "outcomes.onyl is of no variant; did you mean 'only'?",
    "outcomes.only[0].expect is 'allways'; did you mean 'always'?",
  ])
    if (!stderr.includes(sentence)) throw new Error(`“${sentence}” is not in:\n${stderr}`);
  return `a user's scenarios on ${on.join(', ')}`;
}
