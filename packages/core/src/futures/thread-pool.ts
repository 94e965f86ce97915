/**
 * A pool of threads that run tasks: Python's `concurrent.futures.ThreadPoolExecutor`.
 *
 * @module
 */

import { currentProgram } from '../agent/program.ts';
import { ThreadCarriers } from './pool/thread-carriers.ts';
import { PoolExecutor } from './pool-executor.ts';
import { settingsOf, type Init, type PoolOptions } from './pool-options.ts';

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
export class ThreadPoolExecutor<I extends unknown[] = []> extends PoolExecutor {
  constructor(options?: PoolOptions & Init<I>) {
    const settings = settingsOf(currentProgram(), 'ThreadPoolExecutor', options);
    super(new ThreadCarriers(), settings);
  }
}
