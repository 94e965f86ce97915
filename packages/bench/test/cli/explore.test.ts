import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fixture, interleave } from '../support/cli.ts';

const naive = fixture('naive-condition.ts');

test('a lost wake-up is found, shown step by step, and shown again by its schedule', async () => {
  const first = await interleave(['explore', naive]);
  expect(first.code).toBe(1);
  expect(first.stdout).toContain('deadlock: consumer sleeps on notified');
  const schedule = /^schedule (\S+) \(10 steps, 2 switches\)$/m.exec(first.stdout)?.[1] ?? '';
  expect(first.stdout).toMatch(/^sleeps on notified\s+naive-condition\.ts:15$/m);
  const again = await interleave(['explore', naive, '--replay', schedule]);
  expect(again.code).toBe(1);
  expect(first.stdout).toContain(again.stdout.trim());
  const harmless = await interleave(['explore', naive, '--replay', 'b.b20.a20']);
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
  ]);
  expect([chance.code, chance.stdout.includes('consumer sleeps on notified')]).toEqual([1, true]);
  const bounded = await interleave(['explore', naive, '--preemptions', '0']);
  expect(bounded.code).toBe(0);
  expect(bounded.stdout).toMatch(
    /nothing wrong in every schedule with up to 0 preemptions \(\d+ schedules?, /,
  );
});

test('a search that is stopped says how to go on, and goes on', async () => {
  const part = await interleave(['explore', naive, '--schedules', '3']);
  expect(part.code).toBe(0);
  const checkpoint = /--checkpoint (\S+)/.exec(part.stdout)?.[1] ?? '';
  const rest = await interleave(['explore', naive, '--checkpoint', checkpoint]);
  expect(rest.code).toBe(1);
});

test.each<[string[], string]>([
  [['nowhere.ts'], 'There is no file ./nowhere.ts'],
  [[fixture('coin.ts')], 'is no exploration: name must be a string'],
  [[naive, '--only', 'a naive condition'], "has no exploration 'a naive condition'"],
  [[naive, '--preemptions', '-1'], '--preemptions'],
  [[naive, '--search', 'dfs'], "There is no search 'dfs'"],
  [[naive, '--replay', 'nonsense'], "'nonsense' is no part of one"],
  [[naive, '--checkpoint', 'x'], 'Cannot go on from the checkpoint'],
])('%j is refused in a sentence', async (args, sentence) => {
  const { code, stderr } = await interleave(['explore', ...args]);
  expect(code).toBe(2);
  expect(stderr).toContain(sentence);
});

test('the example of the docs is the one that is tested', () => {
  const docs = readFileSync(new URL('../../../../docs/explore.md', import.meta.url), 'utf8');
  expect(/```ts naive-condition\.ts\n([\s\S]*?)```/.exec(docs)?.[1]).toBe(readFileSync(naive, 'utf8'));
});
