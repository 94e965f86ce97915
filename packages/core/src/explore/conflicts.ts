/**
 * Which words agents can get in each other's way at: those that at least two of them use and one of them changes.
 *
 * An operation on any other word commutes with everything that others do, so nothing new comes of a switch before it. Which
 * words these are is found out while schedules run, so a search that has found new ones is followed by another, until
 * there was one in which no word outside was ever shared.
 *
 * @module
 */

import type { Address } from '../memory/index.ts';

const SEVERAL = -1;

export class Conflicts {
  /** Who used a word: an agent's index and one, or several. */
  readonly #users: Int32Array;
  readonly #changed: Uint8Array;
  /** Those of this search, and those of the next. */
  readonly #at: Set<Address>;
  readonly #found: Set<Address> = new Set();

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
    this.#found.add(at);
  }

  /** At the end of a search: whether the next one has more to look at. */
  grow(): boolean {
    const grows = this.#found.size > 0;
    for (const at of this.#found) this.#at.add(at);
    this.#found.clear();
    return grows;
  }

  get all(): readonly Address[] {
    return [...this.#at, ...this.#found].sort((one, other) => one - other);
  }
}
