/**
 * What a future can be, as Python names it.
 *
 * @module
 */

export const PENDING = 0;
export const RUNNING = 1;
/** Cancelled, and whoever was to do the work does not know it yet. */
export const CANCELLED = 2;
/** Cancelled, and nobody will begin it any more. */
export const CANCELLED_AND_NOTIFIED = 3;
export const FINISHED = 4;

export type FutureState =
  typeof PENDING | typeof RUNNING | typeof CANCELLED | typeof CANCELLED_AND_NOTIFIED | typeof FINISHED;
