/**
 * The method on trial: streams like those of a busy machine go through the pairing that `interleave bench` uses, its
 * shuffled rounds, its medians and its verdicts.
 *
 * Within a round the order is drawn by lot, so the logarithm of a ratio is as likely above the true one as below,
 * whatever the machine does meanwhile: that is why the intervals hold, and these tests fail where it is not so.
 */
import { seededRandom } from '@interleave/core/scenario';
import { describe, expect, test } from 'vitest';
import { orderOf } from '../../src/plan/rounds.ts';
import type { ComparisonReport } from '../../src/report/bench/model.ts';
import { benchmarkReport } from '../../src/results/bench.ts';
import { CATALOGUE } from '../../src/peers/catalogue.ts';
import { entry } from '../bench/fixture.ts';
import { type Machine, machines } from '../support/machines.ts';

const TRIALS = 1000;

/** What the bench says of something that takes `factor` times the reference's time; and of the A/A row. */
function trial(machine: Machine, rounds: number, factor: number, random: () => number): ComparisonReport[] {
  const unit = machine(random);
  const factors = [1, 1, factor];
  const samples = factors.map((): number[] => []);
  const orders = Array.from({ length: rounds }, () => orderOf([0, 1, 2], random));
  for (const order of orders) for (const index of order) samples[index]?.push(unit() * (factors[index] ?? 1));
  const entries = samples.map((values, index) => {
    const made = entry({ by: index === 2 ? 'ours' : 'bare', again: index === 1, rounds: [] });
    return { ...made, samples: values.map((value) => [value]) };
  });
  const [benchmark] = CATALOGUE;
  if (benchmark === undefined) throw new Error('The catalogue is empty');
  return [...benchmarkReport(benchmark, { entries, orders }).comparisons];
}

interface Tally {
  readonly held: number;
  readonly decided: number;
  readonly wrong: number;
}

/** Shares of the trials whose interval holds the factor, that are decided, and that are decided wrongly. */
function tally(name: string, rounds: number, factor: number): Tally {
  const random = seededRandom(rounds + 1000 * factor);
  let [held, decided, wrong] = [0, 0, 0];
  for (let index = 0; index < TRIALS; index += 1) {
    const compared = trial(machines[name] as Machine, rounds, factor, random);
    const pair = compared.find(({ kind }) => kind === 'pair');
    if (pair === undefined) throw new Error('Nothing was compared');
    const { low, high, verdict } = pair;
    if (low !== null && high !== null && low <= factor * 1.00001 && high >= factor * 0.99999) held += 1;
    if (verdict === 'faster' || verdict === 'slower') decided += 1;
    if (verdict === (factor === 1 ? 'slower' : 'equivalent') || verdict === 'faster') wrong += 1;
  }
  return { held: held / TRIALS, decided: decided / TRIALS, wrong: wrong / TRIALS };
}

describe.each(Object.keys(machines))('on a machine that is %s', (name) => {
  test.each([6, 10, 20])('%i rounds hold the truth, and make little out of nothing', (rounds) => {
    const same = tally(name, rounds, 1);
    expect(same.held, 'coverage of A/A').toBeGreaterThanOrEqual(0.94);
    expect(same.decided, 'false positives').toBeLessThanOrEqual(0.06);
    const slower = tally(name, rounds, 1.4);
    expect(slower.held, 'coverage of A/B').toBeGreaterThanOrEqual(0.94);
    expect(slower.wrong, 'wrong verdicts').toBeLessThanOrEqual(0.06);
  });
});

test('what is there is seen: forty rounds decide a difference of 40 % on a machine that drifts', () => {
  const { decided, wrong } = tally('drifting', 40, 1.4);
  expect(decided).toBeGreaterThan(0.99);
  expect(wrong).toBe(0);
});
