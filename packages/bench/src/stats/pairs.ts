import type { Pair } from './paired-ratio.ts';

/** A value for each round, null where there is none. */
export type Rounds = readonly (number | null)[];

/** What two have in the same rounds, of those in which both have a value above zero. */
export function pairsOf(base: Rounds, other: Rounds): Pair[] {
  return base.flatMap((value, round): Pair[] => {
    const beside = other[round] ?? null;
    return value === null || beside === null || value <= 0 || beside <= 0 ? [] : [[value, beside]];
  });
}
