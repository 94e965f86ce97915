/**
 * A meeting point for processes: Python's `multiprocessing.Barrier`.
 *
 * @module
 */

import type { Scope } from '../agent/scope.ts';
import { Barrier as ThreadBarrier } from '../threading/barrier.ts';

/**
 * Lets no process through until all `parties` have come: `threading.Barrier` over memory that they share. One that
 * dies while it waits breaks it.
 *
 * @example
 * ```ts
 * const barrier = new multiprocessing.Barrier(2, { timeout: 5000 });
 * const child = new multiprocessing.Process(work, { args: [barrier] }).start(); // computes, then: barrier.waitSync()
 * const index = await barrier.wait(); // 0 or 1
 * ```
 *
 * @see https://docs.python.org/3/library/multiprocessing.html#multiprocessing.Barrier
 */
export class Barrier extends ThreadBarrier {
  override get scope(): Extract<Scope, 'process'> {
    return 'process';
  }
}
