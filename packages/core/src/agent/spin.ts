/**
 * How long a blocking wait looks before it sleeps.
 *
 * To sleep and be woken costs tens of microseconds, to look costs a few nanoseconds and a processor that somebody
 * else may want. So a wait spins only while spinning has paid lately: each success doubles the time, each failure
 * halves it down to nothing, and once in a while a try finds out whether that has changed: a long one, because who
 * looks for less than it takes another to wake and answer never meets one that looks too, and rarer the longer it is in
 * vain.
 *
 * @module
 */

import { pause, type Address, type SharedWords } from '../memory/index.ts';

/** In milliseconds. */
const LONGEST = 0.05;
const SHORTEST = 0.004;
/** How many waits sleep at once before one tries again: at first, and where it is always in vain. */
const UNTRIED = 16;
const RAREST = 256;
/** Looks between two looks at the clock. */
const LOOKS = 32;

export class Spin {
  readonly #now: () => number;
  #budget: number;
  #waits = 0;
  #pause = UNTRIED;

  /** With one processor nobody else can change anything while this agent looks. */
  constructor(now: () => number, processors: number) {
    this.#now = now;
    this.#budget = processors > 1 ? LONGEST : 0;
    this.#waits = processors > 1 ? 0 : -Infinity;
  }

  /** Looks until the word is no longer what it was, or the time is up; true when it changed. */
  untilChanged(words: SharedWords, at: Address, seen: number): boolean {
    const budget = this.#budget;
    if (budget === 0) return this.#try(words, at, seen);
    if (lookFor(words, at, seen, budget, this.#now)) {
      this.#budget = Math.min(budget * 2, LONGEST);
      return true;
    }
    this.#budget = budget / 2 < SHORTEST ? 0 : budget / 2;
    return false;
  }

  #try(words: SharedWords, at: Address, seen: number): boolean {
    this.#waits += 1;
    if (this.#waits < this.#pause) return false;
    this.#waits = 0;
    if (lookFor(words, at, seen, LONGEST, this.#now)) {
      this.#budget = LONGEST;
      this.#pause = UNTRIED;
      return true;
    }
    this.#pause = Math.min(this.#pause * 2, RAREST);
    return false;
  }
}

/** Looks until the word, or another, is no longer what it was, or so many milliseconds have passed; true when one changed. */
export function lookFor(
  words: SharedWords,
  at: Address,
  seen: number,
  ms: number,
  now: () => number,
  other: Address = at,
  seenThere: number = seen,
): boolean {
  const end = now() + ms;
  do {
    for (let look = 0; look < LOOKS; look += 1) {
      if (words.load(at) !== seen || words.load(other) !== seenThere) return true;
      pause();
    }
  } while (now() < end);
  return false;
}
