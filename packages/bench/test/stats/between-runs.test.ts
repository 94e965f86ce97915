/** Two runs, one after the other on the same machine: what must not be taken for a change. */
import { seededRandom } from '@interleave/core/scenario';
import { describe, expect, test } from 'vitest';
import { judgeAll, type Timed } from '../../src/compare/times.ts';
import { alone, between, judgeBetween } from '../../src/stats/between-runs.ts';
import { pairedRatio, type Pair } from '../../src/stats/paired-ratio.ts';
import { type Machine, machines } from '../support/machines.ts';

const MEASURES = 12;
const TRIALS = 120;

/** Twelve measures in two runs of so many rounds; the last takes `factor` times its time in the second. */
function twoRuns(machine: Machine, rounds: number, factor: number, random: () => number): Timed[] {
  const unit = machine(random);
  const run = (last: number): number[][] => {
    const values = Array.from({ length: MEASURES }, (): number[] => []);
    for (let round = 0; round < rounds; round += 1)
      for (const [index, list] of values.entries())
        list.push((index + 1) * unit() * (index === MEASURES - 1 ? last : 1));
    return values;
  };
  const [before, after] = [run(1), run(factor)];
  return before.map((list, index) => {
    const [base, baseAfter] = [before[0] ?? [], after[0] ?? []];
    const beside = index === 0 ? undefined : { title: 'the first', before: base, after: baseAfter };
    return { before: list, after: after[index] ?? [], better: 'lower', base: beside };
  });
}

function share(machine: Machine, rounds: number, factor: number, changes: readonly string[]): number {
  const random = seededRandom(rounds);
  let hits = 0;
  let all = 0;
  for (let trial = 0; trial < TRIALS; trial += 1) {
    const timed = twoRuns(machine, rounds, factor, random);
    const told = judgeAll(timed.map((one) => ({ timed: one })));
    for (const { change } of factor === 1 ? told : told.slice(-1)) {
      all += 1;
      if (changes.includes(change)) hits += 1;
    }
  }
  return hits / all;
}

describe.each(Object.keys(machines))('on a machine that is %s', (name) => {
  const machine = machines[name] as Machine;
  test.each([6, 10, 20])('two runs of %i rounds of the same are rarely called different', (rounds) => {
    expect(share(machine, rounds, 1, ['improved', 'regressed'])).toBeLessThanOrEqual(0.06);
  });

  test('what takes twice as long is never called better', () => {
    expect(share(machine, 10, 2, ['improved', 'unchanged'])).toBeLessThanOrEqual(0.06);
  });
});

test('on a machine with a little noise a change is seen, also when the machine is slower as a whole', () => {
  const calm: Machine = (random) => () => 1 + 0.04 * random();
  expect(share(calm, 10, 1.2, ['regressed'])).toBeGreaterThan(0.95);
  let units = 0;
  const slower: Machine = (random) => () =>
    (units++ % (MEASURES * 20) < MEASURES * 10 ? 1 : 1.15) * (1 + 0.02 * random());
  expect(share(slower, 10, 1.5, ['regressed'])).toBeGreaterThan(0.95);
  units = 0;
  expect(share(slower, 10, 1, ['improved', 'regressed'])).toBeLessThanOrEqual(0.06);
});

test('without the others to know the machine by, a machine that drifts makes differences out of nothing', () => {
  const random = seededRandom(8);
  let naive = 0;
  for (let trial = 0; trial < TRIALS; trial += 1) {
    for (const one of twoRuns(machines['drifting'] as Machine, 10, 1, random)) {
      const { interval } = between(alone(one.before as number[]), alone(one.after as number[]));
      if (interval !== undefined && (interval.low > 1.05 || interval.high < 0.95)) naive += 1;
    }
  }
  expect(naive / TRIALS / MEASURES).toBeGreaterThan(0.06);
});

test('the ends are the farthest that both intervals allow', () => {
  const [before, after] = [alone([1, 2, 3, 4, 5, 6]), alone([2, 4, 6, 8, 10, 12])];
  const { ratio, interval, rounds } = between(before, after);
  expect(ratio).toBeCloseTo(2, 1);
  expect(interval?.low).toBeCloseTo(2 / 6, 10);
  expect(interval?.high).toBeCloseTo(12 / 1, 10);
  expect(rounds).toBe(6);
  expect(between(alone([]), after).ratio).toBeUndefined();
  expect(between(alone([1]), after)).toMatchObject({ interval: undefined, rounds: 1 });
});

test('beside too few others, a change below a quarter is held back', () => {
  const others = (count: number): Pair[] => Array.from({ length: count }, () => [1, 1]);
  const times = { ratio: 1.2, interval: { low: 1.15, high: 1.22, level: 0.95 }, rounds: 10 };
  expect(judgeBetween(times, pairedRatio(others(5)))).toEqual({ verdict: 'unresolved', held: true });
  expect(judgeBetween(times, pairedRatio(others(6)))).toEqual({ verdict: 'slower', held: false });
  const twice = { ratio: 2, interval: { low: 1.9, high: 2.1, level: 0.95 }, rounds: 10 };
  expect(judgeBetween(twice, pairedRatio([]))).toEqual({ verdict: 'slower', held: false });
});
