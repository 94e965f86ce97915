/**
 * Who waits, in order of arrival: a list in shared memory that survives the death of whoever changes it.
 *
 * Words: LATCH, HEAD, TAIL. A waiter is a block of its own: a wait point whose state becomes 1 when what it waits
 * for has come, then NEXT, OWNER (its agent's identity, with flags) and what the user of the list keeps there.
 *
 * The list changes under the latch only, each time by one store of a link, so whoever enters after one that died
 * inside finds it whole. TAIL may be behind the true end after such a death, never wrong, for it is set back before
 * a waiter is unlinked; an append walks to the end. A waiter's block is freed by whoever unlinked it: by the waiter
 * itself when its wait is over, by whoever passes over it when its agent is dead. A death between the two leaks
 * that one block.
 *
 * @module
 */

import type { Program } from '../agent/program.ts';
import { WAIT_POINT_WORDS } from '../agent/wait-point.ts';
import { AGENT_ID_MASK, enter, gone, KIND, leave, RECOVERED, type Address } from '../memory/index.ts';

const LATCH = 0;
const HEAD = 1;
const TAIL = 2;
export const LIST_WORDS = 3;

/** The words of a waiter. */
export const WAITER: {
  readonly next: Address;
  readonly owner: Address;
  /** The first that is the user's. */
  readonly own: Address;
} = { next: WAIT_POINT_WORDS, owner: WAIT_POINT_WORDS + 1, own: WAIT_POINT_WORDS + 2 };

export class WaiterList {
  readonly #program: Program;
  readonly #at: Address;

  constructor(program: Program, at: Address) {
    this.#program = program;
    this.#at = at;
  }

  /** Runs `body` under the latch; `finish` first, when the last to be there died inside. */
  latched<T>(body: () => T, finish?: () => void): T {
    const { words, me, host } = this.#program;
    const entry = enter(words, this.#at + LATCH, me, host.canBlock);
    try {
      if (entry === RECOVERED) finish?.();
      return body();
    } finally {
      leave(words, this.#at + LATCH);
    }
  }

  /** Whether who is under the latch runs no more. */
  get interrupted(): boolean {
    const { words } = this.#program;
    const holder = words.load(this.#at + LATCH) & AGENT_ID_MASK;
    return holder !== 0 && gone(words, holder);
  }

  /** A new waiter, with so many words of the user's, in no list yet. */
  make(own: number): Address {
    return this.#program.blocks.allocate(KIND.waiter, WAITER.own + own);
  }

  // What follows is for who is under the latch.

  get first(): Address {
    return this.#reached(this.#program.words.load(this.#at + HEAD));
  }

  next(waiter: Address): Address {
    return this.#reached(this.#program.words.load(waiter + WAITER.next));
  }

  ownerGone(waiter: Address): boolean {
    const { words } = this.#program;
    return gone(words, words.load(waiter + WAITER.owner) & AGENT_ID_MASK);
  }

  append(waiter: Address): void {
    const { words } = this.#program;
    const { first } = this;
    if (first === 0) words.store(this.#at + HEAD, waiter);
    else {
      let end = this.#reached(words.load(this.#at + TAIL)) || first;
      for (let next = this.next(end); next !== 0; next = this.next(end)) end = next;
      words.store(end + WAITER.next, waiter);
    }
    words.store(this.#at + TAIL, waiter);
  }

  /** Takes a waiter out, if it is in the list. */
  unlink(waiter: Address): void {
    let previous = 0;
    for (let at = this.first; at !== waiter; at = this.next(at)) {
      if (at === 0) return;
      previous = at;
    }
    this.#cut(previous, waiter);
  }

  /** Takes out and frees the waiter after `previous` (the first after 0), whose agent is dead; gives the one after it. */
  passOver(previous: Address, waiter: Address): Address {
    const next = this.next(waiter);
    this.#cut(previous, waiter);
    this.#program.blocks.free(waiter);
    return next;
  }

  #cut(previous: Address, waiter: Address): void {
    const { words } = this.#program;
    if (words.load(this.#at + TAIL) === waiter) words.store(this.#at + TAIL, previous);
    words.store(previous === 0 ? this.#at + HEAD : previous + WAITER.next, words.load(waiter + WAITER.next));
  }

  /** A waiter of another agent may lie where this one's views do not reach yet. */
  #reached(waiter: Address): Address {
    if (waiter !== 0) this.#program.blocks.meet(waiter);
    return waiter;
  }
}
