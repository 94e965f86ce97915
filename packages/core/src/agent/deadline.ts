/**
 * A timeout in milliseconds becomes one point in time, which no wake-up moves.
 *
 * @module
 */

import { currentHost } from './state.ts';

/** What every waiting operation takes. */
export interface WaitSyncOptions {
  /** In milliseconds. Absent or Infinity: for ever. 0: one try. */
  readonly timeout?: number | undefined;
}

export interface WaitOptions extends WaitSyncOptions {
  /** An aborted wait rejects with `signal.reason` and leaves no trace. */
  readonly signal?: AbortSignal | undefined;
}

/** The timeout, checked. */
export function timeoutOf(options: WaitSyncOptions | undefined): number {
  const timeout = options?.timeout ?? Infinity;
  if (typeof timeout !== 'number') {
    throw new TypeError(`Cannot wait: timeout must be a number of milliseconds, received ${typeof timeout}`);
  }
  if (timeout >= 0) return timeout;
  throw new RangeError(`Cannot wait: timeout must be 0 or more milliseconds, received ${timeout}`);
}

/** A time that agents can compare, and that does not jump: the host's has an origin of its own in each. */
export function sharedNow(): number {
  return performance.timeOrigin + performance.now();
}

/** In the host's time; Infinity for a wait without end. */
export function deadlineOf(timeout: number): number {
  return timeout === Infinity ? Infinity : currentHost().now() + timeout;
}
