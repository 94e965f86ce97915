/**
 * How the same thing compares in two runs that were made one after the other.
 *
 * Their rounds are not pairs: a round of one run and a round of the other met different neighbours, and to pair them is
 * to run AAAA and then BBBB. So each run has an interval of its own, and what is said of the two is what holds wherever
 * in its interval each of them lies. That allows for noise within a run, and for none that lasts a whole run: see
 * `judgeBetween`.
 *
 * @module
 */

import { WIDEST } from './control.ts';
import { type Pair, pairedRatio, type Ratio } from './paired-ratio.ts';
import { type Judged, judge } from './verdict.ts';

/** The median of values above zero and its interval, as a ratio to one. */
export function alone(values: readonly number[]): Ratio {
  return pairedRatio(values.map((value): Pair => [1, value]));
}

/** How many times the first the second is. */
export function between(before: Ratio, after: Ratio): Ratio {
  const rounds = Math.min(before.rounds, after.rounds);
  if (before.ratio === undefined || after.ratio === undefined)
    return { ratio: undefined, interval: undefined, rounds };
  const interval =
    before.interval === undefined || after.interval === undefined
      ? undefined
      : {
          low: after.interval.low / before.interval.high,
          high: after.interval.high / before.interval.low,
          level: Math.max(0, before.interval.level + after.interval.level - 1),
        };
  return { ratio: after.ratio / before.ratio, interval, rounds };
}

/**
 * What an interval of two runs allows to say, given how everything else that both measured stands to one another.
 *
 * Where everything moved together, the machine did. So a difference counts where it is one as it stands, and beside all
 * the others too; what is no more than theirs is held back. Fewer than six others do not tell what the machine did: it may
 * then have changed by as much as an A/A row ever may.
 */
export function judgeBetween(times: Ratio, others: Ratio): Judged {
  if (others.interval === undefined) return judge(times, { trouble: 'wide', reach: Math.log(WIDEST) });
  const asItStands = judge(times, undefined);
  const beside = judge(between(others, times), undefined);
  if (asItStands.verdict === beside.verdict) return asItStands;
  return { verdict: 'unresolved', held: asItStands.verdict !== 'unresolved' };
}
