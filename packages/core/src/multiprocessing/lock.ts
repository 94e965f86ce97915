/**
 * A mutual-exclusion lock shared by processes: Python's `multiprocessing.Lock`.
 *
 * @module
 */

import type { Scope } from '../agent/scope.ts';
import { Lock as ThreadLock } from '../threading/lock.ts';

/**
 * A mutual-exclusion lock among the processes of a program, and their threads: `threading.Lock` over memory that they
 * share, in every respect that is said there. Any process may release it. When its holder dies, in whatever way, the
 * next to wait takes it over, which it is told by `abandoned`.
 *
 * @example
 * ```ts
 * const lock = new multiprocessing.Lock();
 * const child = new multiprocessing.Process(work, { args: [lock] }).start();
 * lock.runSync(() => console.log('alone among both'));
 * ```
 *
 * @see https://docs.python.org/3/library/multiprocessing.html#multiprocessing.Lock
 */
export class Lock extends ThreadLock {
  override get scope(): Extract<Scope, 'process'> {
    return 'process';
  }
}
