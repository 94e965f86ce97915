/**
 * The owner's side of done.ts: what is done, one place after another.
 *
 * What is to be done with a place may run a caller's code, which may block until another is done that was taken with it.
 * So what was taken is kept here, and whoever comes here in the midst of it goes on with what is left.
 *
 * @module
 */

import type { Program } from '../../agent/program.ts';
import type { Address } from '../../memory/index.ts';
import { PLACE, POOL } from './layout.ts';

export class Harvest {
  readonly #program: Program;
  readonly #done: Address;
  readonly #each: (place: Address) => void;
  /** The places that were taken and not looked at, in order of their ends. */
  #left: Address = 0;

  constructor(program: Program, pool: Address, each: (place: Address) => void) {
    this.#program = program;
    this.#done = pool + POOL.done;
    this.#each = each;
  }

  /** Whether there is more that was taken and not looked at. */
  get behind(): boolean {
    return this.#left !== 0;
  }

  /**
   * Calls back for up to so many places that are done; gives how many there were. Without a bound nothing is left, also
   * of what came after others of the same owner had begun to look.
   */
  take(most: number = Infinity): number {
    const left = this.#goOn(most);
    if (left >= most || this.#program.words.load(this.#done) === 0) return left;
    this.#fetch();
    return left + this.#goOn(most - left);
  }

  #goOn(most: number): number {
    const { words } = this.#program;
    let count = 0;
    for (let place = this.#left; place !== 0 && count < most; place = this.#left) {
      // Before the place is used again.
      this.#left = words.ints[place + PLACE.next] as number;
      this.#each(place);
      count += 1;
    }
    return count;
  }

  #fetch(): void {
    const { words } = this.#program;
    let first = 0;
    for (let place = words.exchange(this.#done, 0); place !== 0;) {
      const next = words.ints[place + PLACE.next] as number;
      words.ints[place + PLACE.next] = first;
      first = place;
      place = next;
    }
    this.#left = first;
  }
}
