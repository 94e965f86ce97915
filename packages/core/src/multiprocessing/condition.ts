/**
 * A condition variable shared by processes: Python's `multiprocessing.Condition`.
 *
 * @module
 */

import type { Scope } from '../agent/scope.ts';
import { Condition as ThreadCondition, type ConditionOptions } from '../threading/condition.ts';
import { Lock } from './lock.ts';
import type { RLock } from './rlock.ts';

/**
 * Lets processes wait, without holding the lock, until another that holds it says that something changed:
 * `threading.Condition` over memory that they share. A waiter whose process dies after it was notified hands its
 * notification on.
 *
 * @example
 * ```ts
 * const changed = new multiprocessing.Condition();
 * const child = new multiprocessing.Process(produce, { args: [changed] }).start(); // notifies
 * await changed.run(() => changed.wait());
 * ```
 *
 * @throws {ScopeError} when the lock is one of threads
 * @see https://docs.python.org/3/library/multiprocessing.html#multiprocessing.Condition
 */
export class Condition<L extends Lock | RLock = Lock> extends ThreadCondition<L> {
  constructor(lock?: L, options?: ConditionOptions) {
    super(lock === undefined ? (new Lock() as L) : lock, options);
  }

  override get scope(): Extract<Scope, 'process'> {
    return 'process';
  }
}
