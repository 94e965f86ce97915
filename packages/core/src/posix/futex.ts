/**
 * The kernel's part of process words: futexes by the segment's mapping that all threads of this process have in common,
 * which is there for ever. Futexes of shared memory are known by the file and the offset, so it does not matter who
 * maps it where.
 *
 * @module
 */

import type { Sleeper, WaitResult } from '../memory/index.ts';
import { EAGAIN, ENOSPC, ETIMEDOUT } from './constants.ts';
import type { Libc } from './libc.ts';
import type { Place } from './segment.ts';

export class FutexSleeper implements Sleeper {
  readonly #libc: Libc;
  readonly #place: Place;

  constructor(libc: Libc, place: Place) {
    this.#libc = libc;
    this.#place = place;
  }

  wait(offset: number, expected: number, ms: number): WaitResult {
    return this.#result(this.#libc.futexWait(this.#at(offset), expected, ms));
  }

  waitBoth(offset: number, expected: number, second: number, secondExpected: number, ms: number): WaitResult {
    const at = this.#at(offset);
    return this.#result(this.#libc.futexWaitBoth(at, expected, this.#at(second), secondExpected, ms));
  }

  wake(offset: number, count: number): void {
    this.#libc.futexWake(this.#at(offset), count);
  }

  reserve(offset: number, bytes: number): void {
    reserve(this.#libc, this.#place.fd, offset, bytes);
  }

  /** Killed as its parent was: nothing that it could still do would be seen. */
  orphaned(): void {
    this.#libc.kill(this.#libc.getpid(), SIGKILL);
  }

  #at(offset: number): bigint {
    return this.#place.base + BigInt(offset);
  }

  /** Whoever waits looks again in any case; that a signal woke it is no reason to say more. */
  #result(returned: number): WaitResult {
    if (returned >= 0) return 'ok';
    const error = this.#libc.errno();
    return error === EAGAIN ? 'not-equal' : error === ETIMEDOUT ? 'timed-out' : 'ok';
  }
}

const SIGKILL = 9;

/** Otherwise whoever touches memory that is not to be had is killed by SIGBUS. */
export function reserve(libc: Libc, fd: number, offset: number, bytes: number): void {
  const error = libc.fallocate(fd, offset, bytes);
  if (error === 0) return;
  throw new RangeError(
    error === ENOSPC
      ? 'the system has no memory left to share'
      : `the system gives no memory to share (error ${error})`,
  );
}
