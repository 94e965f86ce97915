/**
 * A counter of permits that threads take and give back: Python's `threading.Semaphore`.
 *
 * @module
 */

import { deadlineOf, timeoutOf, type WaitOptions, type WaitSyncOptions } from '../agent/deadline.ts';
import { Guard } from '../agent/guard.ts';
import {
  Arrival,
  arrivalOf,
  labelOf,
  nameOf,
  printable,
  travels,
  type HandleData,
} from '../agent/primitive.ts';
import { programOf, type Program } from '../agent/program.ts';
import type { Scope } from '../agent/scope.ts';
import { TimeoutError } from '../errors.ts';
import { KIND } from '../memory/index.ts';
import { MOST_PERMITS, Permits } from './permits.ts';

export interface SemaphoreOptions {
  /** A label for printing, never identity. */
  readonly name?: string;
}

// The answer of an uncontended acquire, made once: the fast path allocates nothing.
const YES: Promise<boolean> = Promise.resolve(true);

/**
 * Lets at most so many threads in at a time as it has permits. Permits have no holder: any thread may release, more
 * than were taken too, and those of a thread that died are not recovered.
 *
 * - **Blocking**: the Sync forms stop this thread with its timers, sockets and other flows (and, on Node and Bun,
 *   its output). A browser's main thread may not block: there they throw BlockingNotAllowedError unless a permit is
 *   free.
 * - **Fairness**: whoever comes when a permit is free takes it; `release(n)` wakes up to n.
 * - **Cancellation**: a wait that times out or is aborted leaves no trace and takes no permit.
 *
 * @example
 * ```ts
 * const downloads = new threading.Semaphore(3, { name: 'downloads' });
 * await downloads.run(() => fetch(url)); // never more than three at once
 * ```
 *
 * @see https://docs.python.org/3/library/threading.html#semaphore-objects
 */
export class Semaphore {
  readonly name: string | undefined;
  readonly #program: Program;
  readonly #permits: Permits;

  /** @throws {RangeError} when the value is negative or not an integer */
  constructor(value: number = 1, options?: SemaphoreOptions) {
    const from = arrivalOf(options);
    this.name = from === undefined ? nameOf(this.#type, options) : from.data.name;
    if (from === undefined) checkValue(this.#type, value);
    this.#program = from?.program ?? programOf(this.scope);
    const at =
      from?.data.at ?? Permits.allocate(this.#program, value, this.#bounded() ? value : MOST_PERMITS);
    this.#permits = new Permits(this.#program, at);
    this.#program.adopt(this, at);
  }

  /** Among whom it works. */
  get scope(): Scope {
    return 'thread';
  }

  /** Takes a permit if one is free. Never waits. */
  tryAcquire(): boolean {
    return this.#permits.tryTake();
  }

  /** Waits for a permit; false when the timeout passed first. */
  acquire(options?: WaitOptions): Promise<boolean> {
    if (options !== undefined) return this.#takeWith(options);
    return this.#permits.tryTake() ? YES : this.#permits.take(this, Infinity, undefined);
  }

  /**
   * Blocks until a permit is taken; false when the timeout passed first.
   *
   * @throws {BlockingNotAllowedError} where this thread may not block and no permit is free
   */
  acquireSync(options?: WaitSyncOptions): boolean {
    return this.#takeSync(options, 'semaphore.acquire()');
  }

  /**
   * Gives back `n` permits at once and wakes up to `n` that wait. Any thread may.
   *
   * @throws {RangeError} when `n` is not an integer of 1 or more, or there would be more permits than a bounded
   * semaphore began with (or than 2³¹ − 1); nothing is changed then
   */
  release(n: number = 1): void {
    if (typeof n !== 'number') {
      throw new TypeError(`Cannot release ${this.#label}: n must be a number, received ${typeof n}`);
    }
    if (!(Number.isInteger(n) && n >= 1)) {
      throw new RangeError(`Cannot release ${this.#label}: n must be an integer of 1 or more, received ${n}`);
    }
    if (this.#permits.give(n)) return;
    throw new RangeError(
      `Cannot release ${n} of ${this.#label}: it has ${this.value} permits and may have ${this.#permits.limit}`,
    );
  }

  /**
   * Waits for a permit and keeps it until the guard is released or its `using` scope ends.
   *
   * @throws {TimeoutError} when the timeout passed first
   */
  async hold(options?: WaitOptions): Promise<Guard> {
    if (!(await this.acquire(options))) throw this.#timedOut(options);
    return new Guard(() => this.release());
  }

  /** The blocking form of `hold`. */
  holdSync(options?: WaitSyncOptions): Guard {
    if (!this.#takeSync(options, 'semaphore.hold()')) throw this.#timedOut(options);
    return new Guard(() => this.release());
  }

  /** Keeps a permit while `body` runs, and until the promise that it gives is settled. */
  async run<T>(body: () => T | PromiseLike<T>, options?: WaitOptions): Promise<T> {
    const guard = await this.hold(options);
    try {
      return await body();
    } finally {
      guard.release();
    }
  }

  /** How many permits are free now; a snapshot. */
  get value(): number {
    return this.#permits.value;
  }

  toString(): string {
    const limit = this.#bounded() ? `/${this.#permits.limit}` : '';
    return `${this.#type}(${this.#label}, value=${this.value}${limit})`;
  }

  static {
    printable(Semaphore);
    travels(Semaphore, (it) => {
      const { at } = it.#permits;
      const { generation } = it.#program.blocks.handle(at);
      return {
        type: it.#type,
        kind: KIND.semaphore,
        scope: it.scope,
        at,
        generation,
        name: it.name,
        flags: 0,
      };
    });
  }

  /** Makes the wrapper of a semaphore that another agent sent. */
  static arrive(program: Program, data: HandleData): Semaphore {
    return new this(undefined, new Arrival(program, data) as never);
  }

  #bounded(): boolean {
    return this instanceof BoundedSemaphore;
  }

  get #type(): 'Semaphore' | 'BoundedSemaphore' {
    return this.#bounded() ? 'BoundedSemaphore' : 'Semaphore';
  }

  get #label(): string {
    return labelOf(this.name, this.#permits.at);
  }

  async #takeWith(options: WaitOptions): Promise<boolean> {
    const timeout = timeoutOf(options);
    if (options.signal?.aborted === true) throw options.signal.reason;
    if (this.#permits.tryTake()) return true;
    if (timeout === 0) return false;
    return this.#permits.take(this, deadlineOf(timeout), options.signal);
  }

  #takeSync(options: WaitSyncOptions | undefined, asyncForm: string): boolean {
    const timeout = timeoutOf(options);
    if (this.#permits.tryTake()) return true;
    if (timeout === 0) return false;
    return this.#permits.takeSync(deadlineOf(timeout), asyncForm);
  }

  #timedOut(options: WaitSyncOptions | undefined): TimeoutError {
    return new TimeoutError(`Cannot hold ${this.#label}: no permit after ${options?.timeout ?? 0} ms`);
  }
}

/**
 * A semaphore that refuses to have more permits than it began with: a release too many is a mistake somewhere.
 *
 * @example
 * ```ts
 * const connections = new threading.BoundedSemaphore(2);
 * connections.release(); // RangeError: it has its two permits
 * ```
 *
 * @see https://docs.python.org/3/library/threading.html#threading.BoundedSemaphore
 */
export class BoundedSemaphore extends Semaphore {}

function checkValue(type: string, value: number): void {
  if (typeof value !== 'number') {
    throw new TypeError(`Cannot make a ${type}: value must be a number, received ${typeof value}`);
  }
  if (Number.isInteger(value) && value >= 0 && value <= MOST_PERMITS) return;
  throw new RangeError(
    `Cannot make a ${type}: value must be an integer from 0 to ${MOST_PERMITS}, received ${value}`,
  );
}
