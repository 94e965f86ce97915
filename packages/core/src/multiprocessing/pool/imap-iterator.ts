/**
 * The results of `imap`: an iterator each of whose `next` may have a timeout of its own, as in Python.
 *
 * @module
 */

import type { WaitOptions } from '../../agent/deadline.ts';
import { TimeoutError } from '../../errors.ts';
import { awaitUntil } from '../../futures/await-until.ts';

export interface IMapIterator<T> extends AsyncIterableIterator<T> {
  /**
   * The next result, or the error of its call.
   *
   * @throws {TimeoutError} when the timeout passed first; the result is then the following `next`'s
   */
  next(options?: WaitOptions): Promise<IteratorResult<T, undefined>>;
}

export class Mapped<T> implements IMapIterator<T> {
  readonly #results: AsyncIterator<T, undefined>;
  /** Results that were asked for, and that whoever asked has not waited for. */
  readonly #owed: Promise<IteratorResult<T, undefined>>[] = [];
  #failure: { readonly error: unknown } | undefined;
  #left = false;

  /** `failure` is told once, when there are no more results. */
  constructor(results: AsyncIterator<T, undefined>, failure: { readonly error: unknown } | undefined) {
    this.#results = results;
    this.#failure = failure;
  }

  async next(options?: WaitOptions): Promise<IteratorResult<T, undefined>> {
    if (this.#left) return { done: true, value: undefined };
    const result = this.#owed.shift() ?? this.#results.next();
    let over = false;
    const settled = (listener: () => void): (() => void) => {
      const tell = (): void => {
        over = true;
        listener();
      };
      result.then(tell, tell);
      return () => {};
    };
    try {
      if (await awaitUntil(() => over, settled, options)) return this.#failed(await result);
    } catch (error) {
      if (!over) this.#owe(result);
      throw error;
    }
    this.#owe(result);
    throw new TimeoutError('The next result did not come in time');
  }

  #failed(result: IteratorResult<T, undefined>): IteratorResult<T, undefined> {
    const failure = this.#failure;
    if (result.done !== true || failure === undefined) return result;
    this.#failure = undefined;
    throw failure.error;
  }

  #owe(result: Promise<IteratorResult<T, undefined>>): void {
    // Whether it fails is told to who asks next, if anybody does.
    result.catch(() => {});
    this.#owed.unshift(result);
  }

  /** Whoever leaves the loop leaves the calls: they are run all the same. */
  async return(): Promise<IteratorResult<T, undefined>> {
    this.#left = true;
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
