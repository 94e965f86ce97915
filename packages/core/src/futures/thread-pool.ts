/**
 * A pool of threads that run tasks: Python's `concurrent.futures.ThreadPoolExecutor`.
 *
 * The executor is what its user holds; what works is the pool behind it, which futures and waits refer to. So an
 * executor that nobody holds any more is collected, and its pool then finishes what it has and ends its threads.
 *
 * @module
 */

import { currentProgram, type Program } from '../agent/program.ts';
import { printable } from '../agent/primitive.ts';
import { refuseWhileEvaluating } from '../task/resolve.ts';
import type { Task } from '../task/task.ts';
import { blockUntil } from './await-until.ts';
import { dispatches } from './dispatch.ts';
import { Executor, type ShutdownOptions } from './executor.ts';
import { Pool } from './pool/pool.ts';
import type { PoolSettings } from './pool/settings.ts';
import { statsOf, type PoolStats } from './pool/stats.ts';
import { settingsOf, type PoolOptions } from './pool-options.ts';
import { shutdownOptionsOf } from './shutdown-options.ts';

/** The initialiser's arguments are asked for when it needs some. */
export type Init<I extends unknown[]> = { readonly initializer?: Task<I, unknown> } & ([] extends I
  ? { readonly initargs?: NoInfer<I> }
  : { readonly initargs: NoInfer<I> });

const collected: FinalizationRegistry<Pool> = new FinalizationRegistry((pool) => pool.stop(false));

/**
 * Runs tasks in threads that it keeps: at most `maxWorkers`, started when there is something to do for them.
 *
 * - **Order**: calls of one priority begin in order of their submission, by whichever worker is free first. One that
 *   blocks its worker holds nobody else up, unless all are blocked; a task that awaits does not hold its worker, which
 *   runs others meanwhile. Do not block in a task on another call of the same pool: with all workers blocked in that
 *   way nothing goes on, as in Python.
 * - **Blocking**: `submit` never waits; `shutdownSync` stops this thread with its timers and sockets.
 * - **Failure**: an error in a task is its future's alone. A worker that dies fails the calls that it had begun, and is
 *   replaced; only when workers cannot be started, or the initialiser throws, is the pool broken: every call then fails
 *   with BrokenThreadPool.
 * - **Life**: calls under way keep the program alive, idle workers do not. An executor that is collected finishes what
 *   it has.
 * - **Runtimes**: what is transferred is sent to one worker by message; a blocking wait for a result that was
 *   transferred is not possible in browsers.
 *
 * @example
 * ```ts
 * export const { square } = defineTasks(import.meta.url, { square: (n: number) => n * n });
 * main(async () => {
 *   await using pool = new futures.ThreadPoolExecutor({ maxWorkers: 4 });
 *   for await (const result of pool.map(square, [1, 2, 3])) console.log(result);
 * });
 * ```
 *
 * @see https://docs.python.org/3/library/concurrent.futures.html#threadpoolexecutor
 */
export class ThreadPoolExecutor<I extends unknown[] = []> extends Executor {
  readonly #program: Program;
  readonly #settings: PoolSettings;
  readonly #pool: Pool;

  constructor(options?: PoolOptions & Init<I>) {
    super();
    this.#program = currentProgram();
    this.#settings = settingsOf(this.#program, 'ThreadPoolExecutor', options);
    // One that starts no workers yet may stand at the top level of a module that threads import.
    if (this.#settings.minWorkers > 0) refuseWhileEvaluating('start workers');
    this.#pool = new Pool(this.#program, this.#settings);
    collected.register(this, this.#pool, this);
  }

  /**
   * Takes no more calls. Resolves when all that were submitted have ended, and with them the workers; at once with
   * `wait: false`. `cancelFutures` cancels what has not begun.
   */
  override async shutdown(options?: ShutdownOptions): Promise<void> {
    const { wait, cancelFutures } = shutdownOptionsOf(options, ['wait', 'cancelFutures']);
    const pool = this.#pool;
    collected.unregister(this);
    pool.stop(cancelFutures);
    if (!wait) return;
    await pool.idle();
    await Promise.all(pool.crew.threads.map((thread) => thread.join()));
  }

  /** Takes no more calls, and blocks until all that were submitted have ended, and with them the workers. */
  override shutdownSync(options?: Pick<ShutdownOptions, 'cancelFutures'>): void {
    const { cancelFutures } = shutdownOptionsOf(options, ['cancelFutures']);
    const pool = this.#pool;
    collected.unregister(this);
    pool.stop(cancelFutures);
    blockUntil(() => pool.isIdle(), undefined, 'pool.shutdown()');
    for (const thread of pool.crew.threads) thread.joinSync();
  }

  /** What the pool does just now: a snapshot. */
  get stats(): PoolStats {
    return statsOf(this.#pool);
  }

  override toString(): string {
    const { workers, queued } = this.stats;
    return `${this.#pool.name}(${workers}/${this.#settings.maxWorkers} workers, ${queued} queued)`;
  }

  static {
    printable(ThreadPoolExecutor);
    dispatches(ThreadPoolExecutor, (it, call, options) => it.#pool.dispatch(call, options));
  }
}
