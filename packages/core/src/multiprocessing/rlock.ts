/**
 * A re-entrant lock shared by processes: Python's `multiprocessing.RLock`.
 *
 * @module
 */

import type { Scope } from '../agent/scope.ts';
import { RLock as ThreadRLock } from '../threading/rlock.ts';

/**
 * A lock that its holder may take again, among the processes of a program and their threads: `threading.RLock` over
 * memory that they share. It is owned by one thread of one process. When that dies, in whatever way, the next to wait
 * takes it over, which it is told by `abandoned`.
 *
 * @example
 * ```ts
 * const lock = new multiprocessing.RLock();
 * lock.runSync(() => lock.runSync(() => 'two levels deep'));
 * ```
 *
 * @see https://docs.python.org/3/library/multiprocessing.html#multiprocessing.RLock
 */
export class RLock extends ThreadRLock {
  override get scope(): Extract<Scope, 'process'> {
    return 'process';
  }
}
