/**
 * A condition variable: Python's `threading.Condition`.
 *
 * Words: who waits (notifications.ts), then the lock: its block, which this one keeps alive, its flags, and its name,
 * as many bytes as LOCK_NAME says after it. They are written before the block is anybody else's and never change.
 *
 * A wait enlists while its lock is held, then frees the lock: so whoever takes the lock after it and notifies finds it
 * in the list, and no notification is lost. A notified waiter goes on when it holds the lock again, which it cannot
 * before the notifier has released it. Re-taking has no deadline and no signal, so every outcome has the lock.
 *
 * @module
 */

import { deadlineOf, timeoutOf, type WaitOptions, type WaitSyncOptions } from '../agent/deadline.ts';
import type { Guard } from '../agent/guard.ts';
import {
  Arrival,
  arrivalOf,
  labelOf,
  nameOf,
  printable,
  travels,
  type HandleData,
} from '../agent/primitive.ts';
import { programOf, registerParts, type Program } from '../agent/program.ts';
import type { Scope } from '../agent/scope.ts';
import { waitSync } from '../agent/wait-point.ts';
import { BlockingNotAllowedError, NotOwnedError, ScopeError, UnsupportedError } from '../errors.ts';
import { KIND, type Address } from '../memory/index.ts';
import { ask } from './ask-predicate.ts';
import type { BlockingLock } from './blocking-lock.ts';
import { allocateCondition, lockOfCondition, partsOfCondition } from './condition-block.ts';
import { Lock } from './lock.ts';
import { Notifications } from './notifications.ts';
import type { Held, RLock } from './rlock.ts';
import { waitableOf, type Waitable } from './waitable.ts';

export interface ConditionOptions {
  /** A label for printing, never identity. */
  readonly name?: string;
}

/** What `run` calls: over an RLock it is given the way to re-enter. */
export type ConditionBody<L, T> = (...given: L extends RLock ? [held: Held] : []) => T | PromiseLike<T>;

/**
 * Lets threads wait, without holding the lock, until another that holds it says that something changed. The lock is a
 * Lock unless one is given; several Conditions may have the same one.
 *
 * - **Blocking**: the Sync forms stop this thread with its timers, sockets and other flows. A browser's main thread
 *   may not block: there `waitSync` throws BlockingNotAllowedError.
 * - **Fairness**: `notify(n)` wakes exactly `n` of those that wait, in order of arrival. They go on one by one, when
 *   the notifier has released the lock; in which order they have it is the lock's affair.
 * - **Cancellation**: a wait that times out or is aborted is not notified, and holds the lock again when it ends, as
 *   every wait does. Taking it again may outlast the timeout, and no signal ends it.
 * - **Over an RLock** a wait frees every level and restores it. There is no bare asynchronous `acquire` or `hold`; use
 *   `run`, or the blocking forms.
 *
 * @example
 * ```ts
 * const changed = new threading.Condition();
 * let items = 0;
 * const taken = changed.run(() => changed.waitFor(() => items > 0)).then(() => (items -= 1));
 * await changed.run(() => {
 *   items += 1;
 *   changed.notify();
 * });
 * await taken;
 * ```
 *
 * @see https://docs.python.org/3/library/threading.html#condition-objects
 */
export class Condition<L extends Lock | RLock = Lock> implements BlockingLock {
  readonly name: string | undefined;
  /** What is held while the condition is looked at or changed. */
  readonly lock: L;
  readonly #program: Program;
  readonly #at: Address;
  readonly #held: Waitable;
  readonly #notifications: Notifications;

  constructor(lock?: L, options?: ConditionOptions) {
    const from = arrivalOf(lock);
    this.name = from === undefined ? nameOf('Condition', options) : from.data.name;
    this.#program = from?.program ?? programOf(this.scope);
    this.lock =
      from === undefined
        ? lock === undefined
          ? (new Lock() as L)
          : lock
        : (lockOfCondition(from.program, from.data.at) as unknown as L);
    this.#held = checked(this.lock, this.scope);
    this.#at = from?.data.at ?? allocateCondition(this.#program, this.lock);
    this.#notifications = new Notifications(this.#program, this.#at);
    this.#program.adopt(this, this.#at);
  }

  /** Among whom it works; its lock works among the same. */
  get scope(): Scope {
    return 'thread';
  }

  /** Waits for the lock, which must be a Lock; false when the timeout passed first. */
  async acquire(this: Condition<Lock>, options?: WaitOptions): Promise<boolean> {
    return this.#lockWithFlows('acquire').acquire(options);
  }

  /** Holds the lock, which must be a Lock, until the guard is released or its `using` scope ends. */
  async hold(this: Condition<Lock>, options?: WaitOptions): Promise<Guard> {
    return this.#lockWithFlows('hold').hold(options);
  }

  /** Blocks until the lock is taken; false when the timeout passed first. */
  acquireSync(options?: WaitSyncOptions): boolean {
    return this.lock.acquireSync(options);
  }

  /** Takes the lock if that needs no wait. */
  tryAcquire(): boolean {
    return this.lock.tryAcquire();
  }

  /** Releases the lock. */
  release(): void {
    this.lock.release();
  }

  /** Blocks until the lock is taken, and holds it until the guard is released or its `using` scope ends. */
  holdSync(options?: WaitSyncOptions): Guard {
    return this.lock.holdSync(options);
  }

  /** Holds the lock while `body` runs, and until the promise that it gives is settled. */
  run<T>(body: ConditionBody<L, T>, options?: WaitOptions): Promise<T> {
    return (this.lock as RLock).run(body as ConditionBody<RLock, T>, options);
  }

  /**
   * Frees the lock, waits to be notified, and takes the lock again; false when the timeout passed first.
   *
   * @throws {NotOwnedError} when the lock is not held
   */
  async wait(options?: WaitOptions): Promise<boolean> {
    const deadline = deadlineOf(timeoutOf(options));
    this.#refuseUnheld('wait for');
    if (options?.signal?.aborted === true) throw options.signal.reason;
    return this.#wait(deadline, options?.signal);
  }

  /**
   * Frees the lock, blocks until notified, and takes the lock again; false when the timeout passed first. While this
   * thread blocks none of its flows can run, so none of them may be the one to notify, or be in line for a fair lock.
   *
   * @throws {NotOwnedError} when the lock is not held
   * @throws {BlockingNotAllowedError} where this thread may not block
   */
  waitSync(options?: WaitSyncOptions): boolean {
    const deadline = deadlineOf(timeoutOf(options));
    this.#refuseUnheld('wait for');
    return this.#waitSync(deadline, 'condition.wait()');
  }

  /**
   * Waits until the predicate is true, which is asked with the lock held, first now and then after each notification;
   * false when the timeout passed first and it is still false. The timeout is of the whole, not of each wait.
   */
  async waitFor(predicate: () => boolean, options?: WaitOptions): Promise<boolean> {
    const deadline = deadlineOf(timeoutOf(options));
    const signal = options?.signal;
    if (signal?.aborted === true) throw signal.reason;
    let notified = true;
    while (!ask(predicate)) {
      if (!notified) return false;
      this.#refuseUnheld('wait for');
      notified = await this.#wait(deadline, signal);
    }
    return true;
  }

  /** The blocking form of `waitFor`. */
  waitForSync(predicate: () => boolean, options?: WaitSyncOptions): boolean {
    const deadline = deadlineOf(timeoutOf(options));
    let notified = true;
    while (!ask(predicate)) {
      if (!notified) return false;
      this.#refuseUnheld('wait for');
      notified = this.#waitSync(deadline, 'condition.waitFor()');
    }
    return true;
  }

  /**
   * Wakes `n` of those that wait, or all when they are fewer. They go on when the lock is released.
   *
   * @throws {NotOwnedError} when the lock is not held
   */
  notify(n = 1): void {
    if (typeof n !== 'number') {
      throw new TypeError(`Cannot notify ${this.#label}: n must be a number, received ${typeof n}`);
    }
    if (!Number.isInteger(n) || n < 0) {
      throw new RangeError(`Cannot notify ${this.#label}: n must be an integer of 0 or more, received ${n}`);
    }
    this.#refuseUnheld('notify');
    this.#notifications.notify(n);
  }

  /** Wakes all that wait. */
  notifyAll(): void {
    this.#refuseUnheld('notify');
    this.#notifications.notify(Infinity);
  }

  /** Whether somebody holds the lock now; a snapshot. */
  get locked(): boolean {
    return this.lock.locked;
  }

  toString(): string {
    return `Condition(${this.#label}, ${String(this.lock)}, ${this.#notifications.waiting} waiting)`;
  }

  static {
    printable(Condition);
    travels(Condition, (it: Condition<Lock | RLock>) => {
      const { generation } = it.#program.blocks.handle(it.#at);
      return {
        type: 'Condition',
        kind: KIND.condition,
        scope: it.scope,
        at: it.#at,
        generation,
        name: it.name,
        flags: 0,
      };
    });
    registerParts(KIND.condition, partsOfCondition);
  }

  /** Makes the wrapper of a condition that another agent sent. */
  static arrive(program: Program, data: HandleData): Condition<Lock | RLock> {
    return new this(new Arrival(program, data) as never);
  }

  get #label(): string {
    return labelOf(this.name, this.#at);
  }

  #refuseUnheld(what: string): void {
    if (this.#held.holds()) return;
    throw new NotOwnedError(
      `Cannot ${what} ${this.#label}: ${String(this.lock)} is not held by the caller; acquire it first`,
    );
  }

  #lockWithFlows(form: string): Lock {
    if (typeof (this.lock as Partial<Lock>).acquire === 'function') return this.lock as Lock;
    throw new UnsupportedError(
      `Cannot ${form} ${this.#label}: an RLock has no bare asynchronous form, because after an await another flow of ` +
        `the thread would be its owner too; use run(), or ${form}Sync()`,
    );
  }

  async #wait(deadline: number, signal: AbortSignal | undefined): Promise<boolean> {
    const waiter = this.#notifications.enlist();
    const hold = this.#held.free();
    const look = (): true | undefined => this.#notifications.look(waiter);
    try {
      const { waits } = this.#program;
      await waits.wait(this, waiter, look, deadline, signal, waits.hope);
    } catch (reason) {
      this.#notifications.withdraw(waiter);
      await this.#held.retake(this, hold);
      throw reason;
    }
    const notified = this.#notifications.leave(waiter);
    await this.#held.retake(this, hold);
    if (notified) this.#notifications.settle(waiter);
    return notified;
  }

  #waitSync(deadline: number, asyncForm: string): boolean {
    if (!this.#program.host.canBlock) {
      throw new BlockingNotAllowedError(`Cannot block: this thread may not wait; use \`await ${asyncForm}\``);
    }
    const waiter = this.#notifications.enlist();
    const hold = this.#held.free();
    const look = (): true | undefined => this.#notifications.look(waiter);
    waitSync(this.#program, waiter, look, deadline, asyncForm, undefined, undefined, undefined, this.#at);
    const notified = this.#notifications.leave(waiter);
    this.#held.retakeSync(hold, asyncForm);
    if (notified) this.#notifications.settle(waiter);
    return notified;
  }
}

function checked(lock: unknown, scope: Scope): Waitable {
  const found = typeof lock === 'object' && lock !== null ? waitableOf(lock) : undefined;
  if (found !== undefined) {
    const its = (lock as Lock | RLock).scope;
    if (its === scope) return found;
    throw new ScopeError(
      `Cannot make a Condition of scope "${scope}": its lock has scope "${its}"; make both with the same module`,
      'lock',
    );
  }
  throw new TypeError(
    `Cannot make a Condition: its lock must be a Lock or an RLock, received ${lock === null ? 'null' : typeof lock}`,
  );
}
