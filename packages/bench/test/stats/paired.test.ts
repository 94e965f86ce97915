/** Ratios, the A/A row and verdicts, over streams like those that a busy machine gives. */
import { seededRandom, shuffled } from '@interleave/core/scenario';
import { expect, test } from 'vitest';
import { controlOf } from '../../src/stats/control.ts';
import { type Pair, pairedRatio, type Ratio } from '../../src/stats/paired-ratio.ts';
import { judge } from '../../src/stats/verdict.ts';

function ratioOf(ratio: number, low: number, high: number): Ratio {
  return { ratio, interval: { low, high, level: 0.96 }, rounds: 20 };
}

test('the ratio is the median of the rounds’ ratios, not the ratio of medians', () => {
  const pairs: Pair[] = [
    [1, 2],
    [10, 20],
    [100, 200],
    [1000, 500],
    [1, 2],
    [5, 10],
  ];
  expect(pairedRatio(pairs).ratio).toBeCloseTo(2, 12);
  expect(pairedRatio(pairs).interval).toMatchObject({ low: 0.5 });
  expect(pairedRatio(pairs.slice(0, 3))).toMatchObject({ interval: undefined, rounds: 3 });
  expect(pairedRatio([])).toEqual({ ratio: undefined, interval: undefined, rounds: 0 });
});

test.each([
  [1.2, 1.1, 1.3, 'slower'],
  [0.8, 0.7, 0.9, 'faster'],
  [1.2, 0.9, 1.3, 'unresolved'],
  [1.03, 1.01, 1.04, 'equivalent'],
  [1.049, 1.02, 1.08, 'unresolved'],
  [1.05, 1.02, 1.08, 'slower'],
  [0.95, 0.93, 0.97, 'faster'],
  [1, 0.96, 1.05, 'equivalent'],
  [1, 0.95, 1.04, 'unresolved'],
] as const)('ratio %d in %d … %d is %s', (ratio, low, high, verdict) => {
  expect(judge(ratioOf(ratio, low, high), undefined)).toEqual({ verdict, held: false });
});

test('without an interval nothing is decided', () => {
  expect(judge(pairedRatio([[1, 9]]), undefined)).toEqual({ verdict: 'unresolved', held: false });
});

test('a quiet A/A row holds nothing back', () => {
  const control = controlOf(ratioOf(1, 0.97, 1.03));
  expect(control?.trouble).toBe('none');
  expect(judge(ratioOf(1.06, 1.05, 1.07), control)).toEqual({ verdict: 'slower', held: false });
});

test('a wide A/A row holds back what is smaller than its half-width', () => {
  const control = controlOf(ratioOf(1, 0.87, 1.15));
  expect(control?.trouble).toBe('wide');
  expect(control?.reach).toBeCloseTo(Math.log(1.15 / 0.87) / 2, 12);
  expect(judge(ratioOf(1.1, 1.08, 1.12), control)).toEqual({ verdict: 'unresolved', held: true });
  expect(judge(ratioOf(1, 0.99, 1.01), control)).toEqual({ verdict: 'unresolved', held: true });
  expect(judge(ratioOf(1.5, 1.4, 1.6), control)).toEqual({ verdict: 'slower', held: false });
});

test('an A/A row that excludes 1 holds back what is no farther from it', () => {
  const control = controlOf(ratioOf(1.1, 1.08, 1.12));
  expect(control?.trouble).toBe('excludes-one');
  expect(judge(ratioOf(1.11, 1.1, 1.12), control).held).toBe(true);
  expect(judge(ratioOf(0.8, 0.78, 0.82), control)).toEqual({ verdict: 'faster', held: false });
  expect(controlOf(pairedRatio([[1, 1]]))).toBeUndefined();
});

/**
 * A machine with neighbours: a slow wave, two modes that last for many units, and noise of each unit; what was
 * measured on the machine that research is from had a lag-1 autocorrelation of 0.8.
 */
function machine(random: () => number): () => number {
  let wave = 0;
  let mode = 0;
  return () => {
    wave = 0.9 * wave + 0.1 * (random() - 0.5);
    if (random() < 0.05) mode = random() < 0.3 ? Math.log(4) : 0;
    return Math.exp(wave + mode + 0.1 * (random() - 0.5));
  };
}

function trial(random: () => number, rounds: number, factor: number, interleaved: boolean): Pair[] {
  const unit = machine(random);
  const pairs: [number, number][] = Array.from({ length: rounds }, () => [0, 0]);
  const slots = pairs.flatMap((_, round) => [[round, 0] as const, [round, 1] as const]);
  const order = interleaved
    ? pairs.flatMap((_, round) => shuffled([[round, 0] as const, [round, 1] as const], random))
    : slots.toSorted((a, b) => a[1] - b[1]);
  for (const [round, which] of order)
    (pairs[round] as [number, number])[which] = unit() * (which ? factor : 1);
  return pairs;
}

function share(factor: number, interleaved: boolean, verdicts: readonly string[]): number {
  const random = seededRandom(3);
  const trials = 400;
  let hits = 0;
  for (let index = 0; index < trials; index += 1) {
    const judged = judge(pairedRatio(trial(random, 20, factor, interleaved)), undefined);
    if (verdicts.includes(judged.verdict)) hits += 1;
  }
  return hits / trials;
}

test('in interleaved rounds, identical programs are rarely called different, and different ones are told', () => {
  expect(share(1, true, ['faster', 'slower'])).toBeLessThan(0.06);
  expect(share(1.3, true, ['slower'])).toBeGreaterThan(0.9);
  expect(share(1.3, true, ['faster', 'equivalent'])).toBe(0);
});

test('one after the other, as benchmarks usually run, the same machine makes differences out of nothing', () => {
  expect(share(1, false, ['faster', 'slower'])).toBeGreaterThan(0.2);
});
