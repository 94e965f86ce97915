/**
 * A queue's bytes in order of arrival: a ring that grows by linking a larger one behind it.
 *
 * Putters take turns by one latch, getters by another; one of each works at the same time. A record is written
 * behind the last, then one store of PUTS publishes it; taken out by one store of GETS. The place that goes with a
 * count is kept twice, for even and for odd counts, and the store decides which is valid. So a death anywhere inside
 * publishes nothing and takes nothing out: whoever takes the latch over goes on from the last count, and at worst a
 * segment is lost.
 *
 * Order is total: puts are ordered by their latch, and so are gets. If A's put returned before B's began, every
 * getter sees A's first.
 *
 * A segment is written from its tail (the putters' place) and read from its head. Between the two there is always a
 * free word, at the tail, for a mark: WRAP sends the getter to the segment's start, MOVED to the next segment. HEAD
 * tells putters, now and then, what is free, and a putter's last look at it is part of its place; a late one makes the
 * ring look fuller than it is.
 *
 * @module
 */

import type { Program } from '../agent/program.ts';
import { enter, HELD, KIND, leave, type Address, type AgentId, type ThreadWords } from '../memory/index.ts';
import type { Inbox } from './inbox.ts';
import { CLOSED, COUNT_MASK, countOf, between, ONE, QUEUE } from './layout.ts';
import { FLAG_BITS, HANDLES, handlesOf, RAW, recordWords, writeRecord, type Parcel } from './parcel.ts';
import { LATER, NOT_NOW, OK, SEEN, SHUT, type Outcome, type Store } from './store.ts';

const WRAP = -1;
const MOVED = -2;

/** The words of a segment before its data. */
const CAPACITY = 0;
const NEXT = 1;
const HEAD = 2;
const DATA = 4;
/** With a block's header, powers of two. */
const FIRST_WORDS = 256 - 8;
const LARGEST_WORDS = 262_144 - 8;
/** HEAD is told after so much of a segment was read. */
const TOLD_PARTS = 8;

const SEGMENT = 0;
const OFFSET = 1;
const BYTES = 2;
const KNOWN_HEAD = 3;
const PLACE_WORDS = 4;

function placeOf(places: Address, counter: number): Address {
  return (counter & ONE) === 0 ? places : places + PLACE_WORDS;
}

export class Ring implements Store {
  readonly #program: Program;
  readonly #words: ThreadWords;
  readonly #me: AgentId;
  readonly #canBlock: boolean;
  readonly #impatient: boolean;
  readonly #at: Address;
  readonly #maxsize: number;
  readonly #maxBytes: number;
  /** The segments whose memory this agent's views are known to cover. */
  #metPut: Address = 0;
  #metGet: Address = 0;
  /** What `find` found. */
  #segment: Address = 0;
  #offset = 0;

  constructor(program: Program, at: Address) {
    this.#program = program;
    this.#words = program.words;
    this.#me = program.me;
    this.#canBlock = program.host.canBlock;
    this.#impatient = program.impatient;
    this.#at = at;
    this.#maxsize = program.words.load(at + QUEUE.maxsize);
    this.#maxBytes = program.words.load(at + QUEUE.maxBytes);
  }

  /** Prepares the block of a new queue. */
  static lay(program: Program, at: Address): void {
    const { ints } = program.words;
    const segment = newSegment(program, FIRST_WORDS);
    ints[at + QUEUE.putPlaces + SEGMENT] = segment;
    ints[at + QUEUE.getPlaces + SEGMENT] = segment;
  }

  put(parcel: Parcel): Outcome {
    const words = this.#words;
    const at = this.#at;
    if (!this.#enter(at + QUEUE.putLatch)) return LATER;
    try {
      // Written under this latch alone, so that no atomic look is needed under it.
      const puts = words.ints[at + QUEUE.puts] as number;
      if ((puts & CLOSED) !== 0) return SHUT;
      if (this.#maxsize !== 0 && this.#atMaxsize(puts)) return NOT_NOW;
      const here = at + placeOf(QUEUE.putPlaces, puts);
      const bytes = words.ints[here + BYTES] as number;
      if (this.#maxBytes !== 0 && this.#beyondBytes(puts, bytes, parcel.length)) return NOT_NOW;
      this.#write(here, puts, bytes + parcel.length, parcel);
      words.store(at + QUEUE.puts, (puts + ONE) | 0);
      return OK;
    } finally {
      leave(words, at + QUEUE.putLatch);
    }
  }

  #atMaxsize(puts: number): boolean {
    const words = this.#words;
    const known = this.#at + QUEUE.knownGets;
    const count = countOf(puts);
    if (between(count, countOf(words.ints[known] as number)) < this.#maxsize) return false;
    const gets = words.load(this.#at + QUEUE.gets) & COUNT_MASK;
    words.ints[known] = gets;
    return between(count, countOf(gets)) >= this.#maxsize;
  }

  /** An item that is alone always fits: its size was checked before. */
  #beyondBytes(puts: number, bytes: number, more: number): boolean {
    const words = this.#words;
    const inside = (bytes - words.load(this.#at + QUEUE.gotBytes)) | 0;
    if (inside + more <= this.#maxBytes) return false;
    return ((words.load(this.#at + QUEUE.gets) ^ puts) & COUNT_MASK) !== 0;
  }

  /** Writes the record and the place after it, which the count to come makes valid. */
  #write(here: Address, puts: number, bytes: number, parcel: Parcel): void {
    const words = this.#words;
    const at = this.#at;
    const need = recordWords(parcel);
    let segment = words.ints[here + SEGMENT] as number;
    let offset = words.ints[here + OFFSET] as number;
    // Published with the place, because in another segment it is wrong.
    let head = words.ints[here + KNOWN_HEAD] as number;
    if (segment !== this.#metPut) this.#meetPut(segment);
    for (;;) {
      const { ints } = words;
      const capacity = ints[segment + CAPACITY] as number;
      if (capacity > LARGEST_WORDS && need <= LARGEST_WORDS) {
        // Made for one large item: freed when that is out, and not kept for small ones.
        const next = this.#extend(segment, capacity, need);
        words.ints[segment + DATA + offset] = MOVED;
        segment = next;
        offset = head = 0;
        continue;
      }
      if (offset >= head) {
        if (offset + need < capacity) break;
        if (need < head) {
          ints[segment + DATA + offset] = WRAP;
          offset = 0;
          break;
        }
      } else if (offset + need < head) break;
      const fresh = words.load(segment + HEAD);
      if (fresh !== head) {
        head = fresh;
        continue;
      }
      const next = this.#extend(segment, capacity, need);
      // The allocation may have replaced the views.
      words.ints[segment + DATA + offset] = MOVED;
      segment = next;
      offset = 0;
      head = 0;
    }
    writeRecord(words, segment + DATA + offset, parcel);
    const { ints } = words;
    const there = at + placeOf(QUEUE.putPlaces, puts + ONE);
    ints[there + SEGMENT] = segment;
    ints[there + OFFSET] = offset + need;
    ints[there + BYTES] = bytes;
    ints[there + KNOWN_HEAD] = head;
  }

  /** A putter that died here may have linked the next segment already. */
  #extend(segment: Address, capacity: number, need: number): Address {
    const words = this.#words;
    let next = words.ints[segment + NEXT] as number;
    if (next === 0) {
      const twice = Math.min(2 * (capacity + 8) - 8, LARGEST_WORDS);
      next = newSegment(this.#program, Math.max(twice, need + 8));
      words.ints[segment + NEXT] = next;
    }
    this.#meetPut(next);
    return next;
  }

  #meetPut(segment: Address): void {
    this.#program.blocks.meet(segment);
    this.#metPut = segment;
  }

  take(inbox: Inbox): Outcome {
    const words = this.#words;
    const at = this.#at;
    // Plain looks, which may be late: only what says "empty" is looked at again.
    const { ints } = words;
    if ((((ints[at + QUEUE.knownPuts] as number) ^ (ints[at + QUEUE.gets] as number)) & COUNT_MASK) === 0) {
      const before = words.load(at + QUEUE.gets);
      const puts = words.load(at + QUEUE.puts);
      if (((puts ^ before) & COUNT_MASK) === 0) return (puts & CLOSED) === 0 ? NOT_NOW : SHUT;
    }
    if (!this.#enter(at + QUEUE.getLatch)) return LATER;
    try {
      const gets = words.ints[at + QUEUE.gets] as number;
      if (((words.ints[at + QUEUE.knownPuts] as number) ^ (gets & COUNT_MASK)) === 0) {
        const puts = words.load(at + QUEUE.puts);
        if (((puts ^ gets) & COUNT_MASK) === 0) return (puts & CLOSED) === 0 ? NOT_NOW : SHUT;
        words.ints[at + QUEUE.knownPuts] = puts & COUNT_MASK;
      }
      inbox.ticket = gets;
      this.#find(gets);
      const length = inbox.read(words, this.#segment + DATA + this.#offset);
      if ((inbox.flags & ~RAW) !== 0) return SEEN;
      this.#advance(gets, length, inbox.length);
      return OK;
    } finally {
      leave(words, at + QUEUE.getLatch);
    }
  }

  settle(inbox: Inbox): boolean {
    const words = this.#words;
    const at = this.#at;
    if (!this.#enter(at + QUEUE.getLatch)) return false;
    try {
      const gets = words.load(at + QUEUE.gets);
      if (((gets ^ inbox.ticket) & COUNT_MASK) !== 0) return false;
      this.#find(gets);
      this.#advance(gets, recordLength(words.ints, this.#segment + DATA + this.#offset), inbox.length);
      return true;
    } finally {
      leave(words, at + QUEUE.getLatch);
    }
  }

  /** Under the latch: where the next record is, past the marks. */
  #find(gets: number): void {
    const words = this.#words;
    const here = this.#at + placeOf(QUEUE.getPlaces, gets);
    let segment = words.ints[here + SEGMENT] as number;
    let offset = words.ints[here + OFFSET] as number;
    for (;;) {
      if (segment !== this.#metGet) this.#meetGet(segment);
      const mark = words.ints[segment + DATA + offset] as number;
      if (mark >= 0) break;
      if (mark === MOVED) segment = words.ints[segment + NEXT] as number;
      offset = 0;
    }
    this.#segment = segment;
    this.#offset = offset;
  }

  #meetGet(segment: Address): void {
    this.#program.blocks.meet(segment);
    this.#metGet = segment;
  }

  /** Under the latch: takes out the record that was found. */
  #advance(gets: number, length: number, bytes: number): void {
    const words = this.#words;
    const at = this.#at;
    const { ints } = words;
    const here = at + placeOf(QUEUE.getPlaces, gets);
    const there = at + placeOf(QUEUE.getPlaces, gets + ONE);
    const segment = this.#segment;
    const offset = this.#offset + length;
    ints[there + SEGMENT] = segment;
    ints[there + OFFSET] = offset;
    // Told before the item is out: a death in between lets in one item more, a late word would keep some out for ever.
    if (this.#maxBytes !== 0) {
      const got = ((ints[here + BYTES] as number) + bytes) | 0;
      ints[there + BYTES] = got;
      words.store(at + QUEUE.gotBytes, got);
    }
    words.store(at + QUEUE.gets, (gets + ONE) | 0);
    const capacity = ints[segment + CAPACITY] as number;
    const told = ints[segment + HEAD] as number;
    const read = offset >= told ? offset - told : offset - told + capacity;
    if (read * TOLD_PARTS >= capacity) words.store(segment + HEAD, offset);
    for (let old = ints[here + SEGMENT] as number; old !== segment;) {
      const next = ints[old + NEXT] as number;
      this.#program.blocks.free(old);
      old = next;
    }
  }

  close(): boolean {
    const words = this.#words;
    for (const [latch, counter] of [
      [QUEUE.putLatch, QUEUE.puts],
      [QUEUE.getLatch, QUEUE.gets],
    ] as const) {
      if (!this.#enter(this.#at + latch)) return false;
      words.or(this.#at + counter, CLOSED);
      leave(words, this.#at + latch);
    }
    return true;
  }

  #enter(latch: Address): boolean {
    return enter(this.#words, latch, this.#me, this.#canBlock, this.#impatient) !== HELD;
  }

  bytes(): number {
    const words = this.#words;
    for (;;) {
      const got = words.load(this.#at + QUEUE.gotBytes);
      const puts = words.load(this.#at + QUEUE.puts);
      const put = words.load(this.#at + placeOf(QUEUE.putPlaces, puts) + BYTES);
      const same = words.load(this.#at + QUEUE.puts) === puts;
      if (same && words.load(this.#at + QUEUE.gotBytes) === got) return (put - got) | 0;
    }
  }

  /** The blocks that a queue which nobody holds any more still refers to: its segments, and what is in flight in it. */
  static contents(program: Program, at: Address): Address[] {
    const { words, blocks } = program;
    const gets = words.load(at + QUEUE.gets);
    const here = at + placeOf(QUEUE.getPlaces, gets);
    const found: Address[] = [];
    let segment = words.ints[here + SEGMENT] as number;
    let offset = words.ints[here + OFFSET] as number;
    blocks.meet(segment);
    for (let left = between(countOf(words.load(at + QUEUE.puts)), countOf(gets)); left > 0;) {
      const record = segment + DATA + offset;
      const mark = words.ints[record] as number;
      if (mark >= 0) {
        found.push(...handlesOf(words, record));
        offset += recordLength(words.ints, record);
        left -= 1;
        continue;
      }
      offset = 0;
      if (mark === MOVED) segment = words.ints[segment + NEXT] as number;
      blocks.meet(segment);
    }
    for (segment = words.ints[here + SEGMENT] as number; segment !== 0;) {
      found.push(segment);
      blocks.meet(segment);
      segment = words.ints[segment + NEXT] as number;
    }
    return found;
  }
}

function newSegment(program: Program, capacity: number): Address {
  const segment = program.blocks.allocate(KIND.segment, DATA + capacity);
  program.words.ints[segment + CAPACITY] = capacity;
  return segment;
}

/** The words of a record in memory. */
function recordLength(ints: Int32Array, at: Address): number {
  const header = ints[at] as number;
  const body = ((header >>> FLAG_BITS) + 3) >>> 2;
  return (header & HANDLES) === 0 ? body + 1 : body + 2 + (ints[at + 1] as number);
}
