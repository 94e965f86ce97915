/**
 * Every schedule within the bounds, one after the other; what leads to where another has been is cut off there.
 *
 * A schedule does not begin at the beginning: where it parts from the one before, everything was kept as it was then
 * (memory, who sleeps, and of each agent what it was told), and from there it goes on. Going back takes the schedules in
 * the order in which they part last, so what was kept is thrown away as soon as it is no longer needed.
 *
 * Two schedules that lead to the same state are one from there on. A state is what can make a difference later: what
 * memory is and who sleeps where, what every agent's code was told (from which follows where it is), what was noted, and
 * what may still happen (see World.key); not how it came to that. With bounded preemptions it has nothing new to offer if
 * it was reached with as few of them when it was the same agent's turn or nobody's; or with one fewer, whosever turn it
 * was, because one preemption gives the turn to any other. States are told apart by hashes of 52 bits: among a million of
 * them two are taken for one with a probability of about one in ten thousand.
 *
 * @module
 */

import type { Choice } from './choice.ts';
import { STOP, type Chooser, type Moment } from './chooser.ts';
import type { World } from './world.ts';

interface Node {
  /** Undefined where a checkpoint says only which of them is next. */
  choices: readonly Choice[] | undefined;
  moment: Moment | undefined;
  next: number;
}

export class DepthFirst implements Chooser {
  readonly #bound: number;
  readonly #path: Node[];
  /** With how many preemptions each state was reached, whosever turn it was: one more where it is somebody's. */
  readonly #seen: Map<number, number> = new Map();
  /** The same of each state and agent whose turn it was. */
  readonly #turns: Map<number, number> = new Map();
  #depth = 0;
  #begun = false;
  from: Moment | undefined;

  constructor(preemptions: number | undefined, checkpoint?: string) {
    this.#bound = preemptions ?? Infinity;
    const path = checkpoint === undefined || checkpoint === '' ? [] : checkpoint.split('.');
    this.#path = path.map((next) => ({ choices: undefined, moment: undefined, next: Number(next) }));
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
      if (last.next < (last.choices?.length ?? 0)) {
        this.#depth = path.length - 1;
        this.from = last.moment;
        return true;
      }
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
      if (known.choices === undefined) {
        known.choices = allowed;
        known.moment = world.moment();
      }
      return known.choices[known.next] ?? world.end('cut', '');
    }
    if (this.#isCovered(world)) return STOP;
    this.#path.push({ choices: allowed, moment: world.moment(), next: 0 });
    this.#depth += 1;
    return allowed[0] as Choice;
  }

  /** Whether all that can follow was tried, or is being tried, from where this state was reached before. */
  #isCovered(world: World): boolean {
    const preemptions = this.#bound === Infinity ? 0 : world.preemptions;
    const { key } = world;
    const mine = this.#bound === Infinity ? undefined : world.turnKey;
    const best = this.#seen.get(key) ?? Infinity;
    if (best <= preemptions) return true;
    this.#seen.set(key, Math.min(best, mine === undefined ? preemptions : preemptions + 1));
    if (mine === undefined) return false;
    if ((this.#turns.get(mine) ?? Infinity) <= preemptions) return true;
    this.#turns.set(mine, preemptions);
    return false;
  }
}
