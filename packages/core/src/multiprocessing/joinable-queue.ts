/**
 * A queue between processes that counts unfinished tasks: Python's `multiprocessing.JoinableQueue`.
 *
 * @module
 */

import { Queue } from './queue.ts';

/**
 * As Queue, which also has `taskDone` and `join`: its own name for programs that come from Python.
 *
 * @example
 * ```ts
 * const jobs = new multiprocessing.JoinableQueue<string>();
 * jobs.putSync('a'); // a child: deal(jobs.getSync()), then jobs.taskDone()
 * await jobs.join();
 * ```
 *
 * @see https://docs.python.org/3/library/multiprocessing.html#multiprocessing.JoinableQueue
 */
export class JoinableQueue<T> extends Queue<T> {
  protected static override readonly type: string = 'JoinableQueue';
}
