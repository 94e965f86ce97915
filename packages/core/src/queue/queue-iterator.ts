/**
 * The items of a queue until it is shut down. Written by hand, because a generator could not be left while it waits.
 *
 * @module
 */

import { ShutDown } from '../errors.ts';

export class QueueIterator<T> implements AsyncIterableIterator<T> {
  readonly #get: (signal: AbortSignal) => Promise<T>;
  readonly #left: AbortController = new AbortController();

  constructor(get: (signal: AbortSignal) => Promise<T>) {
    this.#get = get;
  }

  async next(): Promise<IteratorResult<T, undefined>> {
    if (this.#left.signal.aborted) return { done: true, value: undefined };
    try {
      return { done: false, value: await this.#get(this.#left.signal) };
    } catch (error) {
      if (error !== this.#left.signal.reason && !(error instanceof ShutDown)) throw error;
      this.#left.abort();
      return { done: true, value: undefined };
    }
  }

  /** Ends a wait that is under way; an item that it has taken already is what that wait gives. */
  async return(): Promise<IteratorResult<T, undefined>> {
    this.#left.abort();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): AsyncIterableIterator<T> {
    return this;
  }
}
