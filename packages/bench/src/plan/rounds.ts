/**
 * How many rounds there are, and who runs when.
 *
 * @module
 */

import { shuffled } from '@interleave/core/scenario';

/** Where nobody says how many. */
export const DEFAULT_ROUNDS = 10;
/** Numbers of rounds whose intervals use them well; the first is the least that has one. */
export const ROUND_COUNTS: readonly number[] = [6, 10, 12, 20, 30, 40];

/**
 * The greatest of those numbers that a budget has time for, given what one round took. Decided once, after the first
 * round and by its time alone: a number that depended on what was measured would bend the intervals.
 */
export function affordable(budget: number, round: number): number {
  return ROUND_COUNTS.findLast((count) => count * round <= budget) ?? ROUND_COUNTS[0] ?? DEFAULT_ROUNDS;
}

/** A round's order: everyone once, in an order that the seed decides. */
export function orderOf<T>(contestants: readonly T[], random: () => number): T[] {
  return shuffled(contestants, random);
}
