/**
 * How the actors of a sampled scenario keep together.
 *
 * @module
 */

import { atomicAdd, atomicLoad, atomicStore } from '../memory/atomic-view.ts';
import type { Event } from '../threading/index.ts';
import { CONTROL, LINE, type SampleLayout } from './sample-layout.ts';

/** Spins between two looks at whether another actor has failed, and before the CPU is given away. */
const LOOK_EVERY = 0x400;
const PATIENCE = 0x1000;
/** Spins for the others to begin: some microseconds, and more for those who slept at the barrier. */
const RENDEZVOUS = 0x800;
const FIRST_RENDEZVOUS = 0x8000;
/** Some milliseconds: while the actors have hardly met, it is worth waiting until each of them has a CPU. */
const EAGER_RENDEZVOUS = 0x200000;
/** By so many bits a random number is shifted to give the steps that an actor lingers, of about a nanosecond each. */
const LINGER = 24;

/** How hard the actors try to meet. */
export interface Meeting {
  /** As many as can run at once, at most all of them: who has so many beside it waits no longer. */
  readonly quorum: number;
  /** In how many stretches they must have been seen to interleave before they take it easier. */
  readonly interleavings: number;
}

/** One actor's side of the two places at which actors wait for each other, both by spinning. */
export class SampleBarrier {
  readonly #words: Int32Array;
  readonly #layout: SampleLayout;
  readonly #index: number;
  readonly #meeting: Meeting;
  readonly #never: Event;
  #due = 0;
  #begun = 0;
  #alone = false;
  #noise: number;

  /** @param never an event that nobody sets */
  constructor(words: Int32Array, layout: SampleLayout, index: number, meeting: Meeting, never: Event) {
    this.#words = words;
    this.#layout = layout;
    this.#index = index;
    this.#meeting = meeting;
    this.#never = never;
    this.#noise = index;
  }

  /** Returns when all actors have come; false where one of them never will. */
  meet(): boolean {
    const words = this.#words;
    // Compared by difference, because the counter wraps round after 2^31 arrivals.
    const due = (this.#due = (this.#due + this.#layout.actors) | 0);
    atomicAdd(words, CONTROL.arrivals, 1);
    for (let spins = 1; ((atomicLoad(words, CONTROL.arrivals) - due) | 0) < 0; spins++) {
      if (spins % LOOK_EVERY !== 0) continue;
      if (atomicLoad(words, CONTROL.failed) !== 0) return false;
      // With fewer free CPUs than actors, the one that is waited for may be waiting for this one's.
      if (spins >= PATIENCE) this.#never.waitSync({ timeout: 0.1 });
    }
    return true;
  }

  /**
   * Waits for the others to begin the same chunk, but not for long: one of them may have no CPU, and then the rest of
   * the stride is not waited for either. Whoever comes last goes on first, and would lead in every sample, if each did
   * not linger for a few nanoseconds, more or less at random.
   */
  begin(first: boolean): void {
    this.#begun = (this.#begun + 1) | 0;
    atomicStore(this.#words, this.#layout.begunAt + this.#index * LINE, this.#begun);
    if (first) this.#alone = false;
    let spins = this.#alone ? 0 : this.#patience(first);
    while (spins > 0 && this.#beside() < this.#meeting.quorum) spins -= 1;
    this.#alone = spins === 0;
    let noise = this.#noise;
    for (let steps = noise >>> LINGER; steps >= 0; steps--)
      noise = (Math.imul(noise, 1664525) + 1013904223) | 0;
    this.#noise = noise;
  }

  #patience(first: boolean): number {
    if (!first) return RENDEZVOUS;
    const met = atomicLoad(this.#words, CONTROL.interleavings) >= this.#meeting.interleavings;
    return met ? FIRST_RENDEZVOUS : EAGER_RENDEZVOUS;
  }

  /** How many actors have come as far as this one, itself included. */
  #beside(): number {
    const { actors, begunAt } = this.#layout;
    let beside = 0;
    for (let actor = 0; actor < actors; actor++) {
      if (((atomicLoad(this.#words, begunAt + actor * LINE) - this.#begun) | 0) >= 0) beside += 1;
    }
    return beside;
  }
}
