/**
 * Which agents can get in each other's way at which words: one that changes a word with all that use it, one that reads
 * it with those that change it.
 *
 * An operation that is in the way of nobody who can still do something commutes with everything that others do, so
 * nothing new comes of a switch before it. Who uses which words is found out while schedules run. What was left out of a
 * search because nobody was known to use a word so, and then somebody did, is looked at by another search, until there
 * was one that left out nothing of that kind.
 *
 * @module
 */

import type { Address } from '../memory/index.ts';

/** So many agents are told apart; all others are in everybody's way. */
const MOST = 30;
const EVERYBODY = 2 ** 31 - 1;

export class Conflicts {
  /** For each word a bit for each agent that used it, and that changed it. */
  readonly #users: Int32Array;
  readonly #changers: Int32Array;
  /** For whom a switch was left out in this search: before it read, before it changed the word. */
  readonly #read: Int32Array;
  readonly #changed: Int32Array;
  readonly #missed: Set<Address> = new Set();
  #grows = false;

  /** `known`: what `all` of another gave. */
  constructor(words: number, known: readonly number[] = []) {
    this.#users = new Int32Array(words);
    this.#changers = new Int32Array(words);
    this.#read = new Int32Array(words);
    this.#changed = new Int32Array(words);
    for (let index = 0; index + 2 < known.length; index += 3) {
      const [at, users, changers] = known.slice(index, index + 3) as [Address, number, number];
      this.#users[at] = users;
      this.#changers[at] = changers;
    }
  }

  /** Whether an agent's operation may as well come now; `others` has a bit for each agent that can still do something. */
  commutes(agent: number, at: Address, changes: boolean, others: number): boolean {
    if (agent >= MOST) return false;
    const bit = 1 << agent;
    const inTheWay = (changes ? this.#users : this.#changers)[at] as number;
    if ((inTheWay & others & ~bit) !== 0) return false;
    const left = changes ? this.#changed : this.#read;
    left[at] = (left[at] as number) | bit;
    return true;
  }

  used(agent: number, at: Address, changes: boolean): void {
    const bit = 1 << Math.min(agent, MOST);
    const [users, changers] = [this.#users[at] as number, this.#changers[at] as number];
    if ((users & bit) !== 0 && (!changes || (changers & bit) !== 0)) return;
    this.#users[at] = users | bit;
    let left = this.#changed[at] as number;
    if (changes) {
      this.#changers[at] = changers | bit;
      left |= this.#read[at] as number;
    }
    if ((left & ~bit) === 0) return;
    this.#grows = true;
    // If it was not known once before, who else comes to use it is not waited for: each would take another search.
    if (this.#missed.has(at)) {
      this.#users[at] = EVERYBODY;
      this.#changers[at] = EVERYBODY;
    } else this.#missed.add(at);
  }

  /** Whether another search is needed. */
  get grows(): boolean {
    return this.#grows;
  }

  /** Another search begins. */
  begin(): void {
    this.#grows = false;
    this.#read.fill(0);
    this.#changed.fill(0);
  }

  /** Where agents are in each other's way: the word, who uses it and who changes it, one after the other. */
  get all(): readonly number[] {
    const all: number[] = [];
    for (const [at, changers] of this.#changers.entries()) {
      const users = this.#users[at] as number;
      if (changers !== 0 && (users & (users - 1)) !== 0) all.push(at, users, changers);
    }
    return all;
  }
}
