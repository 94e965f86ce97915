/**
 * Whether to look for something that is due, instead of sleeping until it is there.
 *
 * To be woken costs tens of microseconds, to look costs a processor. So one looks for what is expected soon, and not
 * much longer; after some misses in a row, which say that nobody is free to do the work, only now and then, and the less
 * often the more of them there were.
 *
 * @module
 */

import type { Address, SharedWords } from '../memory/index.ts';
import { lookFor } from './spin.ts';

const MISSES = 3;
/** How often one sleeps at once before one tries again: at first, and twice as often after each try in vain. */
const UNTRIED = 16;

export class Hope {
  readonly #now: () => number;
  readonly #most: number;
  readonly #rarest: number;
  #misses = 0;
  #untried = 0;
  #pause = UNTRIED;

  /**
   * It looks for what is expected within `most` milliseconds, for that much longer, and once in `rarest` times where it
   * is always in vain.
   */
  constructor(now: () => number, most: number, rarest: number = UNTRIED) {
    this.#now = now;
    this.#most = most;
    this.#rarest = rarest;
  }

  /** Looks for a change of the word, or of another, that is expected within so many milliseconds; true when it came. */
  fulfilled(
    words: SharedWords,
    at: Address,
    seen: number,
    expected: number,
    other: Address = at,
    seenThere: number = seen,
  ): boolean {
    if (expected > this.#most) return false;
    const tries = this.#misses >= MISSES;
    if (tries && ++this.#untried < this.#pause) return false;
    this.#untried = 0;
    if (lookFor(words, at, seen, expected + this.#most, this.#now, other, seenThere)) {
      this.#misses = 0;
      this.#pause = UNTRIED;
      return true;
    }
    this.#misses += 1;
    if (tries) this.#pause = Math.min(this.#pause * 2, this.#rarest);
    return false;
  }
}
