/**
 * A pool's levels of priority, as its owner has them.
 *
 * Workers look through ORDER from its start. To put a level between others the owner moves those behind it, one store
 * each: a worker that looks meanwhile may see a level twice or miss one, which is why everybody that is parked is called
 * after it. A level of which nothing waits is used for another priority.
 *
 * @module
 */

import type { Program } from '../../agent/program.ts';
import type { Address } from '../../memory/index.ts';
import { MOST_LEVELS, POOL } from './layout.ts';
import { layLevel, lengthOf } from './level.ts';

interface Level {
  priority: number;
  readonly at: Address;
}

export class Levels {
  readonly #program: Program;
  readonly #pool: Address;
  readonly #normal: Address;
  /** The most urgent first. */
  readonly #levels: Level[];

  constructor(program: Program, pool: Address) {
    this.#program = program;
    this.#pool = pool;
    this.#normal = program.words.load(pool + POOL.order);
    this.#levels = [{ priority: 0, at: this.#normal }];
  }

  /** Whether there is more than one. */
  get several(): boolean {
    return this.#levels.length > 1;
  }

  /** The level of a priority; where there are too many, the one that is next to it. */
  of(priority: number): Address {
    if (priority === 0) return this.#normal;
    const levels = this.#levels;
    const known = levels.find((level) => level.priority === priority);
    if (known !== undefined) return known.at;
    const level = this.#spare(priority);
    if (level === undefined) {
      const below = levels.find((other) => other.priority < priority) ?? (levels.at(-1) as Level);
      return below.at;
    }
    level.priority = priority;
    levels.push(level);
    levels.sort((a, b) => b.priority - a.priority);
    this.#publish();
    return level.at;
  }

  #spare(priority: number): Level | undefined {
    const { words } = this.#program;
    const levels = this.#levels;
    const empty = levels.findIndex(({ at }) => at !== this.#normal && lengthOf(words, at) === 0);
    if (empty >= 0) return levels.splice(empty, 1)[0];
    return levels.length < MOST_LEVELS ? { priority, at: layLevel(this.#program) } : undefined;
  }

  #publish(): void {
    const { words } = this.#program;
    this.#levels.forEach(({ at }, index) => words.store(this.#pool + POOL.order + index, at));
    words.store(this.#pool + POOL.levels, this.#levels.length);
  }
}
