/**
 * Whether to look for something that is due, instead of sleeping until it is there.
 *
 * To be woken costs tens of microseconds, to look costs a processor. So one looks for what is expected within
 * MOST_MS, and no longer; after some misses in a row, which say that nobody is free to do the work, only now and then.
 *
 * @module
 */

import { lookFor } from '../../agent/spin.ts';
import type { Address, SharedWords } from '../../memory/index.ts';

/** In milliseconds. */
const MOST_MS = 0.05;
const MISSES = 3;
/** How often one sleeps at once before one tries again. */
const UNTRIED = 16;

export class Hope {
  readonly #now: () => number;
  #misses = 0;
  #untried = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Looks for a change of the word that is expected within so many milliseconds; true when it came. */
  fulfilled(words: SharedWords, at: Address, seen: number, expected: number): boolean {
    if (expected > MOST_MS) return false;
    if (this.#misses >= MISSES && ++this.#untried < UNTRIED) return false;
    this.#untried = 0;
    if (lookFor(words, at, seen, expected + MOST_MS, this.#now)) {
      this.#misses = 0;
      return true;
    }
    this.#misses += 1;
    return false;
  }
}
