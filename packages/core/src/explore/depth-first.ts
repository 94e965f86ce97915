/**
 * Every schedule within the bounds, one after the other; what leads to where another has been is cut off there.
 *
 * A state that was reached with more preemptions left than now has nothing new to offer. States are told apart by hashes
 * of 52 bits: among a million of them two are taken for one with a probability of about one in ten thousand.
 *
 * @module
 */

import type { Choice } from './choice.ts';
import { STOP, type Chooser, type World } from './world.ts';

interface Node {
  /** Undefined where a checkpoint says only which of them is next. */
  choices: readonly Choice[] | undefined;
  next: number;
}

export class DepthFirst implements Chooser {
  readonly #bound: number;
  readonly #path: Node[];
  readonly #seen: Map<number, number> = new Map();
  #depth = 0;
  #begun = false;

  constructor(preemptions: number | undefined, checkpoint?: string) {
    this.#bound = preemptions ?? Infinity;
    const path = checkpoint === undefined || checkpoint === '' ? [] : checkpoint.split('.');
    this.#path = path.map((next) => ({ choices: undefined, next: Number(next) }));
  }

  /** Goes on to the next schedule; false when there is none. */
  advance(): boolean {
    this.#depth = 0;
    if (!this.#begun) {
      this.#begun = true;
      return true;
    }
    const path = this.#path;
    for (let last = path.at(-1); last !== undefined; last = path.at(-1)) {
      last.next += 1;
      // One that a checkpoint brought and no schedule has reached cannot be here: the path was walked to its end.
      if (last.next < (last.choices?.length ?? 0)) return true;
      path.pop();
    }
    return false;
  }

  get states(): number {
    return this.#seen.size;
  }

  /** What is left, for another search to begin with. */
  get checkpoint(): string {
    return this.#path.map(({ next }) => next).join('.');
  }

  choose(world: World, choices: readonly Choice[]): Choice | typeof STOP {
    const left = this.#bound - world.preemptions;
    const allowed = choices.filter((choice) => world.costOf(choice) <= left && !world.isLate(choice));
    if (allowed.length === 1) return allowed[0] as Choice;
    const known = this.#path[this.#depth];
    if (known !== undefined) {
      this.#depth += 1;
      known.choices ??= allowed;
      return known.choices[known.next] ?? world.end('cut', '');
    }
    const { key } = world;
    const best = this.#seen.get(key);
    if (best !== undefined && best <= world.preemptions) return STOP;
    this.#seen.set(key, world.preemptions);
    this.#path.push({ choices: allowed, next: 0 });
    this.#depth += 1;
    return allowed[0] as Choice;
  }
}
