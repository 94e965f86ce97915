/**
 * A mutual-exclusion lock shared by threads: Python's `threading.Lock`.
 *
 * @module
 */

import { deadlineOf, timeoutOf, type WaitOptions, type WaitSyncOptions } from '../agent/deadline.ts';
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
import { NotOwnedError, TimeoutError } from '../errors.ts';
import { KIND } from '../memory/index.ts';
import { BARGING_WORDS, BargingMutex } from './barging-mutex.ts';
import { FAIR_WORDS, FairMutex } from './fair-mutex.ts';
import { Guard } from '../agent/guard.ts';
import { ABANDONED, refuseDeadlock, refuseEnding, SCOPED, type Mutex } from './mutex.ts';
import { waitable, WaitableMutex } from './waitable.ts';

export interface LockOptions {
  /** A label for printing, never identity. */
  readonly name?: string;
  /** Hands over in order of arrival; default false: whoever comes when it is free takes it. */
  readonly fair?: boolean;
}

// The answer of an uncontended acquire, made once: the fast path allocates nothing.
const YES: Promise<boolean> = Promise.resolve(true);

const FAIR = 1;

/**
 * A mutual-exclusion lock. It knows its holder's thread, so a dead holder's lock is taken over (`abandoned`); any
 * thread may release it. Not re-entrant: a second acquire by its holder waits.
 *
 * - **Blocking**: the Sync forms stop this thread with its timers, sockets and other flows (and, on Node and Bun,
 *   its output). A browser's main thread may not block: there they throw BlockingNotAllowedError unless the lock
 *   is free.
 * - **Fairness**: barging by default, which is fastest; `fair: true` serves in order of arrival.
 * - **Cancellation**: a wait that times out or is aborted leaves no trace and takes no turn.
 *
 * @example
 * ```ts
 * const lock = new threading.Lock({ name: 'counter' });
 * {
 *   using _ = await lock.hold();
 *   // alone here
 * }
 * ```
 *
 * @see https://docs.python.org/3/library/threading.html#lock-objects
 */
export class Lock {
  readonly name: string | undefined;
  readonly #program: Program;
  readonly #mutex: Mutex;
  readonly #fair: boolean;

  constructor(options?: LockOptions) {
    const from = arrivalOf(options);
    this.name = from === undefined ? nameOf('Lock', options) : from.data.name;
    this.#program = from?.program ?? programOf(this.scope);
    this.#fair = from === undefined ? options?.fair === true : from.data.flags === FAIR;
    const at =
      from?.data.at ?? this.#program.blocks.allocate(KIND.lock, this.#fair ? FAIR_WORDS : BARGING_WORDS);
    this.#mutex = this.#fair ? new FairMutex(this.#program, at) : new BargingMutex(this.#program, at);
    this.#program.adopt(this, at);
  }

  /** Among whom it works. */
  get scope(): Scope {
    return 'thread';
  }

  /** Takes the lock if it is free. Never waits. */
  tryAcquire(): boolean {
    return this.#mutex.tryTake(0);
  }

  /** Waits for the lock; false when the timeout passed first. */
  acquire(options?: WaitOptions): Promise<boolean> {
    return this.#take(options, 0);
  }

  /**
   * Blocks until the lock is taken; false when the timeout passed first.
   *
   * @throws {DeadlockError} without a timeout, when a `hold` or `run` of this thread holds it
   * @throws {BlockingNotAllowedError} where this thread may not block and the lock is not free
   */
  acquireSync(options?: WaitSyncOptions): boolean {
    return this.#takeSync(options, 0, 'lock.acquire()');
  }

  /**
   * Frees the lock, or hands it on. Any thread may.
   *
   * @throws {NotOwnedError} when it is free
   */
  release(): void {
    if (this.#mutex.give()) return;
    throw new NotOwnedError(`Cannot release ${this.#label}: nobody holds it`);
  }

  /**
   * Waits for the lock and holds it until the guard is released or its `using` scope ends.
   *
   * @throws {TimeoutError} when the timeout passed first
   */
  async hold(options?: WaitOptions): Promise<Guard> {
    if (!(await this.#take(options, SCOPED))) throw this.#timedOut(options);
    return new Guard(() => this.release());
  }

  /** The blocking form of `hold`. */
  holdSync(options?: WaitSyncOptions): Guard {
    return this.#holdSync(options, 'lock.hold()');
  }

  /** Holds the lock while `body` runs, and until the promise that it gives is settled. */
  async run<T>(body: () => T | PromiseLike<T>, options?: WaitOptions): Promise<T> {
    const guard = await this.hold(options);
    try {
      return await body();
    } finally {
      guard.release();
    }
  }

  /** Holds the lock while `body` runs. */
  runSync<T>(body: () => T, options?: WaitSyncOptions): T {
    const guard = this.#holdSync(options, 'lock.run()');
    try {
      return body();
    } finally {
      guard.release();
    }
  }

  /** Whether somebody holds it now; a snapshot. */
  get locked(): boolean {
    return this.#program.words.load(this.#mutex.at) !== 0;
  }

  /** Whether the present holder took it from a dead one, so that what it guards may be half changed. */
  get abandoned(): boolean {
    return (this.#program.words.load(this.#mutex.at) & ABANDONED) !== 0;
  }

  toString(): string {
    return `Lock(${labelOf(this.name, this.#mutex.at)}, ${this.locked ? 'locked' : 'unlocked'})`;
  }

  static {
    printable(Lock);
    waitable(Lock, (it) => new WaitableMutex(it.#program, it.#mutex));
    travels(Lock, (it) => {
      const { at } = it.#mutex;
      const { generation } = it.#program.blocks.handle(at);
      const flags = it.#fair ? FAIR : 0;
      return { type: 'Lock', kind: KIND.lock, scope: it.scope, at, generation, name: it.name, flags };
    });
  }

  /** Makes the wrapper of a lock that another agent sent. */
  static arrive(program: Program, data: HandleData): Lock {
    return new this(new Arrival(program, data) as never);
  }

  get #label(): string {
    return labelOf(this.name, this.#mutex.at);
  }

  #take(options: WaitOptions | undefined, flags: number): Promise<boolean> {
    if (options === undefined)
      return this.#mutex.tryTake(flags) ? YES : this.#mutex.take(this, flags, Infinity, undefined);
    return this.#takeWith(options, flags);
  }

  async #takeWith(options: WaitOptions, flags: number): Promise<boolean> {
    const timeout = timeoutOf(options);
    if (options.signal?.aborted === true) throw options.signal.reason;
    if (this.#mutex.tryTake(flags)) return true;
    if (timeout === 0) return false;
    const taken = await this.#mutex.take(this, flags, deadlineOf(timeout), options.signal);
    if (!taken) refuseEnding(this.#program, this.#mutex.at, this.#label);
    return taken;
  }

  #holdSync(options: WaitSyncOptions | undefined, asyncForm: string): Guard {
    if (!this.#takeSync(options, SCOPED, asyncForm)) throw this.#timedOut(options);
    return new Guard(() => this.release());
  }

  #takeSync(options: WaitSyncOptions | undefined, flags: number, asyncForm: string): boolean {
    const timeout = timeoutOf(options);
    if (this.#mutex.tryTake(flags)) return true;
    if (timeout === 0) return false;
    const deadline = deadlineOf(timeout);
    refuseDeadlock(this.#program, this.#mutex.at, deadline, this.#label);
    const taken = this.#mutex.takeSync(flags, deadline, asyncForm);
    if (!taken) refuseEnding(this.#program, this.#mutex.at, this.#label);
    return taken;
  }

  #timedOut(options: WaitSyncOptions | undefined): TimeoutError {
    return new TimeoutError(`Cannot hold ${this.#label}: still locked after ${options?.timeout ?? 0} ms`);
  }
}
