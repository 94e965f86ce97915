/**
 * Futures one by one as they end: Python's `concurrent.futures.as_completed`.
 *
 * @module
 */

import { deadlineOf, timeoutOf, type WaitOptions, type WaitSyncOptions } from '../agent/deadline.ts';
import { currentHost } from '../agent/state.ts';
import { TimeoutError } from '../errors.ts';
import { blockUntil } from './await-until.ts';
import type { Future } from './future.ts';
import { futuresOf } from './futures-of.ts';
import { Gathering } from './gathering.ts';
import { refuseToBlock } from './refuse-to-block.ts';
import { DONE, HandIterator, type Answer } from './hand-iterator.ts';

/** A future that has ended, and how: an asynchronous iterator cannot yield a thenable, which would be awaited. */
export type Settled<F> = F extends Future<infer T> ? { readonly future: F } & PromiseSettledResult<T> : never;

/**
 * Gives futures as they end, those that have ended already first, each once. The timeout counts from the call of
 * `asCompleted`; a loop may be left at any time, and nothing is cancelled by that.
 *
 * A future that was given is held no longer.
 *
 * @example
 * ```ts
 * for await (const { future, status, ...outcome } of futures.asCompleted(pending)) console.log(status, outcome);
 * ```
 *
 * @throws {TimeoutError} from `next`, saying how many are unfinished
 * @throws {TypeError} when something in `futures` is no Future
 * @see https://docs.python.org/3/library/concurrent.futures.html#concurrent.futures.as_completed
 */
export function asCompleted<F extends Future<unknown>>(
  futures: Iterable<F>,
  options?: WaitOptions,
): AsyncIterableIterator<Settled<F>> {
  return new Completed(new Gathering(futuresOf(futures, 'wait')), options);
}

/**
 * Gives futures as they end, and blocks this thread with its timers and sockets while none has; otherwise as
 * `asCompleted`. Being blocking, it gives the futures themselves.
 *
 * @throws {DeadlockError} from `next`, when nobody but this thread knows those that are left, and there is no timeout
 * @throws {BlockingNotAllowedError} from `next`, where this thread may not block, unless it need not wait
 */
export function asCompletedSync<F extends Future<unknown>>(
  futures: Iterable<F>,
  options?: WaitSyncOptions,
): IterableIterator<F> {
  return new CompletedSync(new Gathering(futuresOf(futures, 'wait')), options);
}

class Completed<F extends Future<unknown>> extends HandIterator<Settled<F>> {
  readonly #gathering: Gathering<F>;

  constructor(gathering: Gathering<F>, options: WaitOptions | undefined) {
    super(options);
    this.#gathering = gathering;
  }

  protected override take(): Answer<Settled<F>> | undefined {
    const gathering = this.#gathering;
    if (gathering.ended === 0) gathering.watch(() => this.serve());
    const future = gathering.take();
    if (future !== undefined) return { done: false, value: settled(future) };
    return gathering.pending.size === 0 ? DONE : undefined;
  }

  protected override late(): TimeoutError {
    return unfinished(this.#gathering);
  }

  protected override rests(): void {
    this.#gathering.pause();
  }

  protected override left(): void {
    this.#gathering.leave();
  }
}

class CompletedSync<F extends Future<unknown>> implements IterableIterator<F, undefined> {
  readonly #gathering: Gathering<F>;
  readonly #deadline: number;
  #watching = false;
  #left = false;

  constructor(gathering: Gathering<F>, options: WaitSyncOptions | undefined) {
    this.#gathering = gathering;
    this.#deadline = deadlineOf(timeoutOf(options));
  }

  next(): IteratorResult<F, undefined> {
    if (this.#left) return DONE;
    const gathering = this.#gathering;
    if (gathering.ended === 0 && gathering.pending.size > 0) this.#wait();
    const future = gathering.take();
    return future === undefined ? this.return() : { done: false, value: future };
  }

  return(): IteratorResult<F, undefined> {
    this.#left = true;
    this.#gathering.leave();
    return DONE;
  }

  [Symbol.iterator](): this {
    return this;
  }

  #wait(): void {
    const gathering = this.#gathering;
    const deadline = this.#deadline;
    if (!this.#watching) gathering.watchBlocking();
    this.#watching = true;
    const timeout = deadline === Infinity ? Infinity : Math.max(0, deadline - currentHost().now());
    const done = (): boolean =>
      gathering.look(() => gathering.ended > 0) ||
      refuseToBlock(gathering.pending, { timeout }, 'futures.asCompleted()');
    try {
      if (!blockUntil(done, { timeout }, 'futures.asCompleted()', gathering.shared))
        throw unfinished(gathering);
    } catch (error) {
      this.return();
      throw error;
    }
  }
}

function settled<F extends Future<unknown>>(future: F): Settled<F> {
  try {
    return { future, status: 'fulfilled', value: future.resultSync() } as Settled<F>;
  } catch (reason) {
    return { future, status: 'rejected', reason } as Settled<F>;
  }
}

function unfinished({ pending, total }: Gathering<Future<unknown>>): TimeoutError {
  return new TimeoutError(`${pending.size} of ${total} futures unfinished`);
}
