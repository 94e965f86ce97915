import { seededRandom } from '@interleave/core/scenario';
import { expect, test } from 'vitest';
import { modesOf } from '../../src/stats/modes.ts';

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

const one: Readonly<Record<string, (random: () => number) => number>> = {
  normal: (random) => 10 + normal(random),
  uniform: (random) => 5 + 10 * random(),
  'log-normal': (random) => Math.exp(normal(random)),
  exponential: (random) => 1 - Math.log(1 - random()),
};

test.each(Object.keys(one))('%s values are hardly ever called two-moded', (shape) => {
  const random = seededRandom(11);
  const draw = one[shape] as (random: () => number) => number;
  let called = 0;
  for (let trial = 0; trial < 500; trial += 1) {
    if (modesOf(Array.from({ length: 64 }, () => draw(random))) !== undefined) called += 1;
  }
  expect(called).toBeLessThanOrEqual(5);
});

test('two separate groups are found, with their middles and shares', () => {
  const random = seededRandom(12);
  const values = Array.from({ length: 80 }, (_, index) => (index % 4 === 0 ? 48 : 6) * (1 + 0.1 * random()));
  const modes = modesOf(values);
  expect(modes?.lowShare).toBe(0.75);
  expect(modes?.low).toBeGreaterThan(6);
  expect(modes?.low).toBeLessThan(6.6);
  expect(modes?.high).toBeGreaterThan(48);
});

test('a few stragglers are outliers and no mode, and a handful of values has no shape', () => {
  const values = [...Array.from({ length: 60 }, (_, index) => 10 + index / 100), 90, 91, 92];
  expect(modesOf(values)).toBeUndefined();
  expect(modesOf([1, 1, 1, 9, 9, 9])).toBeUndefined();
  expect(modesOf(Array.from({ length: 40 }, () => 5))).toBeUndefined();
});
