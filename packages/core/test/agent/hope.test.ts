import { expect, test } from 'vitest';
import { Hope } from '../../src/agent/hope.ts';
import type { SharedWords } from '../../src/memory/index.ts';

/** A word that changes at a time, and a clock that every look moves on. */
function scripted(
  changesAt: () => number,
  rarest?: number,
): { hope: Hope; words: SharedWords; looks: () => number } {
  let [now, looks] = [0, 0];
  const words = {
    load: () => {
      looks += 1;
      now += 0.001;
      return now >= changesAt() ? 1 : 0;
    },
  } as unknown as SharedWords;
  return { hope: new Hope(() => now, 0.05, rarest), words, looks: () => looks };
}

test('what is expected soon is looked for, and seen', () => {
  const { hope, words } = scripted(() => 0.02);
  expect(hope.fulfilled(words, 0, 0, 0.01)).toBe(true);
});

test('what is expected late is not looked for', () => {
  const { hope, words, looks } = scripted(() => 0);
  expect(hope.fulfilled(words, 0, 0, 0.06)).toBe(false);
  expect(hope.fulfilled(words, 0, 0, Infinity)).toBe(false);
  expect(looks()).toBe(0);
});

test('it is not looked for much longer than it was expected', () => {
  const { hope, words, looks } = scripted(() => Infinity);
  expect(hope.fulfilled(words, 0, 0, 0.01)).toBe(false);
  expect(looks()).toBeGreaterThan(30);
  expect(looks()).toBeLessThan(200);
});

test('after some misses it is tried now and then only, and one success ends that', () => {
  let end = Infinity;
  const { hope, words, looks } = scripted(() => end);
  const tried = (): boolean => {
    const before = looks();
    hope.fulfilled(words, 0, 0, 0);
    return looks() > before;
  };
  expect([tried(), tried(), tried()]).toEqual([true, true, true]);
  const tries = Array.from({ length: 32 }, tried);
  expect(tries.filter(Boolean)).toHaveLength(2);
  end = 0;
  while (!tried());
  expect([tried(), tried()]).toEqual([true, true]);
});

test('where it is always in vain it is tried the less often, down to once in so many times', () => {
  const { hope, words, looks } = scripted(() => Infinity, 64);
  const tried = Array.from({ length: 600 }, () => {
    const before = looks();
    hope.fulfilled(words, 0, 0, 0);
    return looks() > before;
  });
  const at = tried.flatMap((it, index) => (it ? [index] : []));
  const pauses = at.slice(1).map((index, i) => index - (at[i] as number));
  expect(pauses.slice(0, 8)).toEqual([1, 1, 16, 32, 64, 64, 64, 64]);
});
