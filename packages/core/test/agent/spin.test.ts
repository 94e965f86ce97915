import { expect, test } from 'vitest';
import { Spin } from '../../src/agent/spin.ts';
import type { SharedWords } from '../../src/memory/index.ts';

/** A word that changes so long after each wait began, and a clock that every look moves on by 0.1 µs. */
function scripted(processors = 2) {
  let [now, began, after] = [0, 0, Infinity];
  const words = {
    load: () => {
      now += 0.0001;
      return now - began >= after ? 1 : 0;
    },
  } as unknown as SharedWords;
  const spin = new Spin(() => now, processors);
  return {
    /** What comes so many milliseconds after a wait began; how long the wait looked for it. */
    looks(ms: number): number {
      began = now;
      after = ms;
      spin.untilChanged(words, 0, 0);
      return now - began;
    },
    finds(ms: number): boolean {
      began = now;
      after = ms;
      return spin.untilChanged(words, 0, 0);
    },
  };
}

test('each failure halves the time, down to nothing', () => {
  const { looks } = scripted();
  const times = Array.from({ length: 6 }, () => looks(Infinity));
  expect(times[0]).toBeGreaterThan(0.05);
  for (const [i, time] of times.slice(1).entries()) expect(time).toBeLessThan(Math.max(times[i]!, 0.001));
  expect(times.at(-1)).toBe(0);
});

test('a success doubles it, up to what a wake-up costs', () => {
  const { looks, finds } = scripted();
  looks(Infinity);
  looks(Infinity);
  expect(finds(0.04)).toBe(false);
  expect([finds(0.001), finds(0.001), finds(0.001), finds(0.001)]).toEqual([true, true, true, true]);
  expect(finds(0.04)).toBe(true);
});

test('one that has given up finds out that it would pay again, also where the other has to be woken first', () => {
  const { looks, finds } = scripted();
  while (looks(Infinity) > 0);
  let waits = 0;
  while (!finds(0.045)) waits += 1;
  expect(waits).toBeLessThan(300);
  expect([finds(0.045), finds(0.045)]).toEqual([true, true]);
});

test('where it never pays, the tries get rarer, and do not end', () => {
  const { looks } = scripted();
  while (looks(Infinity) > 0);
  const tries = Array.from({ length: 2000 }, () => looks(Infinity) > 0);
  const [early, late] = [tries.slice(0, 1000), tries.slice(1000)].map((some) => some.filter(Boolean).length);
  expect(late).toBeLessThan(early as number);
  expect(late).toBeGreaterThan(1);
});

test('with one processor nobody looks', () => {
  const { looks } = scripted(1);
  expect(Array.from({ length: 600 }, () => looks(0)).every((time) => time === 0)).toBe(true);
});
