/**
 * The default lock: whoever comes when it is free takes it, whether others wait or not.
 *
 * The state is 0 or the holder. Only a compare-and-exchange from 0 (or from a dead holder) takes it, so there is
 * one holder at a time; only `give` makes it 0. A dead holder is taken over by one compare-and-exchange of the very
 * word that named it, so two that both find it dead cannot both take it.
 *
 * QUEUED in the state spares a release from looking for waiters. An announced waiter's look either takes the lock, and
 * then keeps QUEUED for those that still sleep, or leaves QUEUED set; it sleeps only on a state that has it (`isOpen`
 * tells). So the release of that state sees it and wakes one by wait-point.ts. A barging holder's state may lack QUEUED while others
 * sleep, but then the one that the last release woke is about to look, and sets it. That one looks once more before it
 * gives up, so a timeout changes nothing; and if it dies, the reaper's alarm makes everybody look.
 *
 * Uncontended: one compare-and-exchange to take, one exchange to give. No allocation.
 *
 * @module
 */

import type { Program } from '../agent/program.ts';
import { WAIT_POINT_WORDS, waitSync, wakeOne } from '../agent/wait-point.ts';
import type { Address } from '../memory/index.ts';
import { ABANDONED, holderGone, holderOf, QUEUED, type Mutex } from './mutex.ts';

/** The payload of a barging lock's block: its wait point. */
export const BARGING_WORDS: number = WAIT_POINT_WORDS;

/** Whether nobody may sleep on this state: it is free, or its release would wake nobody. */
export function isOpen(state: number): boolean {
  return (state & QUEUED) === 0;
}

export class BargingMutex implements Mutex {
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
    return (
      holderGone(this.#program, state) &&
      words.compareExchange(this.at, state, me | flags | ABANDONED | (state & QUEUED)) === state
    );
  }

  /** One look of a waiter. */
  look(flags: number, announced: boolean): true | undefined {
    if (!announced) return this.tryTake(flags) || undefined;
    const { words, me } = this.#program;
    const mine = me | flags | QUEUED;
    for (;;) {
      const state = words.compareExchange(this.at, 0, mine);
      if (state === 0) return true;
      if (holderGone(this.#program, state)) {
        if (words.compareExchange(this.at, state, mine | ABANDONED) === state) return true;
      } else if ((state & QUEUED) !== 0 || words.compareExchange(this.at, state, state | QUEUED) === state) {
        return undefined;
      }
    }
  }

  takeSync(flags: number, deadline: number, asyncForm: string): boolean {
    const attempt = (announced: boolean): true | undefined => this.look(flags, announced);
    return (
      waitSync(this.#program, this.at, attempt, deadline, asyncForm, undefined, isOpen, holderOf) ?? false
    );
  }

  async take(
    owner: object,
    flags: number,
    deadline: number,
    signal: AbortSignal | undefined,
  ): Promise<boolean> {
    const attempt = (announced: boolean): true | undefined => this.look(flags, announced);
    const { waits } = this.#program;
    return (await waits.wait(owner, this.at, attempt, deadline, signal, waits.hope)) ?? false;
  }

  give(): boolean {
    const state = this.#program.words.exchange(this.at, 0);
    if (state === 0) return false;
    if ((state & QUEUED) !== 0) {
      this.#program.waits.trace?.gives(this.at);
      wakeOne(this.#program, this.at);
    }
    return true;
  }
}
