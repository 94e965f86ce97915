/**
 * A fixed number of processes that run tasks: Python's `multiprocessing.Pool`.
 *
 * @module
 */

import { deadlineOf, timeoutOf, type WaitOptions, type WaitSyncOptions } from '../../agent/deadline.ts';
import { printable } from '../../agent/primitive.ts';
import { currentHost } from '../../agent/state.ts';
import { BrokenProcessPool } from '../../errors.ts';
import { awaitUntil, blockUntil } from '../../futures/await-until.ts';
import type { ChunkOutcome } from '../../futures/dispatch.ts';
import type { Future } from '../../futures/future.ts';
import { MapIterator } from '../../futures/map-iterator.ts';
import { Pool as Workers } from '../../futures/pool/pool.ts';
import { ProcessCarriers } from '../../futures/pool/process-carriers.ts';
import { refuseWhileEvaluating } from '../../task/resolve.ts';
import { requireTask, type Task, type TaskAddress } from '../../task/task.ts';
import { Result, type AsyncOptions, type AsyncResult, type Part } from './async-result.ts';
import { chunksOf } from './chunks.ts';
import { Mapped, type IMapIterator } from './imap-iterator.ts';
import { ofItem } from './of-item.ts';
import { checkedPoolOptions, type PoolOptions } from './pool-options.ts';
import { takeItems } from './take-items.ts';

const dropped: FinalizationRegistry<Workers> = new FinalizationRegistry((workers) => {
  currentHost().writeError(
    `ResourceWarning: ${workers.name} is still running and nobody holds it; close or terminate it, or make it with \`await using\`\n`,
  );
  workers.stop(false);
});

/** How items become arguments. */
type Spread = 'alone' | 'spread';

/**
 * Runs tasks in a fixed number of processes, which come up at once.
 *
 * - **Order**: calls begin in order of their submission, by whichever worker is free first. `map` and its like send items
 *   in chunks, and give the results in the order of the items; the forms that end in Async, and `imap`, do not wait.
 * - **Blocking**: everything is asynchronous but `getSync` of a result and `joinSync`, which stop this thread with its
 *   timers and sockets.
 * - **Failure**: an error in a task is its call's, and of a map the first one is the map's, when all of it is over; the rest
 *   of that item's chunk is not run, as in Python. Items that cannot travel fail the call with their path, before any of their chunk is run.
 * - **Death**: a worker that dies is replaced. What it had begun fails with StateError, in whatever way it died, and
 *   everything else goes on. Python's Pool never answers such a call, and hangs when an idle worker was killed. An
 *   initialiser that throws, or a worker that ends by itself before it could serve, breaks the pool: all calls then fail
 *   with BrokenProcessPool, where Python's starts such workers again for ever.
 * - **Life**: `close` lets it finish, `terminate` does not, and leaving an `await using` scope terminates it. Calls under
 *   way keep the program alive, idle workers do not and end with it. Workers are daemonic: they may have no children.
 *
 * @example
 * ```ts
 * export const { square } = defineTasks(import.meta.url, { square: (n: number) => n * n });
 * main(async () => {
 *   await using pool = new multiprocessing.Pool({ processes: 4 });
 *   console.log(await pool.map(square, [1, 2, 3]));
 * });
 * ```
 *
 * @see https://docs.python.org/3/library/multiprocessing.html#multiprocessing.pool.Pool
 */
export class Pool implements AsyncDisposable {
  readonly #processes: number;
  readonly #workers: Workers;
  #state: 'running' | 'closed' | 'terminated' = 'running';

  /**
   * @throws {RangeError} {TypeError} naming the option that is wrong
   * @throws {UnsupportedError} in browsers, and where processes share no memory
   * @throws {StateError} in a daemonic process, which may have no children
   */
  constructor(options?: PoolOptions) {
    const settings = checkedPoolOptions(options);
    refuseWhileEvaluating('start the workers of a Pool');
    const carriers = new ProcessCarriers({
      what: 'Pool',
      startMethod: options?.startMethod,
      runtime: undefined,
      daemon: true,
      fragile: false,
    });
    this.#processes = settings.maxWorkers;
    this.#workers = new Workers(carriers, settings);
    dropped.register(this, this.#workers, this);
  }

  /** Has a task called with arguments, and gives its result. */
  apply<A extends unknown[], R>(task: Task<A, R>, args: NoInfer<A>): Promise<Awaited<R>> {
    return promised(() => this.applyAsync(task, args));
  }

  /**
   * The same without a wait.
   *
   * @throws {RangeError} when the pool was closed or terminated
   */
  applyAsync<A extends unknown[], R>(
    task: Task<A, R>,
    args: NoInfer<A>,
    options: AsyncOptions<Awaited<R>> = {},
  ): AsyncResult<Awaited<R>> {
    const address = this.#ready(task, 'apply');
    if (!Array.isArray(args))
      throw new TypeError(`Cannot apply: args must be an array, received ${typeof args}`);
    const future = this.#workers.dispatch({ task: address, args, chunk: false }, {});
    return new Result(
      [future],
      (done) => outcomeOf(done),
      ([value]) => value as Awaited<R>,
      options,
    );
  }

  /** Has a task called with each item, and gives all results, in the order of the items. */
  map<T, R>(
    task: Task<[T], R>,
    items: Iterable<NoInfer<T>>,
    options?: { readonly chunksize?: number },
  ): Promise<Awaited<R>[]> {
    return promised(() => this.mapAsync(task, items, options));
  }

  /** The same without a wait. The items are taken at once. */
  mapAsync<T, R>(
    task: Task<[T], R>,
    items: Iterable<NoInfer<T>>,
    options?: AsyncOptions<Awaited<R>[]>,
  ): AsyncResult<Awaited<R>[]> {
    return this.#mapped(this.#ready(task, 'map'), items, 'alone', options);
  }

  /** As `map`, of a task with several arguments: each item is an array of them. */
  starmap<A extends unknown[], R>(
    task: Task<A, R>,
    items: Iterable<NoInfer<A>>,
    options?: { readonly chunksize?: number },
  ): Promise<Awaited<R>[]> {
    return promised(() => this.starmapAsync(task, items, options));
  }

  /** The same without a wait. */
  starmapAsync<A extends unknown[], R>(
    task: Task<A, R>,
    items: Iterable<NoInfer<A>>,
    options?: AsyncOptions<Awaited<R>[]>,
  ): AsyncResult<Awaited<R>[]> {
    return this.#mapped(this.#ready(task, 'starmap'), items, 'spread', options);
  }

  /**
   * Has a task called with each item, and gives the results one by one, in the order of the items. Items are taken as
   * they come; an error of theirs is given after the results of those before. An item that fails rejects its own `next`.
   */
  imap<T, R>(
    task: Task<[T], R>,
    items: Iterable<NoInfer<T>>,
    options?: { readonly chunksize?: number },
  ): IMapIterator<Awaited<R>> {
    return this.#iterated(this.#ready(task, 'imap'), items, true, options);
  }

  /** As `imap`, but gives results as they come. */
  imapUnordered<T, R>(
    task: Task<[T], R>,
    items: Iterable<NoInfer<T>>,
    options?: { readonly chunksize?: number },
  ): IMapIterator<Awaited<R>> {
    return this.#iterated(this.#ready(task, 'imapUnordered'), items, false, options);
  }

  /** Takes no more calls; the workers end when all that were given are over. */
  close(): void {
    if (this.#state !== 'running') return;
    this.#state = 'closed';
    dropped.unregister(this);
    this.#workers.stop(false);
  }

  /** Ends the workers at once, by SIGTERM. Calls that are not over fail with BrokenProcessPool. */
  terminate(): void {
    if (this.#state === 'terminated') return;
    this.#state = 'terminated';
    dropped.unregister(this);
    this.#workers.end(true);
  }

  /**
   * Waits until all workers have ended; false when the timeout passed first.
   *
   * @throws {RangeError} when the pool was neither closed nor terminated
   */
  async join(options?: WaitOptions): Promise<boolean> {
    this.#refuseRunning();
    const deadline = deadlineOf(timeoutOf(options));
    let idle = false;
    const watch = (listener: () => void): (() => void) => {
      void this.#workers.idle().then(() => {
        idle = true;
        listener();
      });
      return () => {};
    };
    if (!(await awaitUntil(() => idle, watch, options))) return false;
    for (const carrier of this.#workers.crew.carriers) {
      if (!(await carrier.join({ ...options, timeout: leftOf(deadline) }))) return false;
    }
    return true;
  }

  /** Blocks until all workers have ended; false when the timeout passed first. */
  joinSync(options?: WaitSyncOptions): boolean {
    this.#refuseRunning();
    const deadline = deadlineOf(timeoutOf(options));
    if (!blockUntil(() => this.#workers.isIdle(), options, 'pool.join()')) return false;
    return this.#workers.crew.carriers.every((carrier) => carrier.joinSync({ timeout: leftOf(deadline) }));
  }

  /** `await using pool = …` terminates it at the end of the scope, and waits for the ends of its workers. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.terminate();
    await this.join();
  }

  toString(): string {
    return `Pool(${this.#state}, ${this.#processes} processes)`;
  }

  static {
    printable(Pool);
  }

  #ready(task: unknown, what: string): TaskAddress {
    refuseWhileEvaluating(what);
    const address = requireTask(task, what);
    if (this.#state !== 'running')
      throw new RangeError(`Cannot ${what}: the pool is not running, it was ${this.#state}`);
    return address;
  }

  #refuseRunning(): void {
    if (this.#state !== 'running') return;
    throw new RangeError('Cannot join a Pool that still runs: close or terminate it before');
  }

  #mapped<T>(
    task: TaskAddress,
    items: Iterable<unknown>,
    how: Spread,
    options: AsyncOptions<T[]> = {},
  ): AsyncResult<T[]> {
    const { size, chunks } = chunksOf(items, how === 'spread', options.chunksize, this.#processes);
    const futures = chunks.map((args) =>
      this.#workers.dispatch({ task, args, chunk: true, stops: true }, {}),
    );
    const read = (future: Future<unknown>, index: number): Part => {
      const outcome = outcomeOf(future);
      return 'error' in outcome
        ? { error: ofItem(outcome.error, index * size, how === 'spread') }
        : partOf(outcome.value as ChunkOutcome);
    };
    return new Result(futures, read, (parts) => (parts as T[][]).flat(), options);
  }

  #iterated<T>(
    task: TaskAddress,
    items: Iterable<unknown>,
    ordered: boolean,
    options: { readonly chunksize?: number } = {},
  ): IMapIterator<T> {
    const argsOf = (item: unknown): readonly unknown[] => [item];
    const submit = (call: { readonly args: readonly unknown[]; readonly chunk: boolean }): Future<unknown> =>
      this.#workers.dispatch({ task, ...call }, {});
    const taken = takeItems(items, currentHost());
    const results = new MapIterator<T>({ items: taken.items, argsOf, ordered, submit }, options);
    return new Mapped(results, taken.failure);
  }
}

/** An error of a call that is thrown at once is one of its result here. */
function promised<T>(ask: () => AsyncResult<T>): Promise<T> {
  return new Promise((resolve) => resolve(ask()));
}

function leftOf(deadline: number): number {
  return deadline === Infinity ? Infinity : Math.max(0, deadline - currentHost().now());
}

/** What became of a call. One that was taken back was so because the pool was terminated. */
function outcomeOf(future: Future<unknown>): Part {
  if (future.cancelled)
    return { error: new BrokenProcessPool('Cannot run the call: its pool was terminated') };
  try {
    return { value: future.resultSync() };
  } catch (error) {
    return { error };
  }
}

/** The results of a chunk, or the first error. */
function partOf(outcomes: ChunkOutcome): Part {
  const failed = outcomes.find(([ok]) => !ok);
  return failed === undefined ? { value: outcomes.map(([, value]) => value) } : { error: failed[1] };
}
