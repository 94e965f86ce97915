import { seededRandom } from '@interleave/core/scenario';
import { binomialDistribution } from 'simple-statistics';
import { expect, test } from 'vitest';
import { levelOf, medianInterval, rankFor } from '../../src/stats/order-interval.ts';

test.each([
  [6, 1, 96.9],
  [10, 2, 97.9],
  [12, 3, 96.1],
  [20, 6, 95.9],
  [30, 10, 95.7],
  [40, 14, 96.2],
  [60, 22, 97.3],
])('of %i rounds the rank is %i, whose level is %d %%', (rounds, rank, level) => {
  expect(rankFor(rounds)).toBe(rank);
  expect(levelOf(rounds, rank) * 100).toBeCloseTo(level, 1);
  expect(levelOf(rounds, rank + 1)).toBeLessThan(0.95);
});

/**
 * Two-sided 5 % critical values of the sign test, as tables for the test and for intervals of the median print them
 * (Dixon and Mood 1946, MacKinnon 1964): so many values, so many of the rarer sign at most. The rank is one more.
 */
const SIGN_TABLE: Readonly<Record<number, readonly number[]>> = {
  0: [6, 7, 8],
  1: [9, 10, 11],
  2: [12, 13, 14],
  3: [15, 16],
  4: [17, 18, 19],
  5: [20, 21, 22],
  6: [23, 24],
  7: [25, 26, 27],
  18: [51, 52],
  19: [54],
  20: [56, 57],
  21: [60],
  22: [61, 62],
  23: [63, 64],
  24: [65],
  39: [100],
};

test('the ranks are those of the published tables', () => {
  for (const [critical, counts] of Object.entries(SIGN_TABLE))
    for (const count of counts) expect(rankFor(count), `${count} values`).toBe(Number(critical) + 1);
});

/** Confidence levels of [x(k), x(n + 1 − k)] in per cent, from a textbook's table of intervals of the median. */
const LEVEL_TABLE: readonly (readonly [
  count: number,
  ...levels: (readonly [rank: number, level: number])[],
])[] = [
  [6, [1, 96.9], [2, 78.1]],
  [9, [1, 99.6], [2, 96.1], [3, 82.0]],
  [12, [2, 99.4], [3, 96.1], [4, 85.4]],
  [15, [3, 99.3], [4, 96.5], [5, 88.2]],
  [17, [4, 98.7], [5, 95.1], [6, 85.7]],
  [20, [4, 99.7], [5, 98.8], [6, 95.9], [7, 88.5]],
];

test('the levels are those of the published tables', () => {
  for (const [count, ...levels] of LEVEL_TABLE)
    for (const [rank, level] of levels)
      expect(levelOf(count, rank) * 100, `${rank} of ${count}`).toBeCloseTo(level, 1);
});

test.each([1, 2, 6, 13, 40, 100])(
  'of %i values every level is the binomial one of simple-statistics',
  (count) => {
    const chances = binomialDistribution(count, 0.5) ?? [];
    for (let rank = 0; rank <= count / 2; rank += 1) {
      const below = chances.slice(0, rank).reduce((sum, chance) => sum + chance, 0);
      expect(levelOf(count, rank), `rank ${rank}`).toBeCloseTo(1 - 2 * below, 12);
    }
  },
);

test.each([1000, 1074, 1100, 5000])('of %i values the rank is that of the normal approximation', (count) => {
  const rank = rankFor(count) ?? 0;
  expect(Math.abs(rank - (count / 2 - 0.98 * Math.sqrt(count)))).toBeLessThan(1.5);
  expect(levelOf(count, rank)).toBeGreaterThanOrEqual(0.95);
});

test('fewer than six rounds have no interval', () => {
  for (let rounds = 0; rounds < 6; rounds += 1) {
    expect(rankFor(rounds)).toBeUndefined();
    expect(medianInterval(Array.from({ length: rounds }, (_, index) => index))).toBeUndefined();
  }
});

test('the ends are the k-th from below and the k-th from above', () => {
  const values = [9, 2, 7, 4, 5, 6, 3, 8, 1, 10];
  expect(medianInterval(values)).toMatchObject({ low: 2, high: 9 });
});

/** Noise of several shapes, each with median 0. */
const shapes: Readonly<Record<string, (random: () => number) => number>> = {
  normal: (random) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()),
  'heavy-tailed': (random) => Math.tan(Math.PI * (random() - 0.5)),
  skewed: (random) => -Math.log(1 - random()) - Math.LN2,
};

test.each(Object.keys(shapes))('it holds the median of %s noise as often as its level says', (shape) => {
  const random = seededRandom(1);
  const draw = shapes[shape] as (random: () => number) => number;
  for (const rounds of [6, 10, 20, 40]) {
    const trials = 4000;
    let held = 0;
    let level = 0;
    for (let trial = 0; trial < trials; trial += 1) {
      const interval = medianInterval(Array.from({ length: rounds }, () => draw(random)));
      level = interval?.level ?? 0;
      if (interval !== undefined && interval.low <= 0 && interval.high >= 0) held += 1;
    }
    // Four standard errors of the share.
    expect(Math.abs(held / trials - level), `${rounds} rounds`).toBeLessThan(
      4 * Math.sqrt((level * (1 - level)) / trials),
    );
  }
});
