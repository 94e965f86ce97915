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
import { currentProgram, registerDecoder } from '../agent/program.ts';
import { CancelledError, InvalidStateError, StateError, TimeoutError } from '../errors.ts';
import { callBack } from './call-back.ts';
import { describeState } from './describe-state.ts';
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
import { refuseToBlock } from './refuse-to-block.ts';
import { SharedSide } from './shared-side.ts';
import type { Outcome } from './shared-future.ts';

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
  /** Undefined while the future is this agent's alone. */
  #shared: SharedSide | undefined;

  constructor(arrival?: never) {
    const from = arrival as unknown;
    if (!(from instanceof Arrival)) return;
    this.#shared = new SharedSide(from.program, from.data.at, this);
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
    if (this.#shared?.cancel() === false) return false;
    this.#end(CANCELLED);
    if (this.#keeper !== undefined) this.setRunningOrNotifyCancel();
    return true;
  }

  /** Calls back when the future ends or is cancelled; at once when it has. Errors of callbacks are only reported. */
  addDoneCallback(callback: (future: Future<T>) => void): void {
    if (typeof callback !== 'function') {
      throw new TypeError(`Cannot add a callback: it must be a function, received ${typeof callback}`);
    }
    if (this.#pulled()) return callBack(callback, this);
    (this.#callbacks ??= []).push(callback);
    this.#follow();
  }

  /**
   * For whoever does the work: it begins now. False when the future was cancelled, and the work must not begin.
   *
   * @throws {StateError} when it has begun or ended already
   */
  setRunningOrNotifyCancel(): boolean {
    const shared = this.#shared;
    this.#pull();
    for (const [from, to] of [
      [PENDING, RUNNING],
      [CANCELLED, CANCELLED_AND_NOTIFIED],
    ] as const) {
      if (shared === undefined ? this.#state !== from : !shared.advance(from, to)) continue;
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
    this.#settle({ failed: false, value });
  }

  /** For whoever does the work: it failed. */
  setException(error: Error): void {
    this.#settle({ failed: true, value: error });
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
    if (state === FINISHED) this.#pull();
    return `Future(${describeState(state, this.#failed, this.#value)})`;
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
    const state = this.#shared?.state ?? this.#state;
    return state === PENDING && this.#keeper?.begun(this.#ticket) === true ? RUNNING : state;
  }

  /** Whether it has ended, with what shared memory says of it taken in. */
  #pulled(): boolean {
    this.#pull();
    return this.#state >= CANCELLED;
  }

  #pull(): void {
    const shared = this.#shared;
    if (shared === undefined || this.#state >= CANCELLED_AND_NOTIFIED) return;
    const { state } = shared;
    if (state === FINISHED) this.#finish(shared.read());
    else if (state >= CANCELLED) this.#end(state);
    else {
      const { orphaned } = shared;
      if (orphaned !== undefined) this.#finish({ failed: true, value: orphaned });
    }
  }

  #settle(outcome: Outcome): void {
    const settled = this.#now() < CANCELLED && this.#shared?.settle(outcome) !== false;
    if (!settled) throw new InvalidStateError(`Cannot settle ${this}: it has ended already`);
    this.#finish(outcome);
  }

  /** For the keeper, which is not told when somebody else was first. */
  #settleOnce(outcome: Outcome): void {
    if (this.#state >= CANCELLED) return;
    const settled = this.#shared === undefined ? outcome : this.#shared.settleAnyway(outcome);
    if (settled === undefined) this.#pull();
    else this.#finish(settled);
  }

  #finish({ failed, value }: Outcome): void {
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
      if (callbacks !== undefined) for (const callback of callbacks) callBack(callback, this);
    }
    if (this.#watchers !== undefined) this.#notify();
  }

  #notify(): void {
    this.#watchers?.forEach((watcher) => watcher());
  }

  /** Calls back at each step that may end a wait, until what this gives is called. */
  #watch(listener: () => void): () => void {
    this.#watchers ??= new Set();
    this.#watchers.add(listener);
    this.#follow();
    return () => {
      this.#watchers?.delete(listener);
      if (!this.#heard()) this.#shared?.leave();
    };
  }

  /** Whether somebody here wants to know of the end. */
  #heard(): boolean {
    return (this.#watchers?.size ?? 0) > 0 || this.#callbacks !== undefined || this.#resolve !== undefined;
  }

  /** Follows the shared word while somebody here listens. */
  #follow(): void {
    if (this.#shared === undefined || this.#state >= CANCELLED_AND_NOTIFIED) return;
    const before = this.#state;
    const attempt = (): true | undefined => {
      this.#pull();
      return this.#state >= CANCELLED && this.#state !== before ? true : undefined;
    };
    this.#shared.follow(this, attempt, () => {
      if (this.#heard()) this.#follow();
    });
  }

  async #wait(options: WaitOptions | undefined): Promise<void> {
    const ended = awaitUntil(
      () => this.#pulled(),
      (listener) => this.#watch(listener),
      options,
    );
    if (!(await ended)) throw new TimeoutError(`${this} has not ended in time`);
  }

  #block(options: WaitSyncOptions | undefined, asyncForm: string): void {
    const arrived = (): boolean => this.#arrived() || refuseToBlock([this], options, asyncForm);
    if (!blockUntil(arrived, options, asyncForm, [this], this.#keeper))
      throw new TimeoutError(`${this} has not ended in time`);
  }

  /** A look of a blocking wait, which is announced before. */
  #arrived(): boolean {
    if (this.#state < CANCELLED_AND_NOTIFIED) this.#shared?.announce();
    return this.#pulled();
  }

  #outcome(): T {
    const error = this.#exception();
    if (this.#failed) throw error;
    return this.#value as T;
  }

  #exception(): Error | undefined {
    this.#pull();
    if (this.#state !== FINISHED) throw this.#cancelledError();
    return this.#failed ? (this.#value as Error) : undefined;
  }

  #cancelledError(): CancelledError {
    return new CancelledError('The future was cancelled');
  }

  /** From here on the state is a word that other threads see. */
  #share(): SharedSide {
    if (this.#shared !== undefined) return this.#shared;
    const keeper = this.#keeper;
    const ended = this.#state === FINISHED;
    const outcome = ended ? { failed: this.#failed, value: this.#value } : undefined;
    const state = ended ? PENDING : this.#state;
    const shared = (this.#shared = SharedSide.lay(
      keeper?.program ?? currentProgram(),
      state,
      outcome,
      keeper !== undefined,
      this,
    ));
    if (this.#state < CANCELLED) keeper?.share(this.#ticket, shared.at);
    if (this.#heard()) this.#follow();
    this.#notify();
    return shared;
  }

  static {
    printable(Future);
    travels(Future, (it): HandleData => it.#share().handle);
    inner.keep = (future, keeper, ticket) => {
      future.#keeper = keeper;
      future.#ticket = ticket;
    };
    inner.settle = (future, failed, value) => future.#settleOnce({ failed, value });
    inner.watch = (future, listener) => future.#watch(listener);
    inner.reach = (future) => {
      if (future.#shared !== undefined) return 'shared';
      return future.#keeper === undefined ? 'alone' : 'kept';
    };
    inner.homeOf = (future) => future.#shared?.program;
    inner.needsLoop = (future) =>
      future.#state < CANCELLED && future.#keeper?.needsLoop(future.#ticket) === true;
    inner.state = (future) => {
      if (future.#shared !== undefined) future.#arrived();
      return future.#now();
    };
  }
}

for (const scope of ['thread', 'process'] as const) {
  registerDecoder('Future', (program, data) => new Future(new Arrival(program, data) as never), scope);
}
