/**
 * The owner's places for tasks: which are free, and whose task is in each.
 *
 * @module
 */

import type { Program } from '../../agent/program.ts';
import { KIND, type Address } from '../../memory/index.ts';
import type { Future } from '../future.ts';
import {
  FREE,
  firstPlace,
  PLACE,
  PLACE_WORDS,
  POOL,
  POSTED,
  SEGMENT,
  SEGMENT_WORDS,
  STATE_BITS,
} from './layout.ts';
import { dropOverflow } from './payload.ts';

/** With a block's header, powers of two of words. */
const FIRST = 31;
const LARGEST = 2047;
/** A place beyond the first so many gives up its block for long arguments, and any gives up a very long one. */
const KEPT_PLACES = 1024;
const KEPT_WORDS = 1024;
const NONE: readonly Address[] = [];
const MOST_POSTS = 2 ** 27 - 1;

export class Places {
  readonly #program: Program;
  readonly #pool: Address;
  readonly #addresses: Address[] = [];
  readonly #futures: (Future<unknown> | undefined)[] = [];
  /** The blocks in flight with arguments; absent where there are none. */
  readonly #handles: Map<number, readonly Address[]> = new Map();
  readonly #free: number[] = [];
  #posts = 0;
  #size = FIRST;

  constructor(program: Program, pool: Address) {
    this.#program = program;
    this.#pool = pool;
  }

  /** The number of a free place, which is the caller's. */
  claim(): number {
    if (this.#free.length === 0) this.#grow();
    return this.#free.pop() as number;
  }

  addressOf(number: number): Address {
    return this.#addresses[number] as Address;
  }

  futureOf(number: number): Future<unknown> | undefined {
    return this.#futures[number];
  }

  occupy(number: number, future: Future<unknown>, handles: readonly Address[]): void {
    this.#futures[number] = future;
    if (handles.length > 0) this.#handles.set(number, handles);
  }

  /** The state of a place that is sent by message, unlike that of any before it. */
  posted(): number {
    this.#posts = (this.#posts + 1) & MOST_POSTS;
    return (this.#posts << STATE_BITS) | POSTED;
  }

  /** The task is settled; its place is not free before nobody can write there. */
  forget(number: number): void {
    this.#futures[number] = undefined;
  }

  /** What is in flight with the arguments, once. */
  takeHandles(number: number): readonly Address[] {
    if (this.#handles.size === 0) return NONE;
    const handles = this.#handles.get(number) ?? NONE;
    this.#handles.delete(number);
    return handles;
  }

  release(number: number): void {
    const { words } = this.#program;
    const place = this.addressOf(number);
    this.#futures[number] = undefined;
    if (this.#handles.size > 0) this.#handles.delete(number);
    const future = words.ints[place + PLACE.future] as number;
    if (future !== 0) {
      words.ints[place + PLACE.future] = 0;
      this.#program.release(future);
    }
    const room = words.ints[place + PLACE.room] as number;
    if (room > KEPT_WORDS || (room > 0 && number >= KEPT_PLACES)) dropOverflow(this.#program, place);
    words.ints[place + PLACE.control] = 0;
    words.ints[place + PLACE.state] = FREE;
    this.#free.push(number);
  }

  /** The numbers of all places whose call is not settled. */
  get waiting(): number[] {
    return [...this.#futures.keys()].filter((number) => this.#futures[number] !== undefined);
  }

  /** How many places there are. */
  get count(): number {
    return this.#addresses.length;
  }

  #grow(): void {
    const { words, blocks } = this.#program;
    const count = this.#size;
    const segment = blocks.allocate(KIND.bytes, SEGMENT_WORDS + count * PLACE_WORDS);
    words.store(segment + SEGMENT.count, count);
    words.store(segment + SEGMENT.next, words.load(this.#pool + POOL.segments));
    words.store(this.#pool + POOL.segments, segment);
    for (let index = count - 1; index >= 0; index -= 1) this.#free.push(this.#addresses.length + index);
    for (let index = 0; index < count; index += 1) {
      const place = firstPlace(segment) + index * PLACE_WORDS;
      words.store(place + PLACE.number, this.#addresses.length);
      this.#addresses.push(place);
      this.#futures.push(undefined);
    }
    this.#size = Math.min(LARGEST, this.#size * 2);
  }
}
