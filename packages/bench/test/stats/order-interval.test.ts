import { seededRandom } from '@interleave/core/scenario';
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
