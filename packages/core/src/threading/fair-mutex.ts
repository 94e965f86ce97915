/**
 * The fair lock: handed over in order of arrival, across threads and asynchronous flows.
 *
 * Words: the state (0, or holder and flags, with QUEUED when the queue may not be empty), GRANTED, the waiter whose
 * hand-over is under way, and the queue: a list of waiters, each with the holder word that it will store as its OWNER.
 *
 * Invariant: while the queue has a living waiter, the state is not 0 and has QUEUED. So a newcomer's
 * compare-and-exchange from 0 cannot overtake, and a release that finds QUEUED hands over under the latch.
 *
 * Hand-over in this order: GRANTED = w (this decides it), state = w's holder word, HEAD = next, w = 1, GRANTED = 0.
 * Whoever enters the latch after one that died inside finishes from GRANTED what it began.
 *
 * No wake-up is lost: the waiter's own word says that the lock is its, for good. A timed-out or aborted waiter
 * looks at it under the latch: it either leaves the queue or owns the lock (and keeps or hands it on). A waiter of
 * a dead agent is passed over; whoever hands over looks once more afterwards, because one whose death became certain
 * meanwhile is found by nobody else. A dead holder is found by whoever waits, alarmed by the reaper, and succeeded by
 * the first in the queue. If that is aborted before it knows, the next is told in its place: it is handed on as
 * abandoned, or where nobody waits it stays a dead agent's.
 *
 * @module
 */

import type { Program } from '../agent/program.ts';
import { WAIT_POINT_WORDS, waitSync, wakeAll } from '../agent/wait-point.ts';
import { AGENT_ID_MASK, NOBODY, type Address, type AgentId } from '../memory/index.ts';
import { ABANDONED, holderGone, holderOf, QUEUED, type Mutex } from './mutex.ts';
import { LIST_WORDS, WAITER, WaiterList } from './waiter-list.ts';

const GRANTED: number = WAIT_POINT_WORDS;
const LIST: number = GRANTED + 1;
/** The payload of a fair lock's block; the first words are those of every lock. */
export const FAIR_WORDS: number = LIST + LIST_WORDS;

export class FairMutex implements Mutex {
  readonly at: Address;
  readonly #program: Program;
  readonly #queue: WaiterList;

  constructor(program: Program, at: Address) {
    this.#program = program;
    this.at = at;
    this.#queue = new WaiterList(program, at + LIST);
  }

  tryTake(flags: number): boolean {
    const { words, me } = this.#program;
    const state = words.compareExchange(this.at, 0, me | flags);
    if (state === 0) return true;
    return holderGone(this.#program, state) && this.#arrive(flags, undefined);
  }

  takeSync(flags: number, deadline: number, asyncForm: string): boolean {
    const waiter = this.#queue.make(0);
    if (this.#arrive(flags, waiter)) return this.#drop(waiter, true);
    try {
      const { words } = this.#program;
      const look = (): true | undefined => this.#look(waiter);
      const holder = (): AgentId => holderOf(words.load(this.at));
      waitSync(this.#program, waiter, look, deadline, asyncForm, undefined, undefined, holder, this.at);
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
    const waiter = this.#queue.make(0);
    if (this.#arrive(flags, waiter)) return this.#drop(waiter, true);
    try {
      const { waits } = this.#program;
      await waits.wait(owner, waiter, () => this.#look(waiter), deadline, signal, waits.hope);
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
        this.#program.waits.trace?.gives(this.at);
        this.#handOver(0);
        return true;
      });
    }
  }

  #latched<T>(body: () => T): T {
    return this.#queue.latched(body, () => {
      this.#finishHandOver();
      if (holderGone(this.#program, this.#program.words.load(this.at))) this.#handOver(ABANDONED);
    });
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
          words.store(waiter + WAITER.owner, me | flags);
          this.#queue.append(waiter);
          return false;
        }
      }
    });
  }

  /** One look of a waiter: is the lock ours, or must somebody be succeeded? */
  #look(waiter: Address): true | undefined {
    const { words } = this.#program;
    if (words.load(waiter) === 1) return true;
    if (holderGone(this.#program, words.load(this.at)) || this.#queue.interrupted) {
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
      this.#queue.unlink(waiter);
      return false;
    });
    return this.#drop(waiter, granted);
  }

  /** Ends an aborted wait: what came to it all the same goes on to the next, with what nobody was told of the dead. */
  #withdraw(waiter: Address): void {
    if (!this.#settle(waiter)) return;
    if ((this.#program.words.load(this.at) & ABANDONED) === 0) this.give();
    else this.#latched(() => this.#handOver(ABANDONED));
  }

  // What follows runs under the latch.

  /** Passes over the waiters of dead agents. */
  #firstAlive(): Address {
    const queue = this.#queue;
    let { first } = queue;
    while (first !== 0 && queue.ownerGone(first)) first = queue.passOver(0, first);
    return first;
  }

  #handOver(flags: number): void {
    const { words } = this.#program;
    for (let told = flags; ; told = ABANDONED) {
      const first = this.#firstAlive();
      if (first === 0) {
        // Whoever comes takes it from the dead.
        words.store(this.at, told === 0 ? 0 : NOBODY);
        return;
      }
      words.store(this.at + GRANTED, first);
      words.store(this.at, words.load(first + WAITER.owner) | QUEUED | told);
      this.#finishHandOver();
      // Its death may have become certain meanwhile, and those behind it have answered that alarm already.
      if (!holderGone(this.#program, words.load(this.at))) return;
    }
  }

  /** From GRANTED on; what is already done is not done again. */
  #finishHandOver(): void {
    const { words } = this.#program;
    const waiter = words.load(this.at + GRANTED);
    if (waiter === 0) return;
    this.#program.blocks.meet(waiter);
    if (this.#queue.first === waiter) {
      const state = words.load(this.at);
      const holder = words.load(waiter + WAITER.owner);
      if ((state & AGENT_ID_MASK) !== (holder & AGENT_ID_MASK)) {
        const abandoned = holderGone(this.#program, state) ? ABANDONED : 0;
        words.store(this.at, holder | QUEUED | abandoned);
      }
      this.#queue.unlink(waiter);
    }
    words.store(waiter, 1);
    wakeAll(this.#program, waiter);
    words.store(this.at + GRANTED, 0);
  }
}
