/**
 * Python's `multiprocessing.BoundedSemaphore`.
 *
 * @module
 */

import type { Scope } from '../agent/scope.ts';
import { BoundedSemaphore as ThreadBoundedSemaphore } from '../threading/semaphore.ts';

/**
 * A semaphore of processes that refuses to have more permits than it began with: `threading.BoundedSemaphore` over
 * memory that they share.
 *
 * @example
 * ```ts
 * const connections = new multiprocessing.BoundedSemaphore(2);
 * connections.release(); // RangeError: it has its two permits
 * ```
 *
 * @see https://docs.python.org/3/library/multiprocessing.html#multiprocessing.BoundedSemaphore
 */
export class BoundedSemaphore extends ThreadBoundedSemaphore {
  override get scope(): Extract<Scope, 'process'> {
    return 'process';
  }
}
