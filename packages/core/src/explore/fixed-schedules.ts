/**
 * Choosers that do as they are told: a given schedule, and everybody in turn.
 *
 * @module
 */

import { agentOf, type Choice } from './choice.ts';
import type { Chooser, STOP } from './chooser.ts';
import type { World } from './world.ts';

/** Follows a schedule. Where it cannot: ends (`strict`), or does what comes first. */
export class Follow implements Chooser {
  readonly #schedule: readonly Choice[];
  readonly #strict: boolean;
  #at = 0;

  constructor(schedule: readonly Choice[], strict: boolean) {
    this.#schedule = schedule;
    this.#strict = strict;
  }

  choose(world: World, choices: readonly Choice[]): Choice | typeof STOP {
    while (this.#at < this.#schedule.length) {
      const wanted = this.#schedule[this.#at] as Choice;
      this.#at += 1;
      if (choices.includes(wanted)) return wanted;
      if (this.#strict) {
        return world.end('cut', `step ${world.taken.length + 1} of the schedule is not possible here`);
      }
    }
    return choices[0] as Choice;
  }
}

/** Each agent in turn, one step each. */
export class RoundRobin implements Chooser {
  choose({ taken, agents }: World, choices: readonly Choice[]): Choice {
    const last = taken.length === 0 ? -1 : agentOf(taken.at(-1) as Choice);
    const behind = (choice: Choice): number => (agentOf(choice) - last - 1 + agents.length) % agents.length;
    // Of one agent's choices the first, which is its next step where it has one.
    return choices.reduce((best, choice) => (behind(choice) < behind(best) ? choice : best));
  }
}
