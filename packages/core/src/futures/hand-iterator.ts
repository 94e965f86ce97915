/**
 * An asynchronous iterator written by hand: a generator would await a Future that it yields, and could not be left
 * while it waits.
 *
 * Calls of `next` are answered in their order. One that fails by the timeout or the signal ends the iterator, as an
 * error that leaves a generator does; what an answer itself rejects with does not.
 *
 * @module
 */

import { onAbort } from '../agent/abort.ts';
import { deadlineOf, timeoutOf, type WaitOptions } from '../agent/deadline.ts';
import { currentProgram } from '../agent/program.ts';
import { currentHost } from '../agent/state.ts';
import type { TimeoutError } from '../errors.ts';
import { Fifo } from './fifo.ts';
import { lookEverywhere } from './pumps.ts';

/** An answer that is an error. */
export class Failed {
  readonly reason: unknown;

  constructor(reason: unknown) {
    this.reason = reason;
  }
}

/** The answer that ends the iterator. */
export const DONE: IteratorReturnResult<undefined> = { done: true, value: undefined };

export type Answer<T> = IteratorResult<T, undefined> | Failed;

interface Request<T> {
  readonly resolve: (result: IteratorResult<T, undefined>) => void;
  readonly reject: (reason: unknown) => void;
}

export abstract class HandIterator<T> implements AsyncIterableIterator<T, undefined> {
  readonly #requests: Fifo<Request<T>> = new Fifo();
  /** Fixed when the iterator is made. */
  readonly #deadline: number;
  readonly #signal: AbortSignal | undefined;
  #disarm: (() => void) | undefined;
  #serving = false;
  #ended = false;
  /** What the next call rejects with. */
  #failure: Failed | undefined;

  constructor(options: WaitOptions | undefined) {
    this.#deadline = deadlineOf(timeoutOf(options));
    this.#signal = options?.signal;
  }

  /** The next answer, undefined while there is none. */
  protected abstract take(): Answer<T> | undefined;

  /** What a call rejects with that came too late. */
  protected abstract late(): TimeoutError;

  /** All calls so far are answered. */
  protected rests?(): void;

  /** Nobody will ask again. */
  protected abstract left(): void;

  next(): Promise<IteratorResult<T, undefined>> {
    return new Promise((resolve, reject) => {
      this.#requests.put({ resolve, reject });
      this.serve();
    });
  }

  async return(): Promise<IteratorResult<T, undefined>> {
    this.end();
    return DONE;
  }

  async throw(error?: unknown): Promise<IteratorResult<T, undefined>> {
    this.end();
    throw error;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Answers what can be answered: whenever `take` may have something new. */
  protected serve(): void {
    // From inside `take`: the loop below goes on.
    if (this.#serving) return;
    this.#serving = true;
    try {
      while (this.#requests.size > 0) {
        const answer = this.#answer();
        if (answer === undefined) return this.#arm();
        const request = this.#requests.take() as Request<T>;
        if (answer instanceof Failed) request.reject(answer.reason);
        else request.resolve(answer);
      }
      this.#rest();
      this.rests?.();
    } finally {
      this.#serving = false;
    }
  }

  /** Ends it with an error, which the first call that waits gets, or the next one. */
  protected fail(reason: unknown): void {
    if (this.#ended) return;
    this.#failure = new Failed(reason);
    this.end();
  }

  protected end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.left();
    this.serve();
  }

  #answer(): Answer<T> | undefined {
    const signal = this.#signal;
    if (!this.#ended && signal?.aborted === true) this.fail(signal.reason);
    if (!this.#ended) {
      const answer = this.take() ?? (this.#isLate() && lookEverywhere() ? this.take() : undefined);
      if (answer === undefined && this.#isLate()) this.fail(this.late());
      else if (answer === DONE) this.end();
      else return answer;
    }
    const failure = this.#failure;
    this.#failure = undefined;
    return failure ?? DONE;
  }

  #isLate(): boolean {
    return this.#deadline !== Infinity && this.#deadline <= currentHost().now();
  }

  #arm(): void {
    if (this.#disarm !== undefined) return;
    const undo: (() => void)[] = [];
    this.#disarm = () => undo.forEach((step) => step());
    if (this.#deadline !== Infinity)
      undo.push(currentProgram().waits.at(this.#deadline, () => this.#expire()));
    const signal = this.#signal;
    if (signal !== undefined) undo.push(onAbort(signal, () => this.fail(signal.reason)));
  }

  #expire(): void {
    this.#rest();
    this.serve();
  }

  /** Waits for nothing. */
  #rest(): void {
    this.#disarm?.();
    this.#disarm = undefined;
  }
}
