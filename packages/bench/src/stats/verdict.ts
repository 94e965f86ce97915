/**
 * What an interval allows to say. Never a guess: what it does not decide is unresolved.
 *
 * @module
 */

import type { Control } from './control.ts';
import type { Ratio } from './paired-ratio.ts';

/** Differences smaller than this are of no interest. */
export const DELTA = 0.05;

/** Of the other beside the base, where smaller is better. */
export type Verdict = 'faster' | 'slower' | 'equivalent' | 'unresolved';

export interface Judged {
  readonly verdict: Verdict;
  /** True where the interval decides, but the A/A row forbids to believe it. */
  readonly held: boolean;
}

/**
 * Faster or slower when the interval excludes 1 and the ratio is beyond δ; equivalent when the interval lies inside
 * 1/(1+δ) … 1+δ. Where the A/A row is in trouble, nothing that is smaller than its reach is decided.
 */
export function judge({ ratio, interval }: Ratio, control: Control | undefined): Judged {
  if (ratio === undefined || interval === undefined) return { verdict: 'unresolved', held: false };
  const verdict = decide(ratio, interval.low, interval.high);
  const noisy = control !== undefined && control.trouble !== 'none';
  const held = verdict !== 'unresolved' && noisy && Math.abs(Math.log(ratio)) < control.reach;
  return { verdict: held ? 'unresolved' : verdict, held };
}

function decide(ratio: number, low: number, high: number): Verdict {
  if (low > 1 && ratio - 1 >= DELTA) return 'slower';
  if (high < 1 && 1 - ratio >= DELTA) return 'faster';
  return low >= 1 / (1 + DELTA) && high <= 1 + DELTA ? 'equivalent' : 'unresolved';
}
