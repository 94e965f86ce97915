/** The command as a user runs it: everything but how fast. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readBenchOptions } from '../../src/cli/bench-options.ts';
import { CATALOGUE } from '../../src/peers/catalogue.ts';
import { parseBench } from '../../src/report/bench/document.ts';
import { folder, interleave, start } from '../support/cli.ts';
import { descendants, whenGone } from '../support/processes.ts';

test('it measures, writes both forms and prints the table', async () => {
  const out = folder();
  const args = [
    'bench',
    'lock-uncontended',
    '--on',
    'node',
    '--peers',
    '--rounds',
    '1',
    '--seed',
    '7',
    '--out',
    out,
  ];
  const { code, stdout, stderr } = await interleave(args);
  expect(code, stderr).toBe(0);
  const report = parseBench(readFileSync(join(out, 'bench.json'), 'utf8'));
  expect(report).toMatchObject({ build: 'source', seed: 7, interrupted: false });
  const [benchmark] = report.benchmarks;
  expect(benchmark?.contestants.map(({ by, again, status }) => [by, again, status])).toEqual([
    ['bare', false, 'ok'],
    ['bare', true, 'ok'],
    ['ours', false, 'ok'],
    ['multithreading', false, 'ok'],
    ['python', false, 'ok'],
  ]);
  for (const { samples } of benchmark?.contestants ?? []) expect(samples?.[0]).toHaveLength(64);
  // One round has no interval, so nothing is decided.
  expect(new Set(benchmark?.comparisons.map(({ verdict }) => verdict))).toEqual(new Set(['unresolved']));
  expect(stdout).toContain('interleave: threading.Lock');
  expect(readFileSync(join(out, 'bench.md'), 'utf8')).toContain('## lock-uncontended');
});

test('every pool that is measured gives a first result', async () => {
  const out = folder();
  const args = ['bench', 'pool-cold', '--on', 'node', '--peers', '--rounds', '1', '--out', out];
  const { code, stderr } = await interleave(args);
  const report = parseBench(readFileSync(join(out, 'bench.json'), 'utf8'));
  const [benchmark] = report.benchmarks;
  const bad = benchmark?.contestants.filter(({ status }) => status !== 'ok');
  expect(bad?.map(({ by, status, reason }) => [by, status, reason])).toEqual([]);
  expect(new Set(benchmark?.contestants.map(({ by }) => by)).size, stderr).toBe(12);
  for (const { samples } of benchmark?.contestants ?? []) expect(samples?.[0]).toHaveLength(1);
  expect(code, stderr).toBe(0);
});

test('interrupted, it writes what there is and leaves nobody', async () => {
  const out = folder();
  const running = start(['bench', 'lock-uncontended', '--on', 'node', '--rounds', '1000', '--out', out]);
  let text = '';
  running.child.stderr?.on('data', (chunk: string) => (text += chunk));
  await expect.poll(() => descendants(running.pid).length, { timeout: 30_000 }).toBeGreaterThan(1);
  const family = descendants(running.pid);
  running.child.kill('SIGINT');
  const { code } = await running.ended;
  expect(code, text).toBe(130);
  expect(parseBench(readFileSync(join(out, 'bench.json'), 'utf8')).interrupted).toBe(true);
  expect(await whenGone(family, 2000)).toEqual([]);
});

test('--list names every benchmark and measures nothing', async () => {
  const { code, stdout } = await interleave(['bench', '--list']);
  expect(code).toBe(0);
  for (const { id } of CATALOGUE) expect(stdout).toContain(id);
});

test.each([
  [['lock-contendet'], "did you mean 'lock-contended'?"],
  [['--on', 'python'], 'CPython comes with --peers'],
])('%j is a sentence and exit code 2', async (args, sentence) => {
  const { code, stderr } = await interleave(['bench', ...args, '--out', folder()]);
  expect(stderr).toContain(sentence);
  expect(stderr).not.toMatch(/^ {4}at /m);
  expect(code).toBe(2);
});

test.each([
  [{ rounds: '0' }, '--rounds takes an integer from 1 to 1000'],
  [{ budget: '2' }, '--budget takes a time such as 90s, 2m or 1h'],
  [{ budget: '2m', rounds: '6' }, 'give one'],
  [{ seed: '-1' }, '--seed takes an integer'],
])('%j is bad input', (raw, sentence) => {
  expect(() => readBenchOptions([], { out: 'x', ...raw })).toThrow(sentence);
});

test('how long it takes is ten rounds, so many rounds, or a time', () => {
  const lengthOf = (raw: object): object => readBenchOptions([], { out: 'x', ...raw }).length;
  expect(lengthOf({})).toEqual({ rounds: 10 });
  expect(lengthOf({ rounds: '20' })).toEqual({ rounds: 20 });
  expect(lengthOf({ budget: '1.5m' })).toEqual({ budget: 90_000 });
});
