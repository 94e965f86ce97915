import { LifoQueue, PriorityQueue, Queue, SimpleQueue, type QueueOptions } from '../../queue/index.ts';
import type { Context } from '../context.ts';

/**
 * An item that every kind of queue takes: a heap sorts by its number. What a SimpleQueue lacks of a Queue is used only
 * by the cases of those that have it.
 */
export type Item = readonly [number, ...unknown[]];
export type AnyQueue = Queue<Item>;

const kinds: Readonly<Record<string, (options?: QueueOptions) => unknown>> = {
  Queue: (options) => new Queue(options),
  LifoQueue: (options) => new LifoQueue(options),
  PriorityQueue: (options) => new PriorityQueue(options),
  SimpleQueue: (options) => new SimpleQueue(options),
};

/** A queue of the kind on test. */
export function make(t: Context, options?: QueueOptions): AnyQueue {
  return kinds[t.place.variant]!(options) as AnyQueue;
}

/** The numbers of items in the order in which a queue of the kind on test gives them, when all are put first. */
export function inOrder(t: Context, numbers: readonly number[]): number[] {
  if (t.place.variant === 'LifoQueue') return numbers.toReversed();
  return t.place.variant === 'PriorityQueue' ? numbers.toSorted((a, b) => a - b) : [...numbers];
}

/** Takes what is in it, without a wait. */
export function drain(queue: AnyQueue): number[] {
  const numbers: number[] = [];
  while (!queue.empty) numbers.push(queue.getNowait()[0]);
  return numbers;
}
