/**
 * Which words agents can get in each other's way at: those that at least two of them use and one of them changes.
 *
 * An operation on any other word commutes with everything that others do, so nothing new comes of a switch before it. Which
 * words these are is found out while schedules run, so whoever explores all of them begins again when one was found: in the
 * end there is a search in which no word outside was ever shared.
 *
 * @module
 */

import type { Address } from '../memory/index.ts';

const SEVERAL = -1;

export class Conflicts {
  /** Who used a word: an agent's index and one, or several. */
  readonly #users: Int32Array;
  readonly #changed: Uint8Array;
  readonly #at: Set<Address>;
  /** Whether words were found since this was last set to false. */
  grown = false;

  constructor(words: number, known: Iterable<Address> = []) {
    this.#users = new Int32Array(words);
    this.#changed = new Uint8Array(words);
    this.#at = new Set(known);
  }

  has(at: Address): boolean {
    return this.#at.has(at);
  }

  used(agent: number, at: Address, changes: boolean): void {
    const user = this.#users[at] as number;
    if (user === 0) this.#users[at] = agent + 1;
    else if (user !== agent + 1) this.#users[at] = SEVERAL;
    if (changes) this.#changed[at] = 1;
    if (this.#users[at] !== SEVERAL || this.#changed[at] === 0 || this.#at.has(at)) return;
    this.#at.add(at);
    this.grown = true;
  }

  get all(): readonly Address[] {
    return [...this.#at].sort((one, other) => one - other);
  }
}
