import { AbandonedError } from '../../errors.ts';
import type { Queue } from '../../queue/index.ts';
import { defineTasks, type TaskRef } from '../../task/index.ts';
import type { Lock } from '../../threading/index.ts';
import { mark, put, read, sleep, type Board } from '../board.ts';
import { die, type WayToDie } from '../runtime.ts';

/** Words of the board: who is inside the lock, how often somebody else was, and how often a dead one was succeeded. */
export const INSIDE = 4;
export const NOT_ALONE = 5;
export const TAKEN_OVER = 6;
/** How often a worker ended itself. */
export const DEATHS = 7;
/** From here on: how often each call began; more than OVER says that its worker was told to end long ago. */
export const BEGUN = 16;
export const OVER = 1000;

/** What a call is to do: how it ends, and after how many of its steps. */
export interface Order {
  readonly id: number;
  readonly end: 'return' | 'throw' | 'stay' | WayToDie;
  readonly steps: number;
}

/** Whose it is, which of that call's items, and bytes that follow from that. */
export type Item = readonly [id: number, number: number, bytes: Uint8Array];

export function itemOf(id: number, number: number): Item {
  return [id, number, new Uint8Array((id * 37 + number) % 300).fill(id + number)];
}

let board: Board | undefined;

function visit(lock: Lock, id: number): void {
  const b = board!;
  if (lock.abandoned) mark(b, TAKEN_OVER);
  put(b, INSIDE, id + 1);
  for (let i = 0; i < 200; i += 1);
  if (read(b, INSIDE) !== id + 1) mark(b, NOT_ALONE);
}

/** Retries while the lock is held by a thread whose death is not certain yet. */
function acquire(lock: Lock): void {
  for (;;) {
    try {
      lock.acquireSync();
      return;
    } catch (error) {
      if (!(error instanceof AbandonedError)) throw error;
    }
  }
}

async function acquireAsync(lock: Lock): Promise<void> {
  for (;;) {
    try {
      await lock.acquire();
      return;
    } catch (error) {
      if (!(error instanceof AbandonedError)) throw error;
      await sleep(1);
    }
  }
}

/** The call ends here, by its order: undefined where it goes on. */
function end({ id, end: how, steps }: Order, step: number): Promise<never> | undefined {
  if (step !== steps || how === 'return' || how === 'stay') return undefined;
  if (how === 'throw') throw new Error(`order ${id}`);
  mark(board!, DEATHS);
  die(how);
  return new Promise(() => {});
}

/** Where an end from outside lets a worker run on for many seconds, it is not to keep others from running. */
function isOver(id: number): boolean {
  return read(board!, BEGUN + id) >= OVER;
}

function whenOver(id: number): Promise<never> {
  while (!isOver(id));
  return new Promise(() => {});
}

/** It is to be ended with the lock in its hands. */
function staysInside({ end: how, steps }: Order): boolean {
  return how === 'stay' && steps === 1;
}

const bodies = {
  prepare(b: Board): void {
    board = b;
  },

  /** Takes the lock and puts an item, blocking; gives its number. */
  block(queue: Queue<Item>, lock: Lock, order: Order, _moved?: ArrayBuffer): number | Promise<never> {
    const { id } = order;
    mark(board!, BEGUN + id);
    for (let number = 0; ; number += 1) {
      const before = end(order, 0);
      if (before !== undefined) return before;
      acquire(lock);
      visit(lock, id);
      const inside = end(order, 1);
      if (inside !== undefined) return inside;
      if (staysInside(order)) return whenOver(id);
      lock.release();
      queue.putSync(itemOf(id, number));
      const after = end(order, 2);
      if (after !== undefined) return after;
      if (order.end !== 'stay') return id;
      if (isOver(id)) return whenOver(id);
    }
  },

  /** The same with its event loop; what is inside the lock does not wait. */
  async wait(queue: Queue<Item>, lock: Lock, order: Order, _moved?: ArrayBuffer): Promise<number> {
    const { id } = order;
    mark(board!, BEGUN + id);
    for (let number = 0; ; number += 1) {
      await end(order, 0);
      await acquireAsync(lock);
      visit(lock, id);
      await end(order, 1);
      if (staysInside(order)) await sleep(2 ** 30);
      lock.release();
      await queue.put(itemOf(id, number));
      await end(order, 2);
      if (order.end !== 'stay') return id;
      await sleep(isOver(id) ? 2 ** 30 : 0);
    }
  },
};

type Tasks<D> = { readonly [K in keyof D]: D[K] & TaskRef };

export const stormTasks: Tasks<typeof bodies> = defineTasks(import.meta.url, bodies);
