/**
 * A queue whose least item comes out first: Python's `queue.PriorityQueue`.
 *
 * @module
 */

import { PRIORITY, type Order } from './layout.ts';
import { Queue } from './queue.ts';

export type Key = number | bigint | string;
export type Prioritized = Key | readonly [Key, ...unknown[]] | { readonly priority: Key };

/**
 * As Queue, but the item with the least key comes out first. An item is a key, an array that begins with one, or an
 * object whose `priority` is one. Arrays are compared element by element, as Python's tuples, while both elements are
 * of one type that has an order (strings by code points); other ties come out in order of arrival.
 *
 * Keys of two kinds in one queue, and NaN, have no order: RangeError.
 *
 * @example
 * ```ts
 * const jobs = new queue.PriorityQueue<readonly [number, string]>();
 * jobs.putNowait([2, 'later']);
 * jobs.putNowait([1, 'now']);
 * jobs.getNowait(); // [1, 'now']
 * ```
 *
 * @see https://docs.python.org/3/library/queue.html#queue.PriorityQueue
 */
export class PriorityQueue<T extends Prioritized> extends Queue<T> {
  protected static override readonly order: Order = PRIORITY;
  protected static override readonly type: string = 'PriorityQueue';
}
