/**
 * Where calls are submitted to: Python's `concurrent.futures.Executor`.
 *
 * @module
 */

import { callOptionsOf } from './call-options.ts';
import { DISPATCH, type Call, type CallOptions, type Dispatcher } from './dispatch.ts';
import type { Future } from './future.ts';
import { TaskSubmitter, type Submitter } from './submitter.ts';

export interface ShutdownOptions {
  /** Whether to wait until everything that was submitted has ended, and all workers have: true by default. */
  readonly wait?: boolean;
  /** Whether to cancel what has not begun. */
  readonly cancelFutures?: boolean;
}

/**
 * What all executors have in common: a program that takes one can be given any.
 *
 * @see https://docs.python.org/3/library/concurrent.futures.html#executor-objects
 */
export abstract class Executor extends TaskSubmitter implements AsyncDisposable {
  /**
   * A view of this executor whose calls have these options. It does not own the executor, and cannot shut it down.
   *
   * @example
   * ```ts
   * const urgent = pool.with({ priority: 1, signal, timeout: 500 });
   * console.log(await urgent.submit(square, 12));
   * ```
   *
   * @throws {TypeError} {RangeError} naming the option that is wrong
   */
  with(options: CallOptions): Submitter {
    return new View(this as unknown as Dispatcher, callOptionsOf(options));
  }

  /**
   * Takes no more calls; resolves when all that were submitted have ended, and with them the workers.
   *
   * @throws {TypeError} naming the option that is wrong; then nothing has changed
   */
  abstract shutdown(options?: ShutdownOptions): Promise<void>;

  /** Takes no more calls, and blocks until all that were submitted have ended, and with them the workers. */
  abstract shutdownSync(options?: Pick<ShutdownOptions, 'cancelFutures'>): void;

  /** `await using pool = …` shuts it down at the end of the scope, and waits. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.shutdown();
  }
}

class View extends TaskSubmitter implements Dispatcher {
  readonly #executor: Dispatcher;
  readonly #options: CallOptions;

  constructor(executor: Dispatcher, options: CallOptions) {
    super();
    this.#executor = executor;
    this.#options = options;
  }

  [DISPATCH](call: Call, options: CallOptions): Future<unknown> {
    return this.#executor[DISPATCH](call, { ...this.#options, ...options });
  }
}
