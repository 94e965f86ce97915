/** Our own statistics beside those of simple-statistics, over the same values. */
import { seededRandom } from '@interleave/core/scenario';
import { interquartileRange, medianSorted, numericSort, quantileSorted, variance } from 'simple-statistics';
import { expect, test } from 'vitest';
import { modesOf } from '../../src/stats/modes.ts';
import { outliersOf } from '../../src/stats/outliers.ts';
import { type Pair, pairedRatio } from '../../src/stats/paired-ratio.ts';

function logNormal(random: () => number): number {
  return Math.exp(Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()));
}

test.each([6, 10, 25, 64])('the ratio of %i rounds and its ends are sorted logarithms', (rounds) => {
  const random = seededRandom(rounds);
  const pairs = Array.from({ length: rounds }, (): Pair => [logNormal(random), logNormal(random)]);
  const logs = numericSort(pairs.map(([base, other]) => Math.log(other / base)));
  const { ratio, interval } = pairedRatio(pairs);
  expect(Math.log(ratio ?? 0)).toBeCloseTo(medianSorted(logs), 12);
  const low = logs.indexOf(logs.find((each) => Math.abs(Math.exp(each) - (interval?.low ?? 0)) < 1e-12) ?? 0);
  expect(Math.exp(logs[rounds - 1 - low] ?? 0)).toBeCloseTo(interval?.high ?? 0, 12);
});

test('Tukey’s fences are those of its quartiles', () => {
  const random = seededRandom(5);
  const values = Array.from({ length: 200 }, () => logNormal(random));
  const range = interquartileRange(values);
  const [first, third] = [
    quantileSorted(numericSort(values), 0.25),
    quantileSorted(numericSort(values), 0.75),
  ];
  // Its quartiles of even counts lie between two values, as ours do, though not at the same place between them.
  const count = (fence: number): number =>
    values.filter((value) => value < first - fence * range || value > third + fence * range).length;
  const { mild, severe } = outliersOf(values);
  expect(Math.abs(mild + severe - count(1.5))).toBeLessThanOrEqual(1);
  expect(Math.abs(severe - count(3))).toBeLessThanOrEqual(1);
});

test('two modes are cut where they leave the least variance', () => {
  const random = seededRandom(6);
  const values = Array.from({ length: 60 }, (_, at) => (at % 3 === 0 ? 40 : 5) * (1 + 0.1 * random()));
  const sorted = numericSort(values);
  const logs = sorted.map(Math.log);
  const cuts = logs.slice(1).map((_, at) => {
    const [below, above] = [logs.slice(0, at + 1), logs.slice(at + 1)];
    return below.length * variance(below) + above.length * variance(above);
  });
  const cut = cuts.indexOf(Math.min(...cuts)) + 1;
  expect(modesOf(values)).toEqual({
    low: medianSorted(sorted.slice(0, cut)),
    high: medianSorted(sorted.slice(cut)),
    lowShare: cut / values.length,
  });
});
