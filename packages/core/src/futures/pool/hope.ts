/**
 * Whether to look for something that is due, instead of sleeping until it is there.
 *
 * To be woken costs tens of microseconds, to look costs a processor. So one looks for what is expected soon, and not
 * much longer; after some misses in a row, which say that nobody is free to do the work, only now and then.
 *
 * @module
 */

import { lookFor } from '../../agent/spin.ts';
import type { Address, SharedWords } from '../../memory/index.ts';

const MISSES = 3;
/** How often one sleeps at once before one tries again. */
const UNTRIED = 16;

export class Hope {
  readonly #now: () => number;
  readonly #most: number;
  #misses = 0;
  #untried = 0;

  /** It looks for what is expected within `most` milliseconds, for that much longer. */
  constructor(now: () => number, most: number) {
    this.#now = now;
    this.#most = most;
  }

  /** Looks for a change of the word that is expected within so many milliseconds; true when it came. */
  fulfilled(words: SharedWords, at: Address, seen: number, expected: number): boolean {
    if (expected > this.#most) return false;
    if (this.#misses >= MISSES && ++this.#untried < UNTRIED) return false;
    this.#untried = 0;
    if (lookFor(words, at, seen, expected + this.#most, this.#now)) {
      this.#misses = 0;
      return true;
    }
    this.#misses += 1;
    return false;
  }
}
