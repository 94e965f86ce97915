import { InvalidStateError } from '../../errors.ts';
import type { Future } from '../../futures/index.ts';
import type { Queue, SimpleQueue } from '../../queue/index.ts';
import { defineTasks, type TaskRef } from '../../task/index.ts';
import { sleep } from '../board.ts';

/** How a wait for a future ended: plain data. */
export type Ending =
  | { readonly value: unknown }
  | { readonly error: string; readonly message: string }
  /** What `exception` gave of one that has not failed. */
  | { readonly none: true };

/** What another thread is told to do with a future. */
export interface Order {
  readonly future: Future<unknown>;
  readonly what: 'result' | 'error' | 'cancel' | 'begin' | 'await' | 'block' | 'exception' | 'state';
  readonly value?: unknown;
  /** Milliseconds before it does so. */
  readonly after?: number | undefined;
  /** Where it says how that went. */
  readonly answers?: SimpleQueue<unknown>;
}

export function endingOf(error: unknown): Ending {
  const { name, message } = error as Error;
  return { error: name, message };
}

/** How a wait ends, in either form. */
export async function ending(
  future: Future<unknown>,
  form: 'async' | 'sync',
  timeout?: number,
): Promise<Ending> {
  try {
    return { value: form === 'sync' ? future.resultSync({ timeout }) : await future.result({ timeout }) };
  } catch (error) {
    return endingOf(error);
  }
}

async function obey({ future, what, value }: Order): Promise<unknown> {
  switch (what) {
    case 'result':
      return future.setResult(value);
    case 'error':
      return future.setException(value as Error);
    case 'cancel':
      return future.cancel();
    case 'begin':
      return future.setRunningOrNotifyCancel();
    case 'await':
      return ending(future, 'async');
    case 'block':
      return ending(future, 'sync');
    case 'exception': {
      const error = future.exceptionSync();
      return error === undefined ? { none: true } : endingOf(error);
    }
    case 'state':
      return [future.done, future.running, future.cancelled, String(future)];
  }
}

const bodies = {
  /** Does what it is told, one thing after another, for as long as the program lives. */
  async obey(orders: Queue<Order>): Promise<void> {
    for await (const order of orders) {
      if (order.after !== undefined) await sleep(order.after);
      try {
        const answer = await obey(order);
        order.answers?.putNowait(answer);
      } catch (error) {
        if (!(error instanceof InvalidStateError) && order.answers === undefined) throw error;
        order.answers?.putNowait(endingOf(error));
      }
    }
  },
};

export const obeyOrders: (typeof bodies)['obey'] & TaskRef = defineTasks(import.meta.url, bodies).obey;
