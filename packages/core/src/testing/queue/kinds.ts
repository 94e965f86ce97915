import * as multiprocessing from '../../multiprocessing/index.ts';
import { LifoQueue, PriorityQueue, Queue, SimpleQueue, type QueueOptions } from '../../queue/index.ts';
import type { Scope } from '../../threading/index.ts';
import type { Context } from '../context.ts';

/**
 * An item that every kind of queue takes: a heap sorts by its number. What a SimpleQueue lacks of a Queue is used only
 * by the cases of those that have it.
 */
export type Item = readonly [number, ...unknown[]];
export type AnyQueue = Queue<Item>;

type Make = (options?: QueueOptions) => unknown;

const kinds: Readonly<Record<Scope, Readonly<Record<string, Make>>>> = {
  thread: {
    Queue: (options) => new Queue(options),
    LifoQueue: (options) => new LifoQueue(options),
    PriorityQueue: (options) => new PriorityQueue(options),
    SimpleQueue: (options) => new SimpleQueue(options),
  },
  process: {
    Queue: (options) => new multiprocessing.Queue(options),
    JoinableQueue: (options) => new multiprocessing.JoinableQueue(options),
    SimpleQueue: (options) => new multiprocessing.SimpleQueue(options),
  },
};

/** A queue of the kind on test. */
export function make(t: Context, options?: QueueOptions): AnyQueue {
  return kinds[t.place.scope][t.place.variant]!(options) as AnyQueue;
}

/** A queue to be put into one of those on test. */
export function innerQueue<T>(t: Context, options?: QueueOptions): Queue<T> {
  return kinds[t.place.scope]['Queue']!(options) as Queue<T>;
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
