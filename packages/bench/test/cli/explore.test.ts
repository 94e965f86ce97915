import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { join } from 'node:path';
import { fixture, folder, interleave, readReport } from '../support/cli.ts';

const naive = fixture('naive-condition.ts');
/** Writes no report. */
const quiet = ['--reporter', 'terminal'];

test('a lost wake-up is found, shown step by step, and shown again by its schedule', async () => {
  const out = folder();
  const first = await interleave(['explore', naive, '--out', out]);
  expect(first.code).toBe(1);
  expect(first.stdout).toContain('deadlock: consumer sleeps on notified');
  const schedule = /^schedule (\S+) \(10 steps, 2 switches\)$/m.exec(first.stdout)?.[1] ?? '';
  expect(first.stdout).toMatch(/^sleeps on notified\s+naive-condition\.ts:15$/m);
  expect(first.stdout).toContain(`--only 'a naive condition variable' --schedule ${schedule}\n`);
  // By its text, and from the report alone.
  for (const words of [[naive, '--schedule', schedule], [join(out, 'report.json')]]) {
    const again = await interleave(['replay', ...words]);
    expect(again.code).toBe(1);
    expect(first.stdout).toContain(again.stdout.trim());
  }
  const harmless = await interleave(['replay', naive, '--schedule', 'b.b20.a20']);
  expect([harmless.code, harmless.stdout]).toEqual([0, 'Nothing is wrong in this schedule.\n']);
});

test('by chance too, and with few enough preemptions not', async () => {
  const chance = await interleave([
    'explore',
    naive,
    '--search',
    'pct',
    '--seed',
    '4',
    '--schedules',
    '2000',
    ...quiet,
  ]);
  expect([chance.code, chance.stdout.includes('consumer sleeps on notified')]).toEqual([1, true]);
  const bounded = await interleave(['explore', naive, '--preemptions', '0', ...quiet]);
  expect(bounded.code).toBe(0);
  expect(bounded.stdout).toMatch(
    /nothing wrong in every schedule with up to 0 preemptions \(\d+ schedules?, /,
  );
});

test('a search that is stopped says how to go on, and goes on', async () => {
  const part = await interleave(['explore', naive, '--schedules', '3', ...quiet]);
  expect(part.code).toBe(0);
  const checkpoint = /--checkpoint (\S+)/.exec(part.stdout)?.[1] ?? '';
  const rest = await interleave(['explore', naive, '--checkpoint', checkpoint, ...quiet]);
  expect(rest.code).toBe(1);
});

test.each<[string[], string]>([
  [['nowhere.ts'], 'There is no file ./nowhere.ts'],
  [[fixture('coin.ts')], 'is no exploration: name must be a string'],
  [[naive, '--only', 'a naive condition'], "has no exploration 'a naive condition'"],
  [[naive, '--preemptions', '-1'], '--preemptions'],
  [[naive, '--search', 'dfs'], "There is no search 'dfs'"],
  [[naive, '--checkpoint', 'x'], 'Cannot go on from the checkpoint'],
])('%j is refused in a sentence', async (args, sentence) => {
  const { code, stderr } = await interleave(['explore', ...args, ...quiet]);
  expect(code).toBe(2);
  expect(stderr).toContain(sentence);
});

test('what was explored is added to the report that is there, in place of what it was before', async () => {
  const out = folder();
  await interleave([
    'run',
    fixture('coin.ts'),
    '--on',
    'node',
    '--quick',
    '--out',
    out,
    '--reporter',
    'json',
  ]);
  const before = readReport(out);
  const bounded = await interleave(['explore', naive, '--preemptions', '0', '--out', out]);
  expect([bounded.code, bounded.stdout]).toEqual([0, expect.stringContaining('report.html')]);
  const sound = readReport(out);
  expect({ ...sound, explorations: undefined, verdict: before.verdict }).toEqual({
    ...before,
    explorations: undefined,
  });
  expect(sound.explorations).toMatchObject([
    { name: 'a naive condition variable', bounds: { preemptions: 0 }, complete: true, failure: null },
  ]);
  await interleave(['explore', naive, '--out', out, '--reporter', 'json,md']);
  const broken = readReport(out);
  expect(broken.cells).toEqual(before.cells);
  expect(broken.verdict.status).toBe('forbidden');
  expect(broken.explorations).toMatchObject([
    { complete: false, bounds: { preemptions: null }, failure: { kind: 'deadlock', schedule: 'a4.b6.a2' } },
  ]);
});

test('a list of explorations is explored within its own bounds', async () => {
  const out = folder();
  const lists = fixture('explorations.ts');
  const { code } = await interleave(['explore', lists, '--only', 'counters', '--out', out]);
  expect(code).toBe(1);
  expect(readReport(out).explorations).toMatchObject([
    { group: 'counters', name: 'in one step', complete: true, bounds: { preemptions: 1 } },
    {
      group: 'counters',
      name: 'in two steps',
      failure: { kind: 'assertion' },
      bounds: { preemptions: null },
    },
    { group: 'counters', name: 'in three steps', failure: { kind: 'assertion' } },
  ]);
  const which = await interleave(['replay', join(out, 'report.json')]);
  expect([which.code, which.stderr]).toEqual([
    2,
    expect.stringContaining('has counters: in two steps and counters: in three steps: name one with --only'),
  ]);
  const one = await interleave(['replay', join(out, 'report.json'), '--only', 'in three steps']);
  expect([one.code, one.stdout]).toEqual([1, expect.stringContaining('assertion: an update was lost')]);
});

test('where there is time it goes as far as an exploration says', async () => {
  const out = folder();
  const lists = fixture('explorations.ts');
  const { code } = await interleave(['explore', lists, '--only', 'in one step', '--deep', '--out', out]);
  expect(code).toBe(0);
  const [explored] = readReport(out).explorations ?? [];
  expect(explored).toMatchObject({ complete: true, bounds: { preemptions: 3 } });
  expect(explored?.replay).toContain('--deep');
});

test.each<[string[], string]>([
  [[naive, '--schedule', 'nonsense'], "'nonsense' is no part of one"],
  [[fixture('explorations.ts'), '--schedule', 'a'], 'name it with --only'],
  [['nowhere.json'], 'there is no such file'],
])('replay of %j is refused in a sentence', async (args, sentence) => {
  const { code, stderr } = await interleave(['replay', ...args]);
  expect([code, stderr]).toEqual([2, expect.stringContaining(sentence)]);
});

test('the example of the docs is the one that is tested', () => {
  const docs = readFileSync(new URL('../../../../docs/explore.md', import.meta.url), 'utf8');
  expect(/```ts naive-condition\.ts\n([\s\S]*?)```/.exec(docs)?.[1]).toBe(readFileSync(naive, 'utf8'));
});
