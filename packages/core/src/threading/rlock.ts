/**
 * A re-entrant lock: Python's `threading.RLock`.
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
import { NotOwnedError, TimeoutError } from '../errors.ts';
import { nameOfAgent } from '../lifecycle/thread-record.ts';
import { KIND } from '../memory/index.ts';
import type { BlockingLock } from './blocking-lock.ts';
import { insideFlow } from './flows.ts';
import { refuseDeadlock, refuseEnding } from './mutex.ts';
import { REENTRANT_WORDS, ReentrantMutex } from './reentrant-mutex.ts';
import { waitable } from './waitable.ts';

export interface RLockOptions {
  /** A label for printing, never identity. */
  readonly name?: string;
}

/** What `run` gives its body: the way back in where the runtime cannot tell flows apart. */
export interface Held {
  /** Holds the lock one level deeper while `body` runs. Throws NotOwnedError when the outer `run` is over. */
  run<T>(body: (held: Held) => T | PromiseLike<T>): Promise<T>;
}

/**
 * A mutual-exclusion lock that its holder may take again, and must release as often.
 *
 * The blocking forms belong to the **thread**: it re-enters, it alone releases. `run` belongs to the **asynchronous
 * flow** of its body: a `run` inside it re-enters, whatever it awaits in between, and other flows of the same thread
 * wait, as other threads do. There is no bare asynchronous acquire, because after an await another flow of the same
 * thread runs, which would be the owner too.
 *
 * - **Blocking**: the Sync forms stop this thread with its timers, sockets and other flows (and, on Node and Bun, its
 *   output). A browser's main thread may not block: there they throw BlockingNotAllowedError unless they need not
 *   wait. While a flow of this thread holds the lock, an untimed one throws DeadlockError.
 * - **Fairness**: none; whoever comes when it is free takes it.
 * - **Cancellation**: a wait that times out or is aborted leaves no trace.
 * - **Browsers** cannot tell flows apart: there a `run` re-enters by itself before the first await of the outer body,
 *   and afterwards by what it was given: `lock.run(async (held) => { await x; await held.run(…); })`.
 *
 * @example
 * ```ts
 * const lock = new threading.RLock();
 * await lock.run(() => lock.run(() => 'two levels deep'));
 * ```
 *
 * @see https://docs.python.org/3/library/threading.html#rlock-objects
 */
export class RLock implements BlockingLock {
  readonly name: string | undefined;
  readonly #program: Program;
  readonly #mutex: ReentrantMutex;

  constructor(options?: RLockOptions) {
    const from = arrivalOf(options);
    this.name = from === undefined ? nameOf('RLock', options) : from.data.name;
    this.#program = from?.program ?? programOf(this.scope);
    const at = from?.data.at ?? this.#program.blocks.allocate(KIND.rlock, REENTRANT_WORDS);
    this.#mutex = new ReentrantMutex(this.#program, at);
    this.#program.adopt(this, at);
  }

  /** Among whom it works. */
  get scope(): Scope {
    return 'thread';
  }

  /** Takes the lock for this thread, if it is free or this thread's already. Never waits. */
  tryAcquire(): boolean {
    return this.#mutex.tryEnter();
  }

  /**
   * Blocks until this thread holds the lock, once more if it does already; false when the timeout passed first.
   *
   * @throws {DeadlockError} without a timeout, when a `run` of this thread holds it
   * @throws {BlockingNotAllowedError} where this thread may not block and would have to
   */
  acquireSync(options?: WaitSyncOptions): boolean {
    return this.#enterSync(options);
  }

  /**
   * Takes one of this thread's levels back; the last frees the lock.
   *
   * @throws {NotOwnedError} when this thread does not hold it, which then changes nothing
   */
  release(): void {
    if (this.#mutex.leave()) return;
    const holder = this.#mutex.heldByFlow
      ? 'a run of this thread holds it, and releases it itself'
      : this.locked
        ? 'another thread holds it'
        : 'nobody holds it';
    throw new NotOwnedError(`Cannot release ${this.#label}: ${holder}`);
  }

  /**
   * Blocks until this thread holds the lock, until the guard is released or its `using` scope ends.
   *
   * @throws {TimeoutError} when the timeout passed first
   */
  holdSync(options?: WaitSyncOptions): Guard {
    if (!this.#enterSync(options)) throw this.#timedOut(options);
    return new Guard(() => this.release());
  }

  /**
   * Holds the lock while `body` runs, and until the promise that it gives is settled; re-entered from inside it.
   *
   * @throws {TimeoutError} when the timeout passed first
   */
  async run<T>(body: (held: Held) => T | PromiseLike<T>, options?: WaitOptions): Promise<T> {
    const timeout = timeoutOf(options);
    const signal = options?.signal;
    if (signal?.aborted === true) throw signal.reason;
    const inside = this.#mutex.presentFlow();
    if (inside !== 0 && this.#mutex.reenter(inside)) return this.#inFlow(inside, body);
    const flow = this.#mutex.newFlow();
    const started =
      this.#mutex.tryStart(flow) ||
      (timeout !== 0 && (await this.#mutex.start(this, flow, deadlineOf(timeout), signal)));
    if (started) return this.#inFlow(flow, body);
    if (timeout !== 0) refuseEnding(this.#program, this.#mutex.at, this.#label);
    throw this.#timedOut(options);
  }

  /** Holds the lock for this thread while `body` runs. */
  runSync<T>(body: () => T, options?: WaitSyncOptions): T {
    const guard = this.holdSync(options);
    try {
      return body();
    } finally {
      guard.release();
    }
  }

  /** Whether somebody holds it now; a snapshot. */
  get locked(): boolean {
    return this.#mutex.holder !== 0;
  }

  /**
   * Whether the caller holds it: this thread by a blocking form, or the `run` that the present flow is inside. In a
   * browser, any `run` of this thread.
   */
  get owned(): boolean {
    return this.#mutex.holds();
  }

  /** How many levels deep it is held now, by whomever; 0 when it is free. A snapshot. */
  get depth(): number {
    return this.#mutex.depth;
  }

  /** Whether the present holder took it from a dead one, so that what it guards may be half changed. */
  get abandoned(): boolean {
    return this.#mutex.abandoned;
  }

  toString(): string {
    const { holder, depth, abandoned } = this.#mutex;
    if (holder === 0) return `RLock(${this.#label}, unlocked)`;
    const owner = nameOfAgent(this.#program, holder) ?? 'ended';
    return `RLock(${this.#label}, locked${abandoned ? ' abandoned' : ''}, owner ${owner}, depth ${depth})`;
  }

  static {
    printable(RLock);
    waitable(RLock, (it) => it.#mutex);
    travels(RLock, (it) => {
      const { at } = it.#mutex;
      const { generation } = it.#program.blocks.handle(at);
      return { type: 'RLock', kind: KIND.rlock, scope: it.scope, at, generation, name: it.name, flags: 0 };
    });
  }

  /** Makes the wrapper of a lock that another agent sent. */
  static arrive(program: Program, data: HandleData): RLock {
    return new this(new Arrival(program, data) as never);
  }

  get #label(): string {
    return labelOf(this.name, this.#mutex.at);
  }

  #enterSync(options: WaitSyncOptions | undefined): boolean {
    const timeout = timeoutOf(options);
    if (this.#mutex.tryEnter()) return true;
    if (timeout === 0) return false;
    const deadline = deadlineOf(timeout);
    refuseDeadlock(this.#program, this.#mutex.at, deadline, this.#label);
    const entered = this.#mutex.enterSync(deadline, 'lock.run()');
    if (!entered) refuseEnding(this.#program, this.#mutex.at, this.#label);
    return entered;
  }

  async #inFlow<T>(flow: number, body: (held: Held) => T | PromiseLike<T>): Promise<T> {
    const held: Held = {
      run: async (inner) => {
        if (this.#mutex.reenter(flow)) return this.#inFlow(flow, inner);
        throw new NotOwnedError(`Cannot re-enter ${this.#label}: the run that gave this way in is over`);
      },
    };
    try {
      return await insideFlow(this.#program, this.#mutex.at, flow, () => body(held));
    } finally {
      this.#mutex.finish(flow);
    }
  }

  #timedOut(options: WaitSyncOptions | undefined): TimeoutError {
    return new TimeoutError(`Cannot hold ${this.#label}: still locked after ${options?.timeout ?? 0} ms`);
  }
}
