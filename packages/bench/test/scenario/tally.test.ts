import { expect, test } from 'vitest';
import { layOut } from '../../../core/src/scenario/sample-layout.ts';
import { Tally } from '../../../core/src/scenario/tally.ts';

test('every actor’s state and results lie in cache lines of their own', () => {
  const layout = layOut({ words: 17, results: 1 }, 2, 5);
  expect(layout.stateStride).toBe(32);
  expect(layout.actorStride % 16).toBe(0);
  expect(layout.resultsAt).toBe(layout.stateAt + 5 * 32);
});

test('small and large registers are counted exactly', () => {
  const layout = layOut({ words: 1, results: 1 }, 2, 4);
  const results = new Int32Array(2 * layout.actorStride);
  const tally = new Tally(layout);
  results.set([0, 15, 16, -1], 0);
  results.set([1, 15, 2_000_000_000, 0], layout.actorStride);
  tally.addPart(results, 0, 3);
  tally.addPart(results, 3, 4);
  tally.addPart(results, 0, 4);
  const counted = new Map(tally.entries().map(([registers, count]) => [registers.join(','), count]));
  expect(Object.fromEntries(counted)).toEqual({ '0,1': 2, '15,15': 2, '16,2000000000': 2, '-1,0': 2 });
});

test('many registers are counted too, few of them or more than a number holds', () => {
  const layout = layOut({ words: 1, results: 3 }, 2, 1);
  const results = new Int32Array(2 * layout.actorStride);
  results.set([1, 2, 3], 0);
  results.set([4, 5, 6], layout.actorStride);
  const tally = new Tally(layout);
  tally.addPart(results, 0, 1);
  expect(tally.entries()).toEqual([[[1, 2, 3, 4, 5, 6], 1]]);
  const large = layOut({ words: 1, results: 7 }, 2, 1);
  const wide = new Tally(large);
  wide.addPart(new Int32Array(2 * large.actorStride), 0, 1);
  expect(wide.entries()).toEqual([[Array.from({ length: 14 }, () => 0), 1]]);
});

test('so many outcomes that no table could name them are refused', () => {
  const layout = layOut({ words: 1, results: 1 }, 2, 20_000);
  const results = new Int32Array(2 * layout.actorStride);
  for (let i = 0; i < 20_000; i++) results[i] = 100 + i;
  expect(() => new Tally(layout).addPart(results, 0, 20_000)).toThrow(RangeError);
});

test.each([
  ['one after the other', [0, 0, 0, 1, 1, 1], 0],
  ['one interrupted, the other goes by', [0, 0, 2, 1, 1, 1], 0],
  ['back and forth', [0, 1, 1, 0, 1, 1], 1],
  ['back and forth between values that no number holds', [-1, 99, -1, 99, 99, -1], 1],
])('%s: seen to interleave or not', (_what, values, interleavings) => {
  const layout = layOut({ words: 1, results: 1 }, 2, values.length);
  const results = new Int32Array(2 * layout.actorStride);
  results.set(values);
  const tally = new Tally(layout);
  tally.addPart(results, 0, values.length);
  expect(tally.interleavings).toBe(interleavings);
});
