/**
 * What becomes of numbered items, in words of the segment: that each was put, which is said after its put, and how often
 * it was got, which is said at once. Each entry is one operation, so that it is right although whoever made it dies.
 *
 * @module
 */

import { processProgram } from '../../agent/scope.ts';
import { KIND, type Address, type SharedWords } from '../../memory/index.ts';

const ITEMS = 2 ** 20;
const STOP = 0;
const NUMBERS = 1;
/** For each process, whether it is about to have an item that its word does not tell of. */
const IN_HAND = 2;
const FIRST = 16;
const WAS_PUT = 2 ** 16;

export class Ledger {
  readonly at: Address;
  readonly #words: SharedWords;

  /** Of one that exists already, its place. */
  constructor(at?: Address) {
    const { words, blocks } = processProgram();
    this.at = at ?? blocks.allocate(KIND.bytes, FIRST + ITEMS);
    blocks.meet(this.at);
    this.#words = words;
  }

  stop(): void {
    this.#words.store(this.at + STOP, 1);
  }

  get stopped(): boolean {
    return this.#words.load(this.at + STOP) !== 0;
  }

  /** The number of the next item; undefined when there are none left. */
  number(): number | undefined {
    const number = this.#words.add(this.at + NUMBERS, 1);
    return number < ITEMS ? number : undefined;
  }

  /** Whether it is time to go slowly: a fast machine would have used up all of them before the last is killed. */
  get isScarce(): boolean {
    return this.numbers > ITEMS / 2;
  }

  get numbers(): number {
    return this.#words.load(this.at + NUMBERS);
  }

  wasPut(number: number): void {
    this.#words.add(this.at + FIRST + number, WAS_PUT);
  }

  wasGot(number: number): void {
    this.#words.add(this.at + FIRST + number, 1);
  }

  reaches(place: number, on: boolean): void {
    this.#words.store(this.at + IN_HAND + place, Number(on));
  }

  /** Whether who was at a place and died may have had an item. */
  mayHaveHad(place: number): boolean {
    return this.#words.exchange(this.at + IN_HAND + place, 0) !== 0;
  }

  /** What came of all, once nobody is at it any more and the queue is empty. */
  sum(): { readonly got: number; readonly lost: number; readonly again: number } {
    const seen = { got: 0, lost: 0, again: 0 };
    const last = Math.min(this.#words.load(this.at + NUMBERS), ITEMS);
    for (let number = 0; number < last; number += 1) {
      const word = this.#words.load(this.at + FIRST + number);
      if (word % WAS_PUT > 0) seen.got += 1;
      else if (word >= WAS_PUT) seen.lost += 1;
      if (word % WAS_PUT > 1) seen.again += 1;
    }
    return seen;
  }
}
