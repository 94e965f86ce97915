/**
 * Makes the block of a new queue.
 *
 * @module
 */

import type { Program } from '../agent/program.ts';
import { KIND, type Address } from '../memory/index.ts';
import { FIFO, QUEUE, QUEUE_WORDS, type Order } from './layout.ts';
import { Ring } from './ring.ts';
import { Shelf } from './shelf.ts';

export interface Bounds {
  readonly maxsize?: number | undefined;
  readonly maxBytes?: number | undefined;
}

/** The largest bound that a count can be compared with. */
const MOST = 2 ** 30;

export function layQueue(program: Program, order: Order, type: string, bounds: Bounds): Address {
  const maxsize = boundOf(type, 'maxsize', bounds.maxsize);
  const maxBytes = boundOf(type, 'maxBytes', bounds.maxBytes);
  const { words, blocks } = program;
  const at = blocks.allocate(KIND.queue, QUEUE_WORDS);
  words.store(at + QUEUE.maxsize, maxsize);
  words.store(at + QUEUE.maxBytes, maxBytes);
  words.store(at + QUEUE.order, order);
  try {
    if (order === FIFO) Ring.lay(program, at);
    else Shelf.lay(program, at);
  } catch (error) {
    blocks.free(at);
    throw error;
  }
  return at;
}

/** A bound as a word: 0 where there is none. */
function boundOf(type: string, name: string, value: number | undefined): number {
  if (value === undefined) return 0;
  if (typeof value !== 'number') {
    throw new TypeError(`Cannot make a ${type}: ${name} must be a number, received ${typeof value}`);
  }
  if (Number.isNaN(value))
    throw new RangeError(`Cannot make a ${type}: ${name} must be a number, received NaN`);
  // As in Python, where a bound is only compared with: 2.5 items are reached by 3.
  return value <= 0 || value > MOST ? 0 : Math.ceil(value);
}
