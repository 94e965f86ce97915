/**
 * Items in an array: a stack, whose last comes out first, or a heap, whose least does.
 *
 * One latch guards everything. Each item is a block of its own (arrival, key, record); the array holds their
 * addresses, the first so many as PUTS is ahead of GETS. The store of PUTS puts an item in, the store of GETS takes
 * one out, both from the array's end; the heap's order is restored around that.
 *
 * A death inside (or an error: a stack may overflow anywhere) leaves DIRTY set. An item that is being moved is in HAND before its slot is written over, so the
 * array and HAND together hold every item: whoever enters next puts HAND into the slot that is there twice,
 * and makes the array a heap again. Until then the order is wrong and nobody sees it; the items never are.
 *
 * @module
 */

import type { Program } from '../agent/program.ts';
import { enter, HELD, KIND, leave, type Address } from '../memory/index.ts';
import { Heap } from './heap.ts';
import type { Inbox } from './inbox.ts';
import { between, CLOSED, countOf, FIFO, ONE, PRIORITY, QUEUE, type Order } from './layout.ts';
import { FLAG_BITS, handlesOf, recordWords, writeRecord, type Parcel } from './parcel.ts';
import { KIND_NAMES, type KeyKind } from './priority-key.ts';
import { LATER, NOT_NOW, OK, SEEN, SHUT, type Outcome, type Store } from './store.ts';

/** The words of an item's block: which put it was, the words of its key, the key, the record. */
const ARRIVAL = 0;
const KEY_WORDS = 1;
const KEY = 2;
/** The first word of the array: how many slots follow. */
const CAPACITY = 0;
const FIRST_SLOT = 1;
const FIRST_CAPACITY = 27;

export class Shelf implements Store {
  readonly #program: Program;
  readonly #at: Address;
  readonly #order: Order;
  readonly #maxsize: number;
  readonly #maxBytes: number;

  constructor(program: Program, at: Address) {
    const { words } = program;
    this.#program = program;
    this.#at = at;
    this.#order = words.load(at + QUEUE.order) as Order;
    this.#maxsize = words.load(at + QUEUE.maxsize);
    this.#maxBytes = words.load(at + QUEUE.maxBytes);
  }

  /** Prepares the block of a new queue. */
  static lay(program: Program, at: Address): void {
    program.words.store(at + QUEUE.array, newArray(program, FIRST_CAPACITY));
  }

  put(parcel: Parcel): Outcome {
    return (
      this.#latched((puts, gets) => {
        if ((puts & CLOSED) !== 0) return SHUT;
        const count = between(countOf(puts), countOf(gets));
        if (this.#maxsize !== 0 && count >= this.#maxsize) return NOT_NOW;
        const { words } = this.#program;
        const bytes = this.#at + QUEUE.gotBytes;
        const inside = words.load(bytes);
        if (this.#maxBytes !== 0 && count > 0 && inside + parcel.length > this.#maxBytes) return NOT_NOW;
        if (this.#order === PRIORITY) this.#checkKind(parcel, count);
        const array = this.#room(count);
        const item = this.#make(parcel, countOf(puts));
        words.store(this.#at + QUEUE.dirty, 1);
        words.store(array + FIRST_SLOT + count, item);
        words.store(bytes, inside + parcel.length);
        words.store(this.#at + QUEUE.puts, (puts + ONE) | 0);
        if (this.#order === PRIORITY) this.#heap(array).rise(count);
        words.store(this.#at + QUEUE.dirty, 0);
        return OK;
      }) ?? LATER
    );
  }

  take(inbox: Inbox): Outcome {
    return (
      this.#latched((puts, gets) => {
        const count = between(countOf(puts), countOf(gets));
        if (count === 0) return (puts & CLOSED) === 0 ? NOT_NOW : SHUT;
        inbox.ticket = gets;
        inbox.ticketOfPuts = puts;
        inbox.read(this.#program.words, this.#recordOf(this.#next(count)));
        if (inbox.flags !== 0) return SEEN;
        this.#remove(count, gets, inbox.length);
        return OK;
      }) ?? LATER
    );
  }

  settle(inbox: Inbox): boolean {
    return (
      this.#latched((puts, gets) => {
        if (puts !== inbox.ticketOfPuts || gets !== inbox.ticket) return false;
        this.#remove(between(countOf(puts), countOf(gets)), gets, inbox.length);
        return true;
      }) ?? false
    );
  }

  close(): boolean {
    return (
      this.#latched(() => {
        const { words } = this.#program;
        words.or(this.#at + QUEUE.puts, CLOSED);
        words.or(this.#at + QUEUE.gets, CLOSED);
        return true;
      }) ?? false
    );
  }

  bytes(): number {
    return this.#program.words.load(this.#at + QUEUE.gotBytes);
  }

  /** Undefined when an impatient agent does not get in. */
  #latched<T>(body: (puts: number, gets: number) => T): T | undefined {
    const { words, me, host, impatient } = this.#program;
    const latch = this.#at + QUEUE.putLatch;
    if (enter(words, latch, me, host.canBlock, impatient) === HELD) return undefined;
    try {
      if (words.load(this.#at + QUEUE.dirty) !== 0) this.#repair();
      return body(words.load(this.#at + QUEUE.puts), words.load(this.#at + QUEUE.gets));
    } finally {
      leave(words, latch);
    }
  }

  // What follows runs under the latch.

  #heap(array: Address): Heap {
    return new Heap(this.#program, array + FIRST_SLOT, this.#at + QUEUE.hand, KEY, ARRIVAL);
  }

  #checkKind({ key }: Parcel, count: number): void {
    const { words } = this.#program;
    const known = words.load(this.#at + QUEUE.keyKind);
    if (key === undefined || key.kind === known) return;
    if (count > 0) {
      throw new RangeError(
        `Cannot put a ${KIND_NAMES[key.kind]} as a priority beside ${KIND_NAMES[known as KeyKind]}s: they have no order`,
      );
    }
    words.store(this.#at + QUEUE.keyKind, key.kind);
  }

  /** The array, with a free slot. A longer one takes its place by one store. */
  #room(count: number): Address {
    const { words, blocks } = this.#program;
    const array = words.load(this.#at + QUEUE.array);
    blocks.meet(array);
    const capacity = words.load(array + CAPACITY);
    if (count < capacity) return array;
    const longer = newArray(this.#program, 2 * (capacity + 5) - 5);
    for (let slot = 0; slot < count; slot += 1) {
      words.store(longer + FIRST_SLOT + slot, words.load(array + FIRST_SLOT + slot));
    }
    words.store(this.#at + QUEUE.array, longer);
    blocks.free(array);
    return longer;
  }

  #make(parcel: Parcel, arrival: number): Address {
    const { words, blocks } = this.#program;
    const key = parcel.key?.ints;
    const keyWords = key?.length ?? 0;
    const item = blocks.allocate(KIND.item, KEY + keyWords + recordWords(parcel));
    words.ints[item + ARRIVAL] = arrival;
    words.ints[item + KEY_WORDS] = keyWords;
    if (key !== undefined) words.ints.set(key, item + KEY);
    writeRecord(words, item + KEY + keyWords, parcel);
    return item;
  }

  /** The item that comes out next. */
  #next(count: number): Address {
    const { words, blocks } = this.#program;
    const array = words.load(this.#at + QUEUE.array);
    blocks.meet(array);
    const item = words.load(array + FIRST_SLOT + (this.#order === PRIORITY ? 0 : count - 1));
    blocks.meet(item);
    return item;
  }

  #recordOf(item: Address): Address {
    return item + KEY + (this.#program.words.ints[item + KEY_WORDS] as number);
  }

  #remove(count: number, gets: number, length: number): void {
    const { words, blocks } = this.#program;
    const item = this.#next(count);
    const heap = this.#heap(words.load(this.#at + QUEUE.array));
    words.store(this.#at + QUEUE.dirty, 1);
    if (this.#order === PRIORITY) heap.swap(0, count - 1);
    words.sub(this.#at + QUEUE.gotBytes, length);
    words.store(this.#at + QUEUE.gets, (gets + ONE) | 0);
    if (this.#order === PRIORITY) heap.sink(0, count - 1);
    words.store(this.#at + QUEUE.dirty, 0);
    blocks.free(item);
  }

  #repair(): void {
    const { words, blocks } = this.#program;
    const count = between(
      countOf(words.load(this.#at + QUEUE.puts)),
      countOf(words.load(this.#at + QUEUE.gets)),
    );
    const array = words.load(this.#at + QUEUE.array);
    blocks.meet(array);
    const heap = this.#heap(array);
    heap.takeFromHand(count);
    let bytes = 0;
    for (let slot = 0; slot < count; slot += 1) {
      const item = words.load(array + FIRST_SLOT + slot);
      blocks.meet(item);
      bytes += (words.ints[this.#recordOf(item)] as number) >>> FLAG_BITS;
    }
    words.store(this.#at + QUEUE.gotBytes, bytes);
    if (this.#order === PRIORITY)
      for (let slot = (count >> 1) - 1; slot >= 0; slot -= 1) heap.sink(slot, count);
    words.store(this.#at + QUEUE.dirty, 0);
  }

  /** The blocks that a queue which nobody holds any more still refers to: its array, items, and what is in flight. */
  static contents(program: Program, at: Address): Address[] {
    const { words, blocks } = program;
    const shelf = new Shelf(program, at);
    if (shelf.#order === FIFO) return [];
    // Or an item may be there twice.
    if (words.load(at + QUEUE.dirty) !== 0) shelf.#repair();
    const array = words.load(at + QUEUE.array);
    blocks.meet(array);
    const found = [array];
    const count = between(countOf(words.load(at + QUEUE.puts)), countOf(words.load(at + QUEUE.gets)));
    for (let slot = 0; slot < count; slot += 1) {
      const item = words.load(array + FIRST_SLOT + slot);
      blocks.meet(item);
      found.push(item, ...handlesOf(words, shelf.#recordOf(item)));
    }
    return found;
  }
}

function newArray(program: Program, capacity: number): Address {
  const array = program.blocks.allocate(KIND.bytes, FIRST_SLOT + capacity);
  program.words.store(array + CAPACITY, capacity);
  return array;
}
