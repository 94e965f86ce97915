/**
 * A flag shared by processes: Python's `multiprocessing.Event`.
 *
 * @module
 */

import type { Scope } from '../agent/scope.ts';
import { Event as ThreadEvent } from '../threading/event.ts';

/**
 * A flag, at first clear, that any process sets and clears and any number wait for: `threading.Event` over memory that
 * they share.
 *
 * @example
 * ```ts
 * const ready = new multiprocessing.Event();
 * const child = new multiprocessing.Process(prepare, { args: [ready] }).start(); // calls ready.set()
 * await ready.wait({ timeout: 1000 });
 * ```
 *
 * @see https://docs.python.org/3/library/multiprocessing.html#multiprocessing.Event
 */
export class Event extends ThreadEvent {
  override get scope(): Extract<Scope, 'process'> {
    return 'process';
  }
}
