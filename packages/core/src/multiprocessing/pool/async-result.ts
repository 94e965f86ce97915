/**
 * The result of calls that a Pool was given: Python's `multiprocessing.pool.AsyncResult`.
 *
 * It is there when all of the calls are over; when some have failed it is the error of the one that failed first, and
 * still waits for the others, as Python's does.
 *
 * @module
 */

import type { WaitOptions, WaitSyncOptions } from '../../agent/deadline.ts';
import { printable } from '../../agent/primitive.ts';
import { TimeoutError } from '../../errors.ts';
import { awaitUntil, blockUntil } from '../../futures/await-until.ts';
import { callBack } from '../../futures/call-back.ts';
import type { Future } from '../../futures/future.ts';
import { refuseToBlock } from '../../futures/refuse-to-block.ts';

export interface AsyncResult<T> extends PromiseLike<T> {
  /**
   * Waits for the result, or rejects with the error of the call.
   *
   * @throws {TimeoutError} when the timeout passed first; the call goes on
   */
  get(options?: WaitOptions): Promise<T>;
  /** Blocks until the result is there. */
  getSync(options?: WaitSyncOptions): T;
  /** Waits until it is there, or the call has failed; false when the timeout passed first. */
  wait(options?: WaitOptions): Promise<boolean>;
  readonly ready: boolean;
  /**
   * Whether the call has not failed.
   *
   * @throws {RangeError} before it is ready
   */
  readonly successful: boolean;
}

export interface AsyncOptions<T> {
  /** Called with the result, here, before anybody who waits goes on. */
  readonly callback?: (value: T) => void;
  /** Called with the error of a call that failed. */
  readonly errorCallback?: (error: Error) => void;
  /** How many items are sent together. Default: as many as make four messages for each worker. */
  readonly chunksize?: number;
}

/** What became of one part: its value, or an error. */
export type Part = { readonly value: unknown } | { readonly error: unknown };

export class Result<T> implements AsyncResult<T> {
  readonly #futures: readonly Future<unknown>[];
  readonly #parts: unknown[] = [];
  readonly #gather: (parts: readonly unknown[]) => T;
  readonly #options: AsyncOptions<T>;
  readonly #watchers: Set<() => void> = new Set();
  #left: number;
  #failure: { readonly error: unknown } | undefined;
  #value: T | undefined;
  #ready = false;

  /** `read` tells what a future that has ended says; `gather` makes the result of what all have given, in order. */
  constructor(
    futures: readonly Future<unknown>[],
    read: (future: Future<unknown>, index: number) => Part,
    gather: (parts: readonly unknown[]) => T,
    options: AsyncOptions<T>,
  ) {
    this.#futures = futures;
    this.#gather = gather;
    this.#options = options;
    this.#left = futures.length;
    if (this.#left === 0) this.#end();
    for (const [index, future] of futures.entries()) {
      future.addDoneCallback((done) => this.#take(index, read(done, index)));
    }
  }

  async get(options?: WaitOptions): Promise<T> {
    if (!(await this.wait(options))) throw this.#late();
    return this.#outcome();
  }

  getSync(options?: WaitSyncOptions): T {
    const pending = (): readonly Future<unknown>[] => this.#futures.filter(({ done }) => !done);
    const look = (): boolean =>
      this.#ready || refuseToBlock(pending(), options, 'result.get()') || this.#ready;
    if (!blockUntil(look, options, 'result.get()')) throw this.#late();
    return this.#outcome();
  }

  wait(options?: WaitOptions): Promise<boolean> {
    const watch = (listener: () => void): (() => void) => {
      this.#watchers.add(listener);
      return () => this.#watchers.delete(listener);
    };
    return awaitUntil(() => this.#ready, watch, options);
  }

  get ready(): boolean {
    return this.#ready;
  }

  get successful(): boolean {
    if (this.#ready) return this.#failure === undefined;
    throw new RangeError(`Cannot tell whether ${this} is successful: it is not ready`);
  }

  // oxlint-disable-next-line unicorn/no-thenable
  then<U = T, V = never>(
    onResult?: ((value: T) => U | PromiseLike<U>) | null,
    onError?: ((reason: unknown) => V | PromiseLike<V>) | null,
  ): Promise<U | V> {
    return this.get().then(onResult, onError);
  }

  toString(): string {
    const state = this.#ready ? (this.#failure === undefined ? 'successful' : 'failed') : 'pending';
    return `AsyncResult(${state})`;
  }

  #take(index: number, part: Part): void {
    if ('error' in part) this.#failure ??= part;
    else this.#parts[index] = part.value;
    this.#left -= 1;
    if (this.#left === 0) this.#end();
  }

  #end(): void {
    const { callback, errorCallback } = this.#options;
    if (this.#failure === undefined) this.#value = this.#gather(this.#parts);
    const [told, what] =
      this.#failure === undefined ? [callback, this.#value] : [errorCallback, this.#failure.error];
    this.#parts.length = 0;
    if (told !== undefined) callBack(told, what, this);
    this.#ready = true;
    this.#watchers.forEach((watcher) => watcher());
  }

  #outcome(): T {
    if (this.#failure !== undefined) throw this.#failure.error;
    return this.#value as T;
  }

  #late(): TimeoutError {
    return new TimeoutError(`${this} is not ready in time`);
  }

  static {
    printable(Result);
  }
}
