/**
 * The words of a barrier: who has arrived, and how each round ended.
 *
 * STATE (a wait point, for those who may not arrive yet) is BROKEN, and ACTING while the last to arrive runs the
 * action. LATCH guards everything but the rounds' outcomes: ROUND, the block of the round that is filling or whose
 * action runs, 0 before its first arrival; COUNT, how many have arrived in it; and from ENTRIES on the agents that
 * they belong to, with how many arrivals of each.
 *
 * A round is a block of its own, a wait point whose state is written once: PASSED or BROKEN. Whoever waits, waits
 * on the round that it arrived in, and holds a reference to it until it has left. So generations cannot be mixed up:
 * a fast thread that comes again arrives in another block, whatever became of the first meanwhile, and a slow one
 * reads the outcome of its own round however many have passed since. The index is COUNT at the arrival, under the
 * latch, so each is given once a round.
 *
 * Invariant, under the latch: ROUND's outcome is 0, or ROUND is about to become 0. PASSED is written only when COUNT
 * is PARTIES and after the action; BROKEN ends a round for all who are in it. So a round either lets all its
 * parties through or none.
 *
 * No wake-up is lost: outcome, BROKEN and ACTING change before those who wait for them are woken (wait-point.ts). A
 * waiter that times out or is aborted breaks the round under the latch if that has not ended. One that died is
 * found by the next look of any other, which the reaper's alarm calls for, and breaks the round too. Who enters the
 * latch after one that died inside breaks the barrier: it was arriving, or breaking it itself. Ending a round again
 * that was ended by half does no harm. The references of the dead are given back when their round breaks, and never
 * twice: whoever may have left by itself is on no list any more, for the list goes before the outcome. One that dies
 * when its round has an outcome and before it has left, or while it ends the round, leaks that round's block, 32 bytes.
 *
 * @module
 */

import type { Program } from '../agent/program.ts';
import { registerParts } from '../agent/program.ts';
import { WAIT_POINT_WORDS, wakeAll } from '../agent/wait-point.ts';
import { BrokenBarrierError } from '../errors.ts';
import { AGENT_ID_MASK, enter, gone, KIND, leave, RECOVERED, SLOTS, type Address } from '../memory/index.ts';

const BROKEN = 1;
const ACTING = 2;

const LATCH: number = WAIT_POINT_WORDS;
const ROUND: number = WAIT_POINT_WORDS + 1;
const PARTIES: number = WAIT_POINT_WORDS + 2;
const COUNT: number = WAIT_POINT_WORDS + 3;
const AGENTS: number = WAIT_POINT_WORDS + 4;
/** Who runs the action. */
const ACTOR: number = WAIT_POINT_WORDS + 5;
/** Bytes of what the barrier's wrappers know beside: see barrier.ts. */
export const DETAILS: number = WAIT_POINT_WORDS + 6;
const ENTRIES: number = WAIT_POINT_WORDS + 7;
const ENTRY_WORDS = 2;

/** How a round ended. */
export const PASSED = 1;
export const ENDED_BROKEN = 2;

/** One who has arrived: in which round, as which, and whether all the others were there. */
export interface Arrived {
  readonly round: Address;
  readonly index: number;
  readonly last: boolean;
}

/** Whether nobody may sleep on this state: it was so before another came last. */
export function isOpen(state: number): boolean {
  return (state & ACTING) === 0;
}

export class Rendezvous {
  readonly at: Address;
  readonly #program: Program;

  constructor(program: Program, at: Address) {
    this.#program = program;
    this.at = at;
  }

  static allocate(program: Program, parties: number): Address {
    const entries = Math.min(parties, SLOTS) * ENTRY_WORDS;
    const at = program.blocks.allocate(KIND.barrier, ENTRIES + entries);
    program.words.store(at + PARTIES, parties);
    return at;
  }

  get parties(): number {
    return this.#program.words.load(this.at + PARTIES);
  }

  get waiting(): number {
    return this.#program.words.load(this.at + COUNT);
  }

  get broken(): boolean {
    return (this.#program.words.load(this.at) & BROKEN) !== 0;
  }

  /**
   * Arrives. Undefined, and nothing changed, while the last round's action runs, and for who may not wait and would
   * have to. With `acts` the last to arrive must end the round by `complete`, else it is ended here.
   */
  arrive(acts: boolean, mayWait: boolean): Arrived | undefined {
    const { words, blocks, me } = this.#program;
    return this.#latched(() => {
      this.#settleDead();
      const state = words.load(this.at);
      if ((state & BROKEN) !== 0) throw brokenError('is broken');
      if ((state & ACTING) !== 0) return undefined;
      const index = words.load(this.at + COUNT);
      const last = index + 1 === this.parties;
      if (!last && !mayWait) return undefined;
      // Nobody to meet: a barrier of one party never blocks, and needs no round.
      if (index === 0 && last && !acts) return { round: 0, index, last };
      const round = words.load(this.at + ROUND) || this.#open();
      blocks.meet(round);
      blocks.retain(round);
      this.#enlist();
      words.store(this.at + COUNT, index + 1);
      if (last && !acts) this.#end(PASSED);
      else if (last) {
        words.store(this.at + ACTOR, me);
        words.store(this.at, ACTING);
      }
      return { round, index, last };
    });
  }

  /** One look of who has arrived: how the round ended, undefined while it has not. */
  look(round: Address): number | undefined {
    const { words } = this.#program;
    const outcome = words.load(round);
    if (outcome !== 0) return outcome;
    if (this.#someoneGone()) this.#latched(() => this.#settleDead());
    return words.load(round) || undefined;
  }

  /** The last to arrive has run the action, well or not; gives how the round ended. */
  complete(round: Address, well: boolean): number {
    const { words } = this.#program;
    return this.#latched(() => {
      words.and(this.at, ~ACTING);
      if (words.load(round) === 0) {
        if (well) this.#end(PASSED);
        else this.#endBroken();
      }
      wakeAll(this.#program, this.at);
      return words.load(round);
    });
  }

  /** A wait in the round has ended otherwise: breaks it unless it has ended; gives how it ended. */
  giveUp(round: Address): number {
    const { words } = this.#program;
    return this.#latched(() => {
      if (words.load(round) === 0) this.#endBroken();
      return words.load(round);
    });
  }

  /** Breaks the barrier, for who waits in it and for who comes. */
  abort(): void {
    this.#latched(() => this.#endBroken());
  }

  /** Makes the barrier as new; who waits in it has a broken one. */
  reset(): void {
    this.#latched(() => {
      const { words } = this.#program;
      if (words.load(this.at + ROUND) !== 0) this.#endBroken();
      words.and(this.at, ~BROKEN);
    });
  }

  /** Everyone who arrived leaves once, when it has read the outcome. */
  leave(round: Address): void {
    if (round !== 0) this.#program.release(round);
  }

  #latched<T>(body: () => T): T {
    const { words, me, host } = this.#program;
    const entered = enter(words, this.at + LATCH, me, host.canBlock);
    try {
      if (entered === RECOVERED) this.#endBroken();
      return body();
    } finally {
      leave(words, this.at + LATCH);
    }
  }

  #someoneGone(): boolean {
    const { words } = this.#program;
    const inside = words.load(this.at + LATCH) & AGENT_ID_MASK;
    if (inside !== 0 && gone(words, inside)) return true;
    for (const entry of this.#entries()) if (gone(words, words.load(entry))) return true;
    return (words.load(this.at) & ACTING) !== 0 && gone(words, words.load(this.at + ACTOR));
  }

  *#entries(): Generator<Address, void> {
    const count = this.#program.words.load(this.at + AGENTS);
    for (let index = 0; index < count; index += 1) yield this.at + ENTRIES + index * ENTRY_WORDS;
  }

  // What follows runs under the latch.

  /** The first to arrive opens a round; the barrier's reference to it goes with its end. */
  #open(): Address {
    const { words, blocks } = this.#program;
    const round = blocks.allocate(KIND.waiter, WAIT_POINT_WORDS);
    words.store(this.at + ROUND, round);
    return round;
  }

  /** Notes that this agent has one more in the round. */
  #enlist(): void {
    const { words, me } = this.#program;
    for (const entry of this.#entries()) {
      if (words.load(entry) !== me) continue;
      words.add(entry + 1, 1);
      return;
    }
    const count = words.load(this.at + AGENTS);
    const entry = this.at + ENTRIES + count * ENTRY_WORDS;
    words.store(entry, me);
    words.store(entry + 1, 1);
    words.store(this.at + AGENTS, count + 1);
  }

  /** Does for the dead what they cannot: breaks the round that they were in, and ends the action that they ran. */
  #settleDead(): void {
    const { words } = this.#program;
    for (const entry of this.#entries()) if (gone(words, words.load(entry))) return this.#endBroken();
    if ((words.load(this.at) & ACTING) === 0 || !gone(words, words.load(this.at + ACTOR))) return;
    words.and(this.at, ~ACTING);
    wakeAll(this.#program, this.at);
  }

  #endBroken(): void {
    const { words, blocks } = this.#program;
    words.or(this.at, BROKEN);
    if ((words.load(this.at) & ACTING) !== 0 && gone(words, words.load(this.at + ACTOR))) {
      words.and(this.at, ~ACTING);
    }
    const round = words.load(this.at + ROUND);
    for (const entry of round === 0 ? [] : this.#entries()) {
      if (!gone(words, words.load(entry))) continue;
      blocks.meet(round);
      for (let left = words.exchange(entry + 1, 0); left > 0; left -= 1) this.#program.release(round);
    }
    this.#end(ENDED_BROKEN);
    wakeAll(this.#program, this.at);
  }

  /** Ends the round, if there is one, in whatever state a dead agent left it. */
  #end(outcome: number): void {
    const { words, blocks } = this.#program;
    const round = words.load(this.at + ROUND);
    // Before the outcome, with which they may leave.
    words.store(this.at + AGENTS, 0);
    if (round !== 0) {
      blocks.meet(round);
      words.compareExchange(round, 0, outcome);
      wakeAll(this.#program, round);
    }
    words.store(this.at + COUNT, 0);
    words.store(this.at + ROUND, 0);
    if (round !== 0) this.#program.release(round);
  }
}

export function brokenError(why: string): BrokenBarrierError {
  return new BrokenBarrierError(`Cannot pass the barrier: it ${why}`);
}

registerParts(KIND.barrier, ({ words }, at) =>
  [words.load(at + DETAILS), words.load(at + ROUND)].filter((part) => part !== 0),
);
