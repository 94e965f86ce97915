/**
 * How the actors of a sampled scenario keep together.
 *
 * @module
 */

import { atomicAdd, atomicLoad } from '../memory/atomic-view.ts';
import type { Event } from '../threading/index.ts';
import { CONTROL } from './sample-layout.ts';

/** Spins between two looks at whether another actor has failed, and before the CPU is given away. */
const LOOK_EVERY = 0x1000;
const PATIENCE = 0x8000;
/** Spins for the others to begin: some tenths of a millisecond. */
const RENDEZVOUS = 100_000;

/** One actor's side of a barrier that is met by spinning: a sleeper would come too late for its samples to overlap. */
export class SampleBarrier {
  readonly #words: Int32Array;
  readonly #actors: number;
  readonly #never: Event;
  #due = 0;

  /** @param never an event that nobody sets */
  constructor(words: Int32Array, actors: number, never: Event) {
    this.#words = words;
    this.#actors = actors;
    this.#never = never;
  }

  /** Returns when all actors have come; false where one of them never will. */
  meet(): boolean {
    const words = this.#words;
    // Compared by difference, because the counter wraps round after 2^31 arrivals.
    const due = (this.#due = (this.#due + this.#actors) | 0);
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
   * Runs one actor's part of a stride and notes whether another one was in the middle of its own. Whoever slept at
   * the barrier comes a little late, so the first waits for it here, but not for long: it may have no CPU.
   */
  play(part: () => void): void {
    const words = this.#words;
    let inside = atomicAdd(words, CONTROL.inside, 1) + 1;
    for (let spins = 0; inside < this.#actors && spins < RENDEZVOUS; spins++) {
      inside = atomicLoad(words, CONTROL.inside);
    }
    if (inside > 1) atomicAdd(words, CONTROL.overlaps, 1);
    part();
    atomicAdd(words, CONTROL.inside, -1);
  }
}
