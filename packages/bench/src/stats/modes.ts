/**
 * Two modes are shown as two modes: a median between them is a value that hardly ever was.
 *
 * @module
 */

import { ascending, median } from './quantiles.ts';

/** Where values fall into two groups: the middle of each, and the lower one's share. */
export interface Modes {
  readonly low: number;
  readonly high: number;
  readonly lowShare: number;
}

/** Fewer values than this show no shape. */
const FEWEST = 20;
/** Each group has at least this share. */
const SMALLEST = 0.1;
/** The middles differ by at least this factor. */
const APART = 1.2;
/**
 * Ashman's D, how far apart two groups are in units of their spread. The halves of a normal distribution have 2.7,
 * those of a uniform one 3.5, so only a real gap goes beyond this.
 */
const DISTINCT = 5;

/** The two modes of positive values, or undefined where there is one, or no telling. */
export function modesOf(values: readonly number[]): Modes | undefined {
  if (values.length < FEWEST) return undefined;
  const sorted = ascending(values);
  const logs = sorted.map(Math.log);
  const cut = bestCut(logs);
  const [below, above] = [logs.slice(0, cut), logs.slice(cut)];
  if (Math.min(below.length, above.length) < SMALLEST * values.length) return undefined;
  const [low, high] = [median(sorted.slice(0, cut)), median(sorted.slice(cut))];
  const spread = Math.sqrt((variance(below) + variance(above)) / 2);
  if (high / low < APART || mean(above) - mean(below) < DISTINCT * spread) return undefined;
  return { low, high, lowShare: below.length / values.length };
}

/** Where two groups explain most of the variance (Otsu's threshold). */
function bestCut(sorted: readonly number[]): number {
  const total = sorted.reduce((sum, value) => sum + value, 0);
  let best = 1;
  let most = -1;
  let below = 0;
  for (let cut = 1; cut < sorted.length; cut += 1) {
    below += sorted[cut - 1] ?? 0;
    const rest = sorted.length - cut;
    const between = cut * rest * (below / cut - (total - below) / rest) ** 2;
    if (between > most) [best, most] = [cut, between];
  }
  return best;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function variance(values: readonly number[]): number {
  const middle = mean(values);
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / values.length;
}
