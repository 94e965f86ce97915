/**
 * Runs every test suite: the contract suites on Node, Deno, Bun and Chromium, each in the runtime itself, the unit
 * tests and the examples. One after another, because tests of concurrency beside each other measure each other.
 *
 * `node scripts/test.ts [--on node,deno,bun,chromium,unit,examples,e2e] [vitest filters and options]`
 *
 * It fails when a suite is red, when a runtime did not really run, when a test was skipped, and when fewer tests ran
 * than test/floors.json says.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { styleText } from 'node:util';
import { root } from './lib/repository.ts';
import { buildWhatChanged } from './setup/build.mjs';
import { readResults, type Results } from './lib/test-results.ts';

/** A suite that hangs is a failure with a name, not a pipeline's time-out. */
const LIMIT_MINUTES = 35;

const suites = ['node', 'deno', 'bun', 'chromium', 'unit', 'examples', 'e2e'] as const;
type Suite = (typeof suites)[number];

interface Outcome {
  readonly suite: Suite;
  readonly results: Results | undefined;
  readonly problems: readonly string[];
  readonly seconds: number;
}

const bin = (name: string): string => join(root, 'node_modules', '.bin', name);
const report = (suite: Suite): string => join(root, 'test-results', `${suite}.json`);
const condition = '--conditions=interleave-source';

function command(suite: Suite, more: readonly string[]): readonly [string, ...string[]] {
  if (suite === 'e2e')
    return [bin('node'), condition, join(root, 'node_modules/@playwright/test/cli.js'), 'test', ...more];
  const vitest = [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    `--project=${suite}`,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report(suite)}`,
    ...more,
  ];
  if (suite === 'deno') return [bin('deno'), 'run', '-A', ...vitest];
  if (suite === 'bun') return [bin('bun'), '--bun', ...vitest];
  return [bin('node'), ...(suite === 'unit' ? [condition] : []), ...vitest];
}

/** Runs a command to its end; its whole process group is gone afterwards, whatever it left. */
async function execute(
  [file, ...args]: readonly [string, ...string[]],
  env: NodeJS.ProcessEnv,
): Promise<string[]> {
  const child = spawn(file, args, {
    cwd: root,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
  });
  const stop = (): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // The group is gone already.
    }
  };
  const problems: string[] = [];
  const timer = setTimeout(() => {
    problems.push(`was stopped after ${LIMIT_MINUTES} minutes`);
    stop();
  }, LIMIT_MINUTES * 60_000);
  const interrupt = (): void => {
    stop();
    process.exit(130);
  };
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) => {
    child.once('error', (error) => {
      problems.push(`did not start: ${error.message}`);
      resolve([null, null]);
    });
    child.once('exit', (...how) => resolve(how));
  });
  process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  clearTimeout(timer);
  stop();
  if (problems.length === 0 && code !== 0) problems.push(`ended with ${signal ?? `exit code ${code}`}`);
  return problems;
}

/** A port that is free now, so that two runs on one machine do not meet. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function run(suite: Suite, more: readonly string[], floor: number): Promise<Outcome> {
  console.log(styleText('bold', `\n== ${suite}`));
  const started = performance.now();
  mkdirSync(join(root, 'test-results'), { recursive: true });
  rmSync(report(suite), { force: true });
  const env = {
    ...process.env,
    DENO_V8_FLAGS: '--expose-gc',
    DENO_NO_UPDATE_CHECK: '1',
    // Every worker loads the library's source anew; with its types already taken away that takes half the time.
    NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/compiled-tests'),
    INTERLEAVE_E2E_PORT: String(await freePort()),
    PLAYWRIGHT_JSON_OUTPUT_FILE: report(suite),
  };
  const problems = await execute(command(suite, more), env);
  const seconds = (performance.now() - started) / 1000;
  if (!existsSync(report(suite)))
    return { suite, results: undefined, problems: [...problems, 'wrote no results'], seconds };
  const results = readResults(report(suite));
  if (results.skipped > 0) problems.push(`${results.skipped} tests did not run`);
  if (more.length === 0) {
    const executed = results.passed + results.failed;
    if (executed < floor) problems.push(`${executed} tests ran, fewer than the ${floor} of test/floors.json`);
    const guard = `really run on ${suite === 'chromium' ? 'browser' : suite}`;
    const contracts = suite !== 'unit' && suite !== 'examples' && suite !== 'e2e';
    if (contracts && !results.titles.some((title) => title.includes(guard)))
      problems.push('the guard test, which says which runtime runs, did not run');
  }
  return { suite, results, problems, seconds };
}

function table(outcomes: readonly Outcome[]): string {
  const rows = outcomes.map(({ suite, results, problems, seconds }) => [
    suite,
    String(results?.passed ?? 0),
    String(results?.failed ?? 0),
    String(results?.skipped ?? 0),
    String(results?.files ?? 0),
    `${seconds.toFixed(1)} s`,
    problems.length === 0 ? 'ok' : problems.join('; '),
  ]);
  const header = ['suite', 'passed', 'failed', 'not run', 'files', 'time', ''];
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]!.length)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) =>
        i === 0 || i === cells.length - 1 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!),
      )
      .join('  ')
      .trimEnd();
  return [styleText('bold', line(header)), ...rows.map(line)].join('\n');
}

function parse(args: readonly string[]): { chosen: readonly Suite[]; more: readonly string[] } {
  const at = args.indexOf('--on');
  if (at < 0) return { chosen: suites, more: args };
  const names = (args[at + 1] ?? '').split(',');
  const unknown = names.find((name) => !suites.includes(name as Suite));
  if (unknown !== undefined) {
    console.error(`--on: no suite ${JSON.stringify(unknown)}; there are ${suites.join(', ')}`);
    process.exit(2);
  }
  return { chosen: names as Suite[], more: [...args.slice(0, at), ...args.slice(at + 2)] };
}

const { chosen, more } = parse(process.argv.slice(2));
const floors = JSON.parse(readFileSync(join(root, 'test/floors.json'), 'utf8')) as Record<Suite, number>;
const outcomes: Outcome[] = [];
await buildWhatChanged();
for (const suite of chosen) outcomes.push(await run(suite, more, floors[suite]));
console.log(`\n${table(outcomes)}`);
process.exitCode = outcomes.every(({ problems }) => problems.length === 0) ? 0 : 1;
