/**
 * What will be there when some work is done: Python's `concurrent.futures.Future`.
 *
 * A future is this agent's alone, plain fields, until it is sent to another thread; from then on its state is a word
 * in shared memory (shared-future.ts), which decides, and each agent's wrapper follows it as far as somebody there
 * listens. A future of a pool has a keeper, which knows whether its work has begun.
 *
 * @module
 */

import type { WaitOptions, WaitSyncOptions } from '../agent/deadline.ts';
import { Arrival, printable, travels, type HandleData } from '../agent/primitive.ts';
import { currentProgram, registerDecoder, type Program } from '../agent/program.ts';
import { CancelledError, DeadlockError, InvalidStateError, StateError, TimeoutError } from '../errors.ts';
import { KIND, type Address } from '../memory/index.ts';
import { traceOf } from '../agent/print-error.ts';
import { nameOfType } from './name-of-type.ts';
import { awaitUntil, blockUntil } from './await-until.ts';
import {
  CANCELLED,
  CANCELLED_AND_NOTIFIED,
  FINISHED,
  PENDING,
  RUNNING,
  type FutureState,
} from './future-state.ts';
import { inner } from './inner.ts';
import type { Keeper } from './keeper.ts';
import {
  advance,
  cancelShared,
  laySharedFuture,
  orphaned,
  readShared,
  settleShared,
  stateOf,
} from './shared-future.ts';

export type AnyFuture = Future<unknown>;

/** Not of T, which would make a Future of one type no Future of a wider one. */
type Callback = (future: Future<never>) => void;

/**
 * The result of a call that may still be going on.
 *
 * - **Waiting**: `await future`, `result` and `exception` wait, the Sync forms block this thread with its timers and
 *   sockets; a browser's main thread may not block.
 * - **Callbacks** run in the agent that added them, in order, at once when the future ends there. One that throws is
 *   reported on the standard error and stops nobody.
 * - **Failure**: a failed future that nobody reads is silent.
 * - **Other threads**: a future travels as every primitive does, and may then be settled, cancelled or waited for there.
 *
 * @example
 * ```ts
 * await using pool = new futures.ThreadPoolExecutor();
 * const future = pool.submit(square, 12);
 * future.addDoneCallback((done) => console.log(String(done)));
 * console.log(await future.result({ timeout: 1000 }));
 * ```
 *
 * @see https://docs.python.org/3/library/concurrent.futures.html#future-objects
 */
export class Future<T> implements PromiseLike<T> {
  #state: FutureState = PENDING;
  #value: unknown;
  #failed = false;
  #callbacks: Callback[] | undefined;
  /** Called at each step that could end a wait. */
  #watchers: Set<() => void> | undefined;
  #promise: Promise<T> | undefined;
  #resolve: ((value: never) => void) | undefined;
  #reject: ((reason: unknown) => void) | undefined;
  /** Who runs the work, and what it calls the work. */
  #keeper: Keeper | undefined;
  #ticket = 0;
  #program: Program | undefined;
  /** The shared word; 0 while the future is this agent's alone. */
  #at: Address = 0;
  #following: AbortController | undefined;

  constructor(arrival?: never) {
    const from = arrival as unknown;
    if (!(from instanceof Arrival)) return;
    this.#program = from.program;
    this.#at = from.data.at;
    from.program.adopt(this, this.#at);
  }

  /**
   * Waits for the result.
   *
   * @throws {TimeoutError} when the timeout passed first
   * @throws {CancelledError} when the future was cancelled
   */
  async result(options?: WaitOptions): Promise<T> {
    await this.#wait(options);
    return this.#outcome();
  }

  /**
   * Blocks until the result is there.
   *
   * @throws {DeadlockError} when nobody but this thread knows the future, and there is no timeout
   */
  resultSync(options?: WaitSyncOptions): T {
    this.#block(options, 'future.result()');
    return this.#outcome();
  }

  /** Waits for the end; gives the error of a failed future, undefined for a result. */
  async exception(options?: WaitOptions): Promise<Error | undefined> {
    await this.#wait(options);
    return this.#exception();
  }

  /** Blocks until the end; gives the error of a failed future, undefined for a result. */
  exceptionSync(options?: WaitSyncOptions): Error | undefined {
    this.#block(options, 'future.exception()');
    return this.#exception();
  }

  /** Cancels what has not begun. False when it has begun or is done; then nothing changes. */
  cancel(): boolean {
    const state = this.#now();
    if (state === CANCELLED || state === CANCELLED_AND_NOTIFIED) return true;
    if (state !== PENDING) return false;
    if (this.#keeper !== undefined && !this.#keeper.withdraw(this.#ticket)) return false;
    if (this.#at !== 0 && !cancelShared(this.#ownProgram(), this.#at)) return false;
    this.#end(CANCELLED);
    if (this.#keeper !== undefined) this.setRunningOrNotifyCancel();
    return true;
  }

  /** Calls back when the future ends or is cancelled; at once when it has. Errors of callbacks are only reported. */
  addDoneCallback(callback: (future: Future<T>) => void): void {
    if (typeof callback !== 'function') {
      throw new TypeError(`Cannot add a callback: it must be a function, received ${typeof callback}`);
    }
    if (this.#pulled()) return this.#call(callback);
    (this.#callbacks ??= []).push(callback);
    this.#follow();
  }

  /**
   * For whoever does the work: it begins now. False when the future was cancelled, and the work must not begin.
   *
   * @throws {StateError} when it has begun or ended already
   */
  setRunningOrNotifyCancel(): boolean {
    const shared = this.#at !== 0;
    if (shared) this.#pulled();
    for (const [from, to] of [
      [PENDING, RUNNING],
      [CANCELLED, CANCELLED_AND_NOTIFIED],
    ] as const) {
      if (shared ? !advance(this.#ownProgram(), this.#at, from, to) : this.#state !== from) continue;
      this.#state = to;
      if (to === RUNNING) return true;
      this.#notify();
      return false;
    }
    throw new StateError(`Cannot begin ${this}: it has begun or ended already`);
  }

  /**
   * For whoever does the work: it has a result.
   *
   * @throws {InvalidStateError} when the future has ended already
   * @throws {SerializationError} when other threads know the future and the value cannot travel
   */
  setResult(value: T): void {
    this.#settle(false, value);
  }

  /** For whoever does the work: it failed. */
  setException(error: Error): void {
    this.#settle(true, error);
  }

  /** Whether it has ended: with a result, with an error, or cancelled. */
  get done(): boolean {
    return this.#now() >= CANCELLED;
  }

  /** Whether the work has begun and not ended. */
  get running(): boolean {
    return this.#now() === RUNNING;
  }

  get cancelled(): boolean {
    const state = this.#now();
    return state === CANCELLED || state === CANCELLED_AND_NOTIFIED;
  }

  // oxlint-disable-next-line unicorn/no-thenable
  then<U = T, V = never>(
    onResult?: ((value: T) => U | PromiseLike<U>) | null,
    onError?: ((reason: unknown) => V | PromiseLike<V>) | null,
  ): Promise<U | V> {
    return (this.#promise ??= this.#promised()).then(onResult, onError);
  }

  catch<V = never>(onError?: ((reason: unknown) => V | PromiseLike<V>) | null): Promise<T | V> {
    return this.then(undefined, onError);
  }

  finally(onEnd?: (() => void) | null): Promise<T> {
    return (this.#promise ??= this.#promised()).finally(onEnd);
  }

  toString(): string {
    const state = this.#now();
    if (state === PENDING) return 'Future(pending)';
    if (state === RUNNING) return 'Future(running)';
    if (state !== FINISHED) return 'Future(cancelled)';
    this.#pull();
    return `Future(finished ${this.#failed ? 'raised' : 'returned'} ${nameOfType(this.#value)})`;
  }

  #promised(): Promise<T> {
    if (this.#pulled()) {
      if (this.#state !== FINISHED) return Promise.reject(this.#cancelledError());
      return this.#failed ? Promise.reject(this.#value as Error) : Promise.resolve(this.#value as T);
    }
    const promise = new Promise<T>((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.#follow();
    return promise;
  }

  /** The state, wherever it is kept. */
  #now(): FutureState {
    if (this.#state >= CANCELLED) return this.#state;
    const state = this.#at === 0 ? this.#state : stateOf(this.#ownProgram(), this.#at);
    return state === PENDING && this.#keeper?.begun(this.#ticket) === true ? RUNNING : state;
  }

  /** Whether it has ended, with what shared memory says of it taken in. */
  #pulled(): boolean {
    this.#pull();
    return this.#state >= CANCELLED;
  }

  #pull(): void {
    if (this.#at === 0 || this.#state >= CANCELLED_AND_NOTIFIED) return;
    const program = this.#ownProgram();
    const state = stateOf(program, this.#at);
    if (state === FINISHED) this.#take();
    else if (state >= CANCELLED) this.#end(state);
    else if (orphaned(program, this.#at)) {
      this.#finish(true, new StateError('The thread whose pool was to run the task is dead'));
    }
  }

  #take(): void {
    try {
      const { failed, value } = readShared(this.#ownProgram(), this.#at);
      this.#finish(failed, value);
    } catch (error) {
      this.#finish(true, error);
    }
  }

  #settle(failed: boolean, value: unknown): void {
    const settled =
      this.#now() < CANCELLED &&
      (this.#at === 0 || settleShared(this.#ownProgram(), this.#at, { failed, value }));
    if (!settled) throw new InvalidStateError(`Cannot settle ${this}: it has ended already`);
    this.#finish(failed, value);
  }

  /** For the keeper, which is not told when somebody else was first. */
  #settleOnce(failed: boolean, value: unknown): void {
    if (this.#state >= CANCELLED) return;
    let outcome = { failed, value };
    if (this.#at !== 0) {
      const program = this.#ownProgram();
      try {
        if (!settleShared(program, this.#at, outcome)) return this.#pull();
      } catch (error) {
        outcome = { failed: true, value: error };
        if (!settleShared(program, this.#at, outcome)) return this.#pull();
      }
    }
    this.#finish(outcome.failed, outcome.value);
  }

  #finish(failed: boolean, value: unknown): void {
    this.#failed = failed;
    this.#value = value;
    this.#end(FINISHED);
  }

  /** Takes a step that may end waits; callbacks are called once. */
  #end(state: FutureState): void {
    if (this.#state === state) return;
    const first = this.#state < CANCELLED;
    this.#state = state;
    if (first) {
      const callbacks = this.#callbacks;
      const resolve = this.#resolve;
      this.#callbacks = undefined;
      this.#resolve = undefined;
      if (resolve !== undefined) {
        if (state === FINISHED && !this.#failed) resolve(this.#value as never);
        else this.#reject?.(state === FINISHED ? this.#value : this.#cancelledError());
        this.#reject = undefined;
      }
      if (callbacks !== undefined) for (const callback of callbacks) this.#call(callback);
    }
    if (this.#watchers !== undefined) this.#notify();
  }

  #notify(): void {
    this.#watchers?.forEach((watcher) => watcher());
  }

  #call(callback: Callback): void {
    try {
      callback(this as unknown as Future<never>);
    } catch (error) {
      currentProgram().host.writeError(`A callback of ${this} threw:\n${traceOf(error)}\n`);
    }
  }

  /** Calls back at each step that may end a wait, until what this gives is called. */
  #watch(listener: () => void): () => void {
    this.#watchers ??= new Set();
    this.#watchers.add(listener);
    this.#follow();
    return () => {
      this.#watchers?.delete(listener);
      if (!this.#heard()) this.#following?.abort();
    };
  }

  /** Whether somebody here wants to know of the end. */
  #heard(): boolean {
    return (this.#watchers?.size ?? 0) > 0 || this.#callbacks !== undefined || this.#resolve !== undefined;
  }

  /** Follows the shared word while somebody here listens; this keeps the program alive, as every wait does. */
  #follow(): void {
    if (this.#at === 0 || this.#following !== undefined || this.#state >= CANCELLED_AND_NOTIFIED) return;
    const program = this.#ownProgram();
    const before = this.#state;
    const attempt = (): true | undefined => {
      this.#pull();
      return this.#state >= CANCELLED && this.#state !== before ? true : undefined;
    };
    const following = (this.#following = new AbortController());
    program.waits.wait(this, this.#at, attempt, Infinity, following.signal).then(
      () => this.#followed(),
      () => this.#followed(),
    );
  }

  #followed(): void {
    this.#following = undefined;
    if (this.#heard()) this.#follow();
  }

  async #wait(options: WaitOptions | undefined): Promise<void> {
    const watch = (listener: () => void): (() => void) => this.#watch(listener);
    if (!(await awaitUntil(() => this.#pulled(), watch, options))) throw this.#timeoutError();
  }

  #block(options: WaitSyncOptions | undefined, asyncForm: string): void {
    const alone = this.#at === 0 && this.#keeper === undefined;
    if (alone && this.#state < CANCELLED && (options?.timeout ?? Infinity) === Infinity) {
      throw new DeadlockError(
        `Cannot block on ${this}: only this thread knows it, which would wait for itself; use \`await ${asyncForm}\``,
      );
    }
    if (!blockUntil(() => this.#arrived(), options, asyncForm, this.#keeper)) throw this.#timeoutError();
  }

  /** A look of a blocking wait, which is announced before. */
  #arrived(): boolean {
    if (this.#at !== 0 && this.#state < CANCELLED_AND_NOTIFIED) this.#ownProgram().waits.announce(this.#at);
    return this.#pulled();
  }

  #outcome(): T {
    this.#pull();
    if (this.#state !== FINISHED) throw this.#cancelledError();
    if (this.#failed) throw this.#value;
    return this.#value as T;
  }

  #exception(): Error | undefined {
    this.#pull();
    if (this.#state !== FINISHED) throw this.#cancelledError();
    return this.#failed ? (this.#value as Error) : undefined;
  }

  #timeoutError(): TimeoutError {
    return new TimeoutError(`${this} has not ended in time`);
  }

  #cancelledError(): CancelledError {
    return new CancelledError('The future was cancelled');
  }

  #ownProgram(): Program {
    return (this.#program ??= currentProgram());
  }

  /** From here on the state is a word that other threads see. */
  #share(): Address {
    if (this.#at !== 0) return this.#at;
    const program = this.#ownProgram();
    const keeper = this.#keeper;
    const ended = this.#state === FINISHED;
    const at = laySharedFuture(program, ended ? PENDING : this.#state, keeper === undefined ? 0 : program.me);
    try {
      if (ended) settleShared(program, at, { failed: this.#failed, value: this.#value });
    } catch (error) {
      program.release(at);
      throw error;
    }
    this.#at = at;
    program.adopt(this, at);
    if (this.#state < CANCELLED) keeper?.share(this.#ticket, at);
    if (this.#heard()) this.#follow();
    this.#notify();
    return at;
  }

  static {
    printable(Future);
    travels(Future, (it): HandleData => {
      const at = it.#share();
      const { generation } = it.#ownProgram().blocks.handle(at);
      return { type: 'Future', kind: KIND.future, at, generation, name: undefined, flags: 0 };
    });
    inner.keep = (future, program, keeper, ticket) => {
      future.#program = program;
      future.#keeper = keeper;
      future.#ticket = ticket;
    };
    inner.settle = (future, failed, value) => future.#settleOnce(failed, value);
    inner.watch = (future, listener) => future.#watch(listener);
    inner.reach = (future) => {
      if (future.#at !== 0) return 'shared';
      return future.#keeper === undefined ? 'alone' : 'kept';
    };
    inner.state = (future) => {
      if (future.#at !== 0) future.#arrived();
      return future.#now();
    };
  }
}

registerDecoder('Future', (program, data) => new Future(new Arrival(program, data) as never));
