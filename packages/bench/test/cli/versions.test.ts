import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { canRun } from '../../src/targets/executables.ts';
import { folder, readReport, start } from '../support/cli.ts';

/** What is built: another version of Node need not be one that runs TypeScript. */
const BUILT = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

/** The Node that the system has beside the pinned one; that itself where it has none. */
async function systemNode(): Promise<string> {
  for (const place of (process.env['PATH'] ?? '').split(delimiter)) {
    const file = join(place, 'node');
    if (!place.includes('node_modules') && (await canRun(file))) return file;
  }
  return process.execPath;
}

function versionOf(file: string): string {
  return execFileSync(file, ['--version'], { encoding: 'utf8' }).trim().slice(1);
}

test('two versions of a runtime stand side by side, each by its label and with the version that it reports', async () => {
  const out = folder();
  const other = await systemNode();
  const word = `node@other:${other}`;
  const args = ['run', 'start-and-join', '--on', `${word},node`, '--quick', '--seed', '3', '--out', out];
  const { code, stdout, stderr } = await start(args, {}, BUILT).ended;
  expect(code, stderr).toBe(0);
  const report = readReport(out);
  expect(report.targets.map(({ id, kind, title, version }) => [id, kind, title, version])).toEqual([
    ['node@other', 'node', 'node@other', versionOf(other)],
    ['node', 'node', 'Node', versionOf(process.execPath)],
  ]);
  // In the order in which they ran, which the seed decides.
  const cells = new Map(report.cells.map((cell) => [cell.target, cell]));
  expect([...cells.values()].map(({ status }) => status)).toEqual(['pass', 'pass']);
  expect(cells.get('node@other')?.replay).toBe(`interleave run start-and-join --on ${word} --seed 3 --quick`);
  expect(stdout).toContain('node@other');
  expect(readFileSync(join(out, 'report.md'), 'utf8')).toContain('node@other');
});

test('two of the same label are bad input', async () => {
  const args = ['run', '--on', `node@a:${process.execPath},node@a:/elsewhere/node`, '--out', folder()];
  const { code, stderr } = await start(args).ended;
  expect(stderr).toContain('would both be called node@a in the report');
  expect(code).toBe(2);
});
