/**
 * Schedules by chance: the agent of highest priority runs, and at a few random moments it falls behind all others. With
 * n agents, k steps and d - 1 such moments a bug of depth d is found with a probability of at least 1/(n·k^(d-1)) a
 * schedule (Burckhardt, Kothari, Musuvathi, Nagarakatte: A randomized scheduler with probabilistic guarantees of finding
 * bugs). What is not a step (a timeout, a death) is mixed in by chance.
 *
 * @module
 */

import { agentOf, kindOf, type Choice } from './choice.ts';
import type { Chooser } from './chooser.ts';
import type { World } from './world.ts';

/** Of all choices that offer something besides steps, the share that takes it. */
const BESIDES = 0.05;

export class RandomSearch implements Chooser {
  readonly #random: () => number;
  readonly #depth: number;
  #longest = 20;
  #priorities: number[] = [];
  #changes: number[] = [];
  /** How often it was asked in this schedule. */
  #asked = 0;

  constructor(random: () => number, depth: number) {
    this.#random = random;
    this.#depth = depth;
  }

  advance(agents: number): boolean {
    this.#asked = 0;
    this.#priorities = Array.from({ length: agents }, () => 1 + this.#random());
    this.#changes = Array.from({ length: this.#depth - 1 }, () => Math.floor(this.#random() * this.#longest));
    return true;
  }

  choose(_world: World, choices: readonly Choice[]): Choice {
    const now = this.#asked;
    this.#asked += 1;
    this.#longest = Math.max(this.#longest, now);
    const isTurn = (choice: Choice): boolean => kindOf(choice) === 'step' || kindOf(choice) === 'hear';
    const turns = choices.filter(isTurn);
    const others = choices.filter((choice) => !isTurn(choice));
    if (turns.length === 0 || (others.length > 0 && this.#random() < BESIDES)) {
      return others[Math.floor(this.#random() * others.length)] as Choice;
    }
    const highest = (): Choice =>
      turns.reduce((best, choice) => (this.#of(choice) > this.#of(best) ? choice : best));
    const at = this.#changes.indexOf(now);
    if (at >= 0) this.#priorities[agentOf(highest())] = -at;
    return highest();
  }

  #of(choice: Choice): number {
    return this.#priorities[agentOf(choice)] as number;
  }
}
