/**
 * Blocks of a window: what a primitive's state, a thread's record or an error's bytes live in.
 *
 * A block is a power of two of bytes with a header of four words. `references` counts the agents that hold a
 * handle and the handles in flight (in a message, in a queue); at zero the block goes back to its free list and
 * its generation rises, so that a handle to what it was is refused.
 *
 * Under the latch each list changes by one store of its head: an agent that dies inside loses at most the one
 * block it was moving, and the list is whole for the next. A count rises before the handle exists and falls
 * after it is gone, so a death in between leaks a block and never frees one in use.
 *
 * @module
 */

import { StaleHandleError, StateError } from '../errors.ts';
import { HEADER, SIZE_CLASSES } from './layout.ts';
import { enter, HELD, leave } from './latch.ts';
import type { Address } from './shared-words.ts';
import type { AgentId } from './slots.ts';
import type { ThreadWords } from './thread-words.ts';

const HEADER_WORDS = 4;
const SMALLEST_WORDS = 8;
// The header, counted back from the payload that a handle names.
const GENERATION = -4;
const REFERENCES = -3;
const CLASS_AND_KIND = -2;
const NEXT = -1;

/** What a block is, so that a handle to something else is noticed. */
export const KIND: {
  readonly bytes: 1;
  readonly lock: 2;
  readonly event: 3;
  readonly thread: 4;
  readonly waiter: 5;
  readonly rlock: 6;
  readonly condition: 7;
  readonly semaphore: 8;
  readonly barrier: 9;
  readonly local: 10;
  readonly queue: 11;
  readonly segment: 12;
  readonly item: 13;
  readonly shared: 14;
  readonly future: 15;
  readonly result: 16;
  readonly pool: 17;
  readonly lane: 18;
  readonly process: 19;
  readonly value: 20;
  readonly array: 21;
  readonly end: 22;
  readonly tag: 23;
} = {
  bytes: 1,
  lock: 2,
  event: 3,
  thread: 4,
  waiter: 5,
  rlock: 6,
  condition: 7,
  semaphore: 8,
  barrier: 9,
  local: 10,
  queue: 11,
  segment: 12,
  item: 13,
  shared: 14,
  future: 15,
  result: 16,
  pool: 17,
  lane: 18,
  process: 19,
  value: 20,
  array: 21,
  end: 22,
  tag: 23,
};

export type Kind = (typeof KIND)[keyof typeof KIND];

/** What a handle is on the wire: where, and which of the blocks that were there. */
export interface Handle {
  readonly at: Address;
  readonly generation: number;
}

export class Blocks {
  readonly #words: ThreadWords;
  readonly #me: AgentId;
  readonly #canBlock: boolean;
  /** Whether this agent must not wait for another's death, because it is the one that sees deaths. */
  readonly #impatient: boolean;
  /** To be freed as soon as the latch lets us in. */
  readonly #deferred: Address[] = [];

  constructor(words: ThreadWords, me: AgentId, canBlock: boolean, impatient: boolean) {
    this.#words = words;
    this.#me = me;
    this.#canBlock = canBlock;
    this.#impatient = impatient;
  }

  /** A zeroed block of at least `payloadWords`, with one reference. */
  allocate(kind: Kind, payloadWords: number): Address {
    const words = this.#words;
    const sizeClass = classOf(payloadWords + HEADER_WORDS);
    const list = HEADER.freeLists + sizeClass;
    if (!this.#enter()) {
      throw new StateError(
        'Cannot allocate shared memory now: a thread that may have died has its latch; try again',
      );
    }
    let at: Address;
    try {
      at = words.load(list);
      if (at === 0) at = this.#extend(sizeClass);
      else {
        words.reach(at + (SMALLEST_WORDS << sizeClass));
        words.store(list, words.load(at + NEXT));
      }
    } finally {
      leave(words, HEADER.allocatorLatch);
    }
    words.store(at + NEXT, 0);
    words.store(at + CLASS_AND_KIND, sizeClass | (kind << 8));
    words.bytes(at, payloadWords * 4).fill(0);
    words.store(at + REFERENCES, 1);
    return at;
  }

  #enter(): boolean {
    return enter(this.#words, HEADER.allocatorLatch, this.#me, this.#canBlock, this.#impatient) !== HELD;
  }

  /** Under the latch: a block from beyond what was ever allocated. */
  #extend(sizeClass: number): Address {
    const words = this.#words;
    const size = SMALLEST_WORDS << sizeClass;
    const start = words.load(HEADER.bump);
    try {
      words.reserve(start + size);
    } catch (cause) {
      throw new RangeError(`Cannot allocate ${size * 4} bytes: ${(cause as Error).message}`, { cause });
    }
    words.store(HEADER.bump, start + size);
    return start + HEADER_WORDS;
  }

  handle(at: Address): Handle {
    return { at, generation: this.#words.load(at + GENERATION) };
  }

  /** Refuses a handle whose block is no longer the one it was made for. */
  check(handle: Handle, kind: Kind): void {
    this.meet(handle.at);
    if (!this.is(handle, kind)) throw this.stale(handle);
  }

  /** Whether a handle's block is still the one that it was made for. */
  is({ at, generation }: Handle, kind: Kind): boolean {
    const words = this.#words;
    return words.load(at + GENERATION) === generation && words.load(at + CLASS_AND_KIND) >>> 8 === kind;
  }

  /** Whether anybody holds what a handle was made for, or it is in flight. Its block must have been met. */
  isHeld({ at, generation }: Handle): boolean {
    const words = this.#words;
    return words.load(at + GENERATION) === generation && words.load(at + REFERENCES) > 0;
  }

  stale({ at }: Handle): StaleHandleError {
    return new StaleHandleError(`Cannot use the handle at word ${at}: what it named was freed`);
  }

  /** Makes sure that this agent's views cover a block that another agent may have made. */
  meet(at: Address): void {
    const words = this.#words;
    words.reach(at);
    words.reach(at - HEADER_WORDS + (SMALLEST_WORDS << (words.load(at + CLASS_AND_KIND) & 0xff)) - 1);
  }

  kindOf(at: Address): Kind {
    return (this.#words.load(at + CLASS_AND_KIND) >>> 8) as Kind;
  }

  retain(at: Address): void {
    this.#words.add(at + REFERENCES, 1);
  }

  /** Adds a reference to a block that may be free already; false when it is. */
  tryRetain(at: Address): boolean {
    const words = this.#words;
    for (;;) {
      const references = words.load(at + REFERENCES);
      if (references <= 0) return false;
      if (words.compareExchange(at + REFERENCES, references, references + 1) === references) return true;
    }
  }

  /** Takes one reference away; true when it was the last, and whoever took it has to free the block. */
  drop(at: Address): boolean {
    return this.#words.sub(at + REFERENCES, 1) === 1;
  }

  /** Frees a block that is known to have no other holder. */
  free(at: Address): void {
    this.#words.add(at + GENERATION, 1);
    this.#words.store(at + REFERENCES, 0);
    this.#deferred.push(at);
    if (!this.#enter()) return;
    for (let block = this.#deferred.pop(); block !== undefined; block = this.#deferred.pop())
      this.#push(block);
    leave(this.#words, HEADER.allocatorLatch);
  }

  #push(at: Address): void {
    const words = this.#words;
    const list = HEADER.freeLists + (words.load(at + CLASS_AND_KIND) & 0xff);
    words.store(at + NEXT, words.load(list));
    words.store(list, at);
  }
}

function classOf(words: number): number {
  const sizeClass = Math.max(0, 32 - Math.clz32(words - 1) - 3);
  if (sizeClass >= SIZE_CLASSES) throw new RangeError(`Cannot allocate ${words * 4} bytes in one block`);
  return sizeClass;
}
