/**
 * Queues between threads, under Python's names.
 *
 * @see https://docs.python.org/3/library/queue.html
 * @module
 */

import { registerDecoder, registerParts } from '../agent/program.ts';
import { KIND } from '../memory/index.ts';
import { FIFO, QUEUE } from './layout.ts';
import { LifoQueue } from './lifo-queue.ts';
import { PriorityQueue } from './priority-queue.ts';
import { Queue } from './queue.ts';
import { Ring } from './ring.ts';
import { Shelf } from './shelf.ts';
import { SimpleQueue } from './simple-queue.ts';

registerDecoder('Queue', (program, data) => Queue.arrive(program, data));
registerDecoder('LifoQueue', (program, data) => LifoQueue.arrive(program, data));
registerDecoder('PriorityQueue', (program, data) => PriorityQueue.arrive(program, data));
registerDecoder('SimpleQueue', (program, data) => SimpleQueue.arrive(program, data));
registerParts(KIND.queue, (program, at) =>
  (program.words.load(at + QUEUE.order) === FIFO ? Ring : Shelf).contents(program, at),
);

export { Empty, Full, ShutDown } from '../errors.ts';
export { LifoQueue } from './lifo-queue.ts';
export { PriorityQueue, type Key, type Prioritized } from './priority-queue.ts';
export { Queue, type QueueOptions } from './queue.ts';
export { SimpleQueue, type SimpleQueueOptions } from './simple-queue.ts';
