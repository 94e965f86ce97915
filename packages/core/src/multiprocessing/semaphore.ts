/**
 * A counter of permits shared by processes: Python's `multiprocessing.Semaphore`.
 *
 * @module
 */

import type { Scope } from '../agent/scope.ts';
import { Semaphore as ThreadSemaphore } from '../threading/semaphore.ts';

/**
 * Lets at most so many of a program's processes and their threads in at a time as it has permits:
 * `threading.Semaphore` over memory that they share. The permits of a process that dies are not recovered.
 *
 * @example
 * ```ts
 * const downloads = new multiprocessing.Semaphore(3);
 * await downloads.run(() => fetch(url)); // never more than three in all processes
 * ```
 *
 * @see https://docs.python.org/3/library/multiprocessing.html#multiprocessing.Semaphore
 */
export class Semaphore extends ThreadSemaphore {
  override get scope(): Extract<Scope, 'process'> {
    return 'process';
  }
}
