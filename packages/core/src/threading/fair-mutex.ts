/**
 * The fair lock: handed over in order of arrival, across threads and asynchronous flows.
 *
 * Words: the state (0, or holder and flags, with QUEUED when the queue may not be empty), and under a latch the
 * queue of waiters: HEAD, TAIL, and GRANTED, the waiter whose hand-over is under way. A waiter is a block of its
 * own: a wait point whose state becomes 1 when the lock is its, then NEXT and the holder word it will store.
 *
 * Invariant: while the queue has a living waiter, the state is not 0 and has QUEUED. So a newcomer's
 * compare-and-exchange from 0 cannot overtake, and a release that finds QUEUED hands over under the latch.
 *
 * Hand-over in this order: GRANTED = w (this decides it), state = w's holder word, HEAD = next, w = 1, GRANTED = 0.
 * Whoever enters the latch after one that died inside finishes from GRANTED what it began. TAIL may be behind the
 * true end after such a death, never wrong, for it is set back before a waiter is unlinked; an append walks to the end.
 *
 * No wake-up is lost: the waiter's own word says that the lock is its, for good. A timed-out or aborted waiter
 * looks at it under the latch: it either leaves the queue or owns the lock (and keeps or hands it on). A waiter of
 * a dead agent is passed over. A dead holder is found by whoever waits, alarmed by the reaper, and succeeded by
 * the first in the queue.
 *
 * @module
 */

import type { Program } from '../agent/program.ts';
import { WAIT_POINT_WORDS, waitSync, wakeAll } from '../agent/wait-point.ts';
import { AGENT_ID_MASK, enter, gone, KIND, leave, RECOVERED, type Address } from '../memory/index.ts';
import { ABANDONED, holderGone, QUEUED, type Mutex } from './mutex.ts';

const LATCH = 4;
const HEAD = 5;
const TAIL = 6;
const GRANTED = 7;
/** The payload of a fair lock's block; words 1 to 3 are those of every lock. */
export const FAIR_WORDS = 8;

/** The words of a waiter, after those of its wait point. */
const NEXT: number = WAIT_POINT_WORDS;
const HOLDER: number = WAIT_POINT_WORDS + 1;
const WAITER_WORDS: number = WAIT_POINT_WORDS + 2;

export class FairMutex implements Mutex {
  readonly at: Address;
  readonly #program: Program;

  constructor(program: Program, at: Address) {
    this.#program = program;
    this.at = at;
  }

  tryTake(flags: number): boolean {
    const { words, me } = this.#program;
    const state = words.compareExchange(this.at, 0, me | flags);
    if (state === 0) return true;
    return holderGone(this.#program, state) && this.#arrive(flags, undefined);
  }

  takeSync(flags: number, deadline: number, asyncForm: string): boolean {
    const waiter = this.#waiter();
    if (this.#arrive(flags, waiter)) return this.#drop(waiter, true);
    try {
      waitSync(this.#program, waiter, () => this.#look(waiter), deadline, asyncForm);
    } catch (error) {
      this.#withdraw(waiter);
      throw error;
    }
    return this.#settle(waiter);
  }

  async take(
    owner: object,
    flags: number,
    deadline: number,
    signal: AbortSignal | undefined,
  ): Promise<boolean> {
    const waiter = this.#waiter();
    if (this.#arrive(flags, waiter)) return this.#drop(waiter, true);
    try {
      await this.#program.waits.wait(owner, waiter, () => this.#look(waiter), deadline, signal);
    } catch (error) {
      this.#withdraw(waiter);
      throw error;
    }
    return this.#settle(waiter);
  }

  give(): boolean {
    const { words } = this.#program;
    for (;;) {
      const state = words.load(this.at);
      if (state === 0) return false;
      if ((state & QUEUED) === 0) {
        if (words.compareExchange(this.at, state, 0) === state) return true;
        continue;
      }
      return this.#latched(() => {
        if (words.load(this.at) === 0) return false;
        this.#handOver(0);
        return true;
      });
    }
  }

  #latched<T>(body: () => T): T {
    const { words, me, host } = this.#program;
    if (enter(words, this.at + LATCH, me, host.canBlock) === RECOVERED) this.#finishHandOver();
    try {
      return body();
    } finally {
      leave(words, this.at + LATCH);
    }
  }

  #waiter(): Address {
    return this.#program.blocks.allocate(KIND.waiter, WAITER_WORDS);
  }

  #drop(waiter: Address, result: boolean): boolean {
    this.#program.blocks.free(waiter);
    return result;
  }

  /** Takes the lock if nobody is before us (true), else queues the waiter if there is one. */
  #arrive(flags: number, waiter: Address | undefined): boolean {
    const { words, me } = this.#program;
    return this.#latched(() => {
      for (;;) {
        const state = words.load(this.at);
        if (state === 0) {
          if (words.compareExchange(this.at, 0, me | flags) === 0) return true;
        } else if (holderGone(this.#program, state)) {
          if (this.#firstAlive() !== 0) this.#handOver(ABANDONED);
          else if (words.compareExchange(this.at, state, me | flags | ABANDONED) === state) return true;
        } else if (waiter === undefined) {
          return false;
        } else if (
          (state & QUEUED) !== 0 ||
          words.compareExchange(this.at, state, state | QUEUED) === state
        ) {
          words.store(waiter + HOLDER, me | flags);
          this.#append(waiter);
          return false;
        }
      }
    });
  }

  /** One look of a waiter: is the lock ours, or must somebody be succeeded? */
  #look(waiter: Address): true | undefined {
    const { words } = this.#program;
    if (words.load(waiter) === 1) return true;
    const latch = words.load(this.at + LATCH) & AGENT_ID_MASK;
    if (holderGone(this.#program, words.load(this.at)) || (latch !== 0 && gone(words, latch))) {
      this.#latched(() => {
        if (holderGone(this.#program, words.load(this.at))) this.#handOver(ABANDONED);
      });
    }
    return words.load(waiter) === 1 || undefined;
  }

  /** Ends a wait: true when the lock is ours. Through the latch, since the granter may still be waking us. */
  #settle(waiter: Address): boolean {
    const { words } = this.#program;
    const granted = this.#latched(() => {
      if (words.load(waiter) === 1) return true;
      this.#unlink(waiter);
      return false;
    });
    return this.#drop(waiter, granted);
  }

  /** Ends an aborted wait: what came to it all the same goes on to the next. */
  #withdraw(waiter: Address): void {
    if (this.#settle(waiter)) this.give();
  }

  // What follows runs under the latch.

  #append(waiter: Address): void {
    const { words } = this.#program;
    words.reach(waiter + HOLDER);
    let end = words.load(this.at + HEAD) === 0 ? 0 : words.load(this.at + TAIL);
    if (end === 0) end = words.load(this.at + HEAD);
    if (end === 0) words.store(this.at + HEAD, waiter);
    else {
      for (let next = this.#next(end); next !== 0; next = this.#next(end)) end = next;
      words.store(end + NEXT, waiter);
    }
    words.store(this.at + TAIL, waiter);
  }

  #next(waiter: Address): Address {
    this.#program.words.reach(waiter + NEXT);
    return this.#program.words.load(waiter + NEXT);
  }

  #unlink(waiter: Address): void {
    const { words } = this.#program;
    const next = words.load(waiter + NEXT);
    let previous = 0;
    for (let at = words.load(this.at + HEAD); at !== waiter; at = this.#next(at)) {
      if (at === 0) return;
      previous = at;
    }
    if (words.load(this.at + TAIL) === waiter) words.store(this.at + TAIL, previous);
    words.store(previous === 0 ? this.at + HEAD : previous + NEXT, next);
  }

  /** Passes over the waiters of dead agents. */
  #firstAlive(): Address {
    const { words } = this.#program;
    for (;;) {
      const first = words.load(this.at + HEAD);
      if (first === 0) return 0;
      words.reach(first + HOLDER);
      if (!gone(words, words.load(first + HOLDER) & AGENT_ID_MASK)) return first;
      if (words.load(this.at + TAIL) === first) words.store(this.at + TAIL, 0);
      words.store(this.at + HEAD, words.load(first + NEXT));
      this.#program.blocks.free(first);
    }
  }

  #handOver(flags: number): void {
    const { words } = this.#program;
    const first = this.#firstAlive();
    if (first === 0) {
      words.store(this.at, 0);
      return;
    }
    words.store(this.at + GRANTED, first);
    words.store(this.at, words.load(first + HOLDER) | QUEUED | flags);
    this.#finishHandOver();
  }

  /** From GRANTED on; what is already done is not done again. */
  #finishHandOver(): void {
    const { words } = this.#program;
    const waiter = words.load(this.at + GRANTED);
    if (waiter === 0) return;
    words.reach(waiter + HOLDER);
    if (words.load(this.at + HEAD) === waiter) {
      const state = words.load(this.at);
      const holder = words.load(waiter + HOLDER);
      if ((state & AGENT_ID_MASK) !== (holder & AGENT_ID_MASK)) {
        const abandoned = holderGone(this.#program, state) ? ABANDONED : 0;
        words.store(this.at, holder | QUEUED | abandoned);
      }
      if (words.load(this.at + TAIL) === waiter) words.store(this.at + TAIL, 0);
      words.store(this.at + HEAD, words.load(waiter + NEXT));
    }
    words.store(waiter, 1);
    wakeAll(this.#program, waiter);
    words.store(this.at + GRANTED, 0);
  }
}
