/**
 * A pool of processes that run tasks: Python's `concurrent.futures.ProcessPoolExecutor`.
 *
 * @module
 */

import { currentProgram } from '../agent/program.ts';
import type { Runtime } from '../host/system-host.ts';
import { checkedOptions } from '../multiprocessing/process-options.ts';
import type { StartMethod } from '../multiprocessing/start-methods.ts';
import { ProcessCarriers } from './pool/process-carriers.ts';
import { endWorkers, PoolExecutor } from './pool-executor.ts';
import { settingsOf, whole, type Init, type PoolOptions } from './pool-options.ts';

export interface ProcessPoolOptions {
  /** How workers come to be. Default: what `multiprocessing.setStartMethod` has chosen, else `spawn`. */
  readonly startMethod?: StartMethod;
  /** How many calls a worker takes before another takes its place. Default: any number. */
  readonly maxTasksPerChild?: number;
  /** The runtime that workers run on. Default: this one. */
  readonly runtime?: Runtime;
}

const NAME = 'ProcessPoolExecutor';

/**
 * Runs tasks in processes that it keeps: at most `maxWorkers`, started when there is something to do for them. Calls and
 * results go through memory that the processes share; a worker that sleeps is rung, and nothing else goes by the system.
 *
 * - **Order**: as in a ThreadPoolExecutor: calls of one priority begin in order of their submission, by whichever worker
 *   is free first, and a task that awaits does not hold its worker.
 * - **Blocking**: `submit` waits for the system to make a process where it starts one, and for nothing else;
 *   `shutdownSync` stops this thread with its timers and sockets.
 * - **Arguments** are copied, also what `transfer` names; a primitive of `threading` or `queue` fails its call with
 *   ScopeError, one of `multiprocessing` stays the same primitive.
 * - **Failure**: an error in a task is its future's alone. A worker that dies, or that cannot read what it was sent, may
 *   have died in the midst of anything, so it breaks the pool, as in Python: every call that is not over fails with
 *   BrokenProcessPool, `submit` throws it, and the other workers are killed. So does an initialiser that throws.
 * - **Life**: calls under way keep the program alive, idle workers do not, and end with it. An executor that is collected
 *   finishes what it has. No worker outlives this process, however that ends.
 * - **Runtimes**: Node, Deno and Bun, on systems where they share memory. A worker may be of another runtime.
 *
 * @example
 * ```ts
 * export const { square } = defineTasks(import.meta.url, { square: (n: number) => n * n });
 * main(async () => {
 *   await using pool = new futures.ProcessPoolExecutor({ maxWorkers: 4 });
 *   for await (const result of pool.map(square, [1, 2, 3])) console.log(result);
 * });
 * ```
 *
 * @see https://docs.python.org/3/library/concurrent.futures.html#processpoolexecutor
 */
export class ProcessPoolExecutor<I extends unknown[] = []> extends PoolExecutor {
  /**
   * @throws {UnsupportedError} in browsers, and where processes share no memory
   * @throws {StateError} in a daemonic process, which may have no children
   */
  constructor(options?: PoolOptions & Init<I> & ProcessPoolOptions) {
    const { startMethod, runtime, maxTasksPerChild } = options ?? {};
    if (maxTasksPerChild !== undefined) whole(NAME, 'maxTasksPerChild', maxTasksPerChild, 1);
    const settings = settingsOf(currentProgram(), NAME, options, maxTasksPerChild);
    checkedOptions({ ...(startMethod && { startMethod }), ...(runtime && { runtime }) });
    super(new ProcessCarriers({ what: NAME, startMethod, runtime, daemon: false, fragile: true }), settings);
  }

  /**
   * Ends all workers by SIGTERM, which their tasks may handle. What has not begun is cancelled, what has fails with
   * BrokenProcessPool, and nothing more may be submitted.
   */
  terminateWorkers(): void {
    endWorkers(this, true);
  }

  /** The same by SIGKILL, which nothing can prevent. */
  killWorkers(): void {
    endWorkers(this, false);
  }
}
