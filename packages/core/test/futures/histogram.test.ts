import { expect, test } from 'vitest';
import { addTo, count, summarize } from '../../src/futures/pool/histogram.ts';
import { BUCKETS } from '../../src/futures/pool/layout.ts';
import type { SharedWords } from '../../src/memory/index.ts';

const AT = 16;

function counted(times: readonly number[]): Float64Array {
  const words = { ints: new Int32Array(AT + BUCKETS + 1) } as unknown as SharedWords;
  for (const ms of times) count(words, AT, ms);
  expect(words.ints[AT - 1]).toBe(0);
  expect(words.ints[AT + BUCKETS]).toBe(0);
  const buckets = new Float64Array(BUCKETS);
  addTo(buckets, words, AT);
  return buckets;
}

test('nothing was counted: all is 0', () => {
  expect(summarize(new Float64Array(BUCKETS))).toEqual({ count: 0, min: 0, p50: 0, p90: 0, p99: 0, max: 0 });
});

test('microseconds below eight are told apart', () => {
  const { min, max, count: number } = summarize(counted([0.003, 0.007]));
  expect([min, max, number]).toEqual([0.003, 0.007, 2]);
});

test('any time is told to some 6 %', () => {
  for (let ms = 0.01; ms < 1_000_000; ms *= 1.37) {
    const { min, p50, max } = summarize(counted([ms]));
    expect([p50, max]).toEqual([min, min]);
    expect(Math.abs(p50 - ms) / ms).toBeLessThan(0.07);
  }
});

test('quantiles are of what was counted', () => {
  const {
    count: number,
    min,
    p50,
    p90,
    p99,
    max,
  } = summarize(
    counted([...Array.from({ length: 89 }, () => 1), ...Array.from({ length: 10 }, () => 10), 1000]),
  );
  expect(number).toBe(100);
  for (const [seen, right] of [
    [min, 1],
    [p50, 1],
    [p90, 10],
    [p99, 10],
    [max, 1000],
  ] as const)
    expect(Math.abs(seen - right) / right).toBeLessThan(0.07);
});

test('what is no time, or more than there are buckets for, is the least and the most', () => {
  const { min, max } = summarize(counted([-5, 1e12]));
  expect(min).toBe(0);
  expect(max).toBeGreaterThan(1_800_000);
});

test('what several agents counted adds up', () => {
  const buckets = counted([1, 2]);
  const words = { ints: new Int32Array(BUCKETS) } as unknown as SharedWords;
  count(words, 0, 4);
  addTo(buckets, words, 0);
  expect(summarize(buckets).count).toBe(3);
});
