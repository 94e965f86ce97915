/**
 * How many may still enter: the words of a semaphore.
 *
 * The state is the count of free permits, never below 0. Only a compare-and-exchange that finds it above 0 takes
 * one; only one that finds room up to LIMIT gives some back. LIMIT is fixed before anybody else knows the block: the
 * initial value of a bounded semaphore, the largest count of any other. So what is checked and what is changed are
 * the same word at the same moment, and a refused release has changed nothing.
 *
 * No wake-up is lost, by wait-point.ts: `give` raises the count, then wakes as many as it gave. One that was woken
 * and finds the count at 0 sleeps again, and whoever took that permit wakes the next. A waiter that times out, is
 * aborted or dies has changed only hints. A permit that an agent held when it died is not recovered: permits have no
 * holders.
 *
 * Uncontended: one load and one compare-and-exchange to take; two more loads to give. No allocation, no system call.
 *
 * @module
 */

import type { Program } from '../agent/program.ts';
import { WAIT_POINT_WORDS, waitSync, wake } from '../agent/wait-point.ts';
import { KIND, type Address } from '../memory/index.ts';

const LIMIT: number = WAIT_POINT_WORDS;
const PERMIT_WORDS: number = WAIT_POINT_WORDS + 1;

/** The largest count that a word has room for. */
export const MOST_PERMITS: number = 2 ** 31 - 1;

/** Whether nobody may sleep on this count: it was above 0 before another took the permit. */
function isOpen(count: number): boolean {
  return count > 0;
}

export class Permits {
  readonly at: Address;
  readonly limit: number;
  readonly #program: Program;

  constructor(program: Program, at: Address) {
    this.#program = program;
    this.at = at;
    this.limit = program.words.load(at + LIMIT);
  }

  static allocate(program: Program, value: number, limit: number): Address {
    const at = program.blocks.allocate(KIND.semaphore, PERMIT_WORDS);
    program.words.store(at + LIMIT, limit);
    program.words.store(at, value);
    return at;
  }

  get value(): number {
    return this.#program.words.load(this.at);
  }

  tryTake(): boolean {
    const { words } = this.#program;
    for (let count = words.load(this.at); count > 0;) {
      const seen = words.compareExchange(this.at, count, count - 1);
      if (seen === count) return true;
      count = seen;
    }
    return false;
  }

  takeSync(deadline: number, asyncForm: string): boolean {
    const attempt = (): true | undefined => this.tryTake() || undefined;
    return waitSync(this.#program, this.at, attempt, deadline, asyncForm, undefined, isOpen) ?? false;
  }

  async take(owner: object, deadline: number, signal: AbortSignal | undefined): Promise<boolean> {
    const attempt = (): true | undefined => this.tryTake() || undefined;
    const { waits } = this.#program;
    return (await waits.wait(owner, this.at, attempt, deadline, signal, waits.hope)) ?? false;
  }

  /** Gives back so many at once; false, and nothing changed, when there would be more than the limit. */
  give(permits: number): boolean {
    const { words } = this.#program;
    const most = this.limit - permits;
    for (let count = words.load(this.at); ;) {
      if (count > most) return false;
      const seen = words.compareExchange(this.at, count, count + permits);
      if (seen === count) break;
      count = seen;
    }
    wake(this.#program, this.at, permits);
    return true;
  }
}
