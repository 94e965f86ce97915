/**
 * Another thread, for all cases of this agent, because one for each would cost more than most of them do. It does with
 * futures what it is told.
 *
 * @module
 */

import { Queue, SimpleQueue } from '../../queue/index.ts';
import { Thread } from '../../threading/index.ts';
import { PATIENCE } from '../board.ts';
import { obeyOrders, type Order } from './orders.tasks.ts';

let orders: Queue<Order> | undefined;

/** Tells it, and does not wait. */
export function tell(future: Order['future'], what: Order['what'], value?: unknown, after?: number): void {
  orders ??= start();
  orders.putNowait({ future, what, value, after });
}

/** Tells it; gives what waits for its answer. */
export function ask<T>(future: Order['future'], what: Order['what'], value?: unknown): () => Promise<T> {
  orders ??= start();
  const answers = new SimpleQueue<T>();
  orders.putNowait({ future, what, value, answers: answers as SimpleQueue<unknown> });
  return () => answers.get({ timeout: PATIENCE });
}

function start(): Queue<Order> {
  const queue = new Queue<Order>();
  new Thread(obeyOrders, { args: [queue], daemon: true, name: 'obedient' }).start();
  return queue;
}
