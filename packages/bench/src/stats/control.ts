/**
 * The A/A row: the reference against itself in the same rounds, which shows what the machine makes of no difference.
 *
 * @module
 */

import type { Ratio } from './paired-ratio.ts';

/** A control interval wider than this (its upper end over its lower one) says that the machine is too noisy. */
export const WIDEST = 1.25;

export type Trouble = 'excludes-one' | 'wide' | 'none';

export interface Control {
  readonly trouble: Trouble;
  /**
   * In logarithms: differences smaller than this are not told from noise. It is the half-width of the interval, or
   * how far its farther end is from no difference where it does not lie around it.
   */
  readonly reach: number;
}

/** What the A/A row says; undefined where it has no interval. */
export function controlOf({ interval }: Ratio): Control | undefined {
  if (interval === undefined) return undefined;
  const { low, high } = interval;
  const trouble = low > 1 || high < 1 ? 'excludes-one' : high / low > WIDEST ? 'wide' : 'none';
  const halfWidth = Math.log(high / low) / 2;
  return { trouble, reach: Math.max(halfWidth, trouble === 'excludes-one' ? farther(low, high) : 0) };
}

function farther(low: number, high: number): number {
  return Math.max(Math.abs(Math.log(low)), Math.abs(Math.log(high)));
}
