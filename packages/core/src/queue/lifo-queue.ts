/**
 * A queue whose last item comes out first: Python's `queue.LifoQueue`.
 *
 * @module
 */

import { LIFO, type Order } from './layout.ts';
import { Queue } from './queue.ts';

/**
 * As Queue, but the item that was put last comes out first.
 *
 * @example
 * ```ts
 * const recent = new queue.LifoQueue<string>();
 * recent.putNowait('a');
 * recent.putNowait('b');
 * recent.getNowait(); // 'b'
 * ```
 *
 * @see https://docs.python.org/3/library/queue.html#queue.LifoQueue
 */
export class LifoQueue<T> extends Queue<T> {
  protected static override readonly order: Order = LIFO;
  protected static override readonly type: string = 'LifoQueue';
}
