/**
 * How long a blocking wait looks before it sleeps.
 *
 * To sleep and be woken costs tens of microseconds, to look costs a few nanoseconds and a processor that somebody
 * else may want. So a wait spins only while spinning has paid lately: each success doubles the time, each failure
 * halves it down to nothing, and once in a while a short try finds out whether that has changed.
 *
 * @module
 */

import { pause, type Address, type SharedWords } from '../memory/index.ts';

/** In milliseconds. */
const LONGEST = 0.05;
const SHORTEST = 0.004;
/** How many waits sleep at once before one tries again. */
const UNTRIED = 16;
/** Looks between two looks at the clock. */
const LOOKS = 32;

export class Spin {
  readonly #now: () => number;
  #budget: number;
  #waits = 0;

  /** With one processor nobody else can change anything while this agent looks. */
  constructor(now: () => number, processors: number) {
    this.#now = now;
    this.#budget = processors > 1 ? LONGEST : 0;
    this.#waits = processors > 1 ? 0 : -Infinity;
  }

  /** Looks until the word is no longer what it was, or the time is up; true when it changed. */
  untilChanged(words: SharedWords, at: Address, seen: number): boolean {
    let budget = this.#budget;
    if (budget === 0) {
      this.#waits += 1;
      if (this.#waits < UNTRIED) return false;
      this.#waits = 0;
      budget = SHORTEST;
    }
    if (lookFor(words, at, seen, budget, this.#now)) {
      this.#budget = Math.min(budget * 2, LONGEST);
      return true;
    }
    this.#budget = budget / 2 < SHORTEST ? 0 : budget / 2;
    return false;
  }
}

/** Looks until the word is no longer what it was, or so many milliseconds have passed; true when it changed. */
export function lookFor(
  words: SharedWords,
  at: Address,
  seen: number,
  ms: number,
  now: () => number,
): boolean {
  const end = now() + ms;
  do {
    for (let look = 0; look < LOOKS; look += 1) {
      if (words.load(at) !== seen) return true;
      pause();
    }
  } while (now() < end);
  return false;
}
