import { seededRandom } from '@interleave/core/scenario';
import { medianSorted, quantileSorted } from 'simple-statistics';
import { expect, test } from 'vitest';
import { outliersOf } from '../../src/stats/outliers.ts';
import { ascending, median, quantileOf } from '../../src/stats/quantiles.ts';

test.each([1, 2, 3, 5, 64, 101, 1000])('quantiles of %i values are those of simple-statistics', (count) => {
  const random = seededRandom(count);
  const values = Array.from({ length: count }, () => random() ** 3);
  const sorted = ascending(values);
  for (const p of [0, 0.01, 0.25, 0.5, 0.75, 0.9, 0.99, 1]) {
    expect(quantileOf(sorted, p), `${p}`).toBeCloseTo(quantileSorted(sorted, p), 12);
  }
  expect(median(values)).toBeCloseTo(medianSorted(sorted), 12);
});

test('there is no quantile of nothing', () => {
  expect(() => median([])).toThrow(RangeError);
});

test('values keep their order: what is sorted is a copy', () => {
  const values = [3, 1, 2];
  expect(median(values)).toBe(2);
  expect(values).toEqual([3, 1, 2]);
});

test('outliers are counted beyond Tukey’s fences, and nothing is taken away', () => {
  const random = seededRandom(7);
  const body = Array.from({ length: 60 }, () => 10 + random());
  const values = [...body, 12, 40, 50];
  const [first, third] = [quantileSorted(ascending(values), 0.25), quantileSorted(ascending(values), 0.75)];
  const range = third - first;
  const beyond = (fence: number): number =>
    values.filter((value) => value < first - fence * range || value > third + fence * range).length;
  expect(outliersOf(values)).toEqual({ mild: beyond(1.5) - beyond(3), severe: beyond(3) });
  expect(outliersOf(values).severe).toBe(2);
  expect(values).toHaveLength(63);
  expect(outliersOf([])).toEqual({ mild: 0, severe: 0 });
});
