/**
 * Times that threads take and another reads: microseconds after an epoch, so that one fits a word of shared memory.
 *
 * @module
 */

/** Milliseconds since 1970, as `ctx.now()` has them, in whichever thread. */
export function clock(): number {
  return performance.timeOrigin + performance.now();
}

/** A word for `now`; good for half an hour after the epoch. */
export function stamp(epoch: number): number {
  return Math.round((clock() - epoch) * 1000);
}

/** The moment that a {@link stamp} stands for. */
export function momentOf(word: number, epoch: number): number {
  return epoch + word / 1000;
}
