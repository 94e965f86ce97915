/**
 * How two things that were measured in the same rounds compare.
 *
 * What disturbs a machine lasts for longer than a unit, so it is much the same within a round and differs between
 * rounds: the ratio within a round is what can be trusted.
 *
 * @module
 */

import { medianInterval } from './order-interval.ts';
import { median } from './quantiles.ts';

/** One round's two values, both above zero. */
export type Pair = readonly [base: number, other: number];

export interface Ratio {
  /** How many times the base the other is; undefined where no round has both. */
  readonly ratio: number | undefined;
  /** Undefined where there are too few rounds for an interval. */
  readonly interval: { readonly low: number; readonly high: number; readonly level: number } | undefined;
  readonly rounds: number;
}

/** The median of the rounds' ratios and its interval. */
export function pairedRatio(pairs: readonly Pair[]): Ratio {
  const logs = pairs.map(([base, other]) => Math.log(other / base));
  if (logs.length === 0) return { ratio: undefined, interval: undefined, rounds: 0 };
  const interval = medianInterval(logs);
  return {
    ratio: Math.exp(median(logs)),
    interval: interval && {
      low: Math.exp(interval.low),
      high: Math.exp(interval.high),
      level: interval.level,
    },
    rounds: logs.length,
  };
}
