/**
 * The words of a queue's block. What putters write, what getters write and what both wait on for tasks are in cache
 * lines apart, so that one producer and one consumer do not take turns for memory they do not share.
 *
 * @module
 */

import type { Address } from '../memory/index.ts';

/** In which order a queue gives its items. */
export type Order = 0 | 1 | 2;
export const FIFO: Order = 0;
export const LIFO: Order = 1;
export const PRIORITY: Order = 2;

/**
 * PUTS and GETS count items (modulo 2^31) above their lowest bit, which is set when the queue is shut down: so the
 * word that a waiter sleeps on changes with everything that may let it go on.
 */
export const CLOSED = 1;
export const ONE = 2;
/** Of a counter: its count without the closed bit, in place. */
export const COUNT_MASK = -2;
const COUNT_RANGE = 0x7f_ff_ff_ff;

export const QUEUE: {
  /** A wait point for getters; written under PUT_LATCH. */
  readonly puts: Address;
  readonly putLatch: Address;
  /** A putter's last look at GETS, without the closed bit. */
  readonly knownGets: Address;
  /**
   * Where the next item goes: segment, offset, bytes so far, and the last look at where the getters are in that
   * segment. One place for even counts, one for odd ones.
   */
  readonly putPlaces: Address;
  /** Never changed: the bounds (0 is none) and the order. */
  readonly maxsize: Address;
  readonly maxBytes: Address;
  readonly order: Address;
  /** A wait point for putters; written under GET_LATCH. */
  readonly gets: Address;
  readonly getLatch: Address;
  /** A getter's last look at PUTS, without the closed bit. */
  readonly knownPuts: Address;
  /** Where the next item comes from, as PUT_PLACES. */
  readonly getPlaces: Address;
  /** Bytes that were taken out; only where there is a bound. */
  readonly gotBytes: Address;
  /** A wait point for `join`: how many tasks were reported done. */
  readonly dones: Address;
  /** Of a stack or heap: its array, the item in hand, whether a repair is due, what kind its keys are. */
  readonly array: Address;
  readonly hand: Address;
  readonly dirty: Address;
  readonly keyKind: Address;
} = {
  puts: 0, // a wait point: 0 and 1
  putLatch: 3,
  knownGets: 4,
  putPlaces: 5, // two of four words: 5 to 12
  maxsize: 13,
  maxBytes: 14,
  order: 15,
  gets: 16, // a wait point: 16 and 17
  getLatch: 19,
  knownPuts: 20,
  getPlaces: 21, // two of four words: 21 to 28
  gotBytes: 29,
  dones: 32, // a wait point: 32 and 33
  array: 36,
  hand: 37,
  dirty: 38,
  keyKind: 39,
};
export const QUEUE_WORDS = 44;

/** Items between two counters, both as counts and not as words. */
export function between(later: number, earlier: number): number {
  return (later - earlier) & COUNT_RANGE;
}

/** The count in a counter's word. */
export function countOf(word: number): number {
  return word >>> 1;
}
