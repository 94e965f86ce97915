/**
 * The interval of a median from order statistics: exact, without random numbers or a distribution.
 *
 * With R values drawn alike, how many lie below the true median is binomial with one half. So the k-th from below and
 * the k-th from above enclose it with probability 1 − 2·P(Bin(R, ½) < k).
 *
 * @module
 */

import { ascending } from './quantiles.ts';

/** Intervals hold the truth at least so often. */
export const LEVEL = 0.95;

export interface Interval {
  readonly low: number;
  readonly high: number;
  /** How often intervals made in this way hold the truth. */
  readonly level: number;
}

/** How often the k-th from either end of so many values enclose their median. */
export function levelOf(count: number, rank: number): number {
  let below = 0;
  for (const chance of chances(count, rank)) below += chance;
  return 1 - 2 * below;
}

/** The greatest rank whose interval reaches the level; undefined below six values, of which none does. */
export function rankFor(count: number): number | undefined {
  let rank = 0;
  let below = 0;
  for (const chance of chances(count, Math.floor(count / 2))) {
    below += chance;
    if (1 - 2 * below < LEVEL) break;
    rank += 1;
  }
  return rank === 0 ? undefined : rank;
}

/** The binomial probabilities of 0, 1, 2 …, in logarithms on the way: ½ to the power of 1075 is no number any more. */
function* chances(count: number, upTo: number): Generator<number> {
  let logarithm = count * -Math.LN2;
  for (let successes = 0; successes < upTo; successes += 1) {
    yield Math.exp(logarithm);
    logarithm += Math.log((count - successes) / (successes + 1));
  }
}

/** The interval of the median, or undefined where there are too few values for one. */
export function medianInterval(values: readonly number[]): Interval | undefined {
  const rank = rankFor(values.length);
  if (rank === undefined) return undefined;
  const sorted = ascending(values);
  return {
    low: sorted[rank - 1] ?? Number.NaN,
    high: sorted[values.length - rank] ?? Number.NaN,
    level: levelOf(values.length, rank),
  };
}
