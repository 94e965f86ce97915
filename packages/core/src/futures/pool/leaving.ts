/**
 * Which calls a worker whose own tasks await leaves to others, and that they come to be called for those.
 *
 * Why none is left lying: who leaves some after it has taken one tells the owner, which calls a parked worker with nothing
 * to do, if there is one; and that one takes at least one, so it tells in its turn of what it leaves. One that was called
 * and took nothing says nothing, or those that cannot take more either would wake each other for ever. A call that is put
 * after a worker has looked is the owner's to see to: it looks for parked workers whenever it has run out of results.
 *
 * @module
 */

import type { Program } from '../../agent/program.ts';
import type { Address } from '../../memory/index.ts';
import { ringOwner } from './done.ts';
import { freeLanes } from './lane.ts';

/** Tasks that await, of one worker at a time. Beyond it would rather be memory than parallelism. */
const MOST_PENDING = 1024;

export class Leaving {
  readonly #program: Program;
  readonly #pool: Address;
  /** It has taken calls since it last told of those that it leaves. */
  #took = false;

  constructor(program: Program, pool: Address) {
    this.#program = program;
    this.#pool = pool;
  }

  /** It has taken a call that anybody might have taken. */
  took(): void {
    this.#took = true;
  }

  /**
   * Whether a worker with so many tasks that await leaves what waits to others: there are enough that have nothing to do,
   * and what it took could hold up what it has.
   */
  leaves(pending: number, waiting: number): boolean {
    return pending >= MOST_PENDING || freeLanes(this.#program, this.#pool) >= waiting;
  }

  /** It leaves what waits, and goes on to park. */
  tell(waiting: number): void {
    if (!this.#took || waiting === 0) return;
    this.#took = false;
    ringOwner(this.#program, this.#pool);
  }
}
