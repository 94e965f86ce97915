/**
 * The primitives as one thread at a time would find them.
 *
 * @module
 */

import { comparePriorities } from './compare-priorities.ts';
import { isPending, type Call } from './call.ts';
import type { Model } from './model.ts';

/** `acquire` and `tryAcquire` give whether they took it; `release` says nothing. */
export const lockModel: Model<string | null> = {
  name: 'Lock',
  initial: null,
  step(holder, call) {
    switch (call.name) {
      case 'acquire':
      case 'tryAcquire':
        if (isPending(call)) return holder ?? call.agent;
        if (call.result === true) return holder === null ? call.agent : undefined;
        // A wait that ends by time takes nothing; an attempt fails only where somebody holds it.
        return call.name === 'acquire' || holder !== null ? holder : undefined;
      case 'release':
        return holder === null ? undefined : null;
      default:
        return undefined;
    }
  },
  key: (holder) => holder ?? '',
};

/** `most`: of a BoundedSemaphore, whose `release` gives false where it would have more. */
export function semaphoreModel(permits: number, most: number = Infinity): Model<number> {
  return {
    name: most === Infinity ? 'Semaphore' : 'BoundedSemaphore',
    initial: permits,
    step(free, call) {
      switch (call.name) {
        case 'acquire':
        case 'tryAcquire':
          if (isPending(call)) return Math.max(0, free - 1);
          if (call.result === true) return free > 0 ? free - 1 : undefined;
          return call.name === 'acquire' || free === 0 ? free : undefined;
        case 'release': {
          const after = free + ((call.args[0] as number | undefined) ?? 1);
          if (call.result === false) return after > most ? free : undefined;
          if (after <= most) return after;
          return isPending(call) ? free : undefined;
        }
        default:
          return undefined;
      }
    },
    key: String,
  };
}

/** A cell that is read, written, added to, and compared and exchanged. */
export const valueModel: Model<number> = {
  name: 'Value',
  initial: 0,
  step(value, call) {
    const [first, second] = call.args as readonly number[];
    const gives = (result: number, after: number): number | undefined =>
      isPending(call) || call.result === result ? after : undefined;
    switch (call.name) {
      case 'get':
        return gives(value, value);
      case 'set':
        return first;
      case 'add':
        return gives(value, value + (first as number));
      case 'compareExchange':
        return gives(value, value === first ? (second as number) : value);
      default:
        return undefined;
    }
  },
  key: String,
};

export type Discipline = 'fifo' | 'lifo' | 'priority';

/** `put` gives true or, where the queue stayed full, false; `get` gives `[item]`, or null where it stayed empty. */
export function queueModel(discipline: Discipline, maxsize = 0): Model<readonly unknown[]> {
  const name = { fifo: 'Queue', lifo: 'LifoQueue', priority: 'PriorityQueue' }[discipline];
  return {
    name,
    initial: [],
    step(items, call) {
      if (call.name === 'put') return putInto(items, call, discipline, maxsize);
      if (call.name !== 'get') return undefined;
      if (call.result === null) return call.args[0] === 'wait' || items.length === 0 ? items : undefined;
      const [item, ...rest] = items;
      if (items.length === 0) return isPending(call) ? items : undefined;
      if (isPending(call)) return rest;
      return (call.result as readonly unknown[])[0] === item ? rest : undefined;
    },
    key: (items) => JSON.stringify(items),
  };
}

/** The items, with the one that is got next in front. */
function putInto(
  items: readonly unknown[],
  call: Call,
  discipline: Discipline,
  maxsize: number,
): readonly unknown[] | undefined {
  const [item] = call.args;
  const isFull = maxsize > 0 && items.length >= maxsize;
  if (call.result === false) return call.args[1] === 'wait' || isFull ? items : undefined;
  if (isFull) return isPending(call) ? items : undefined;
  if (discipline === 'fifo') return [...items, item];
  if (discipline === 'lifo') return [item, ...items];
  const before = items.findIndex((other) => comparePriorities(other, item) > 0);
  return before < 0 ? [...items, item] : items.toSpliced(before, 0, item);
}
