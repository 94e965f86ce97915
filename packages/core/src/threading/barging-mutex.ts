/**
 * The default lock: whoever comes when it is free takes it, whether others wait or not.
 *
 * The state is 0 or the holder. Only a compare-and-exchange from 0 (or from a dead holder) takes it, so there is
 * one holder at a time; only `give` makes it 0, after which it wakes as wait-point.ts says. A waiter that times
 * out, is aborted or dies has changed nothing but WAITERS and ASYNC, which are hints, so it neither takes nor
 * leaves a wake-up. A dead holder is taken over by one compare-and-exchange of the very word that named it, so two
 * that both find it dead cannot both take it. The reaper's alarm makes every waiter look when an agent is gone.
 *
 * Uncontended: one compare-and-exchange to take; one exchange and two loads to give. No allocation.
 *
 * @module
 */

import type { Program } from '../agent/program.ts';
import { waitSync, wakeOne } from '../agent/wait-point.ts';
import type { Address } from '../memory/index.ts';
import { ABANDONED, holderGone, type Mutex } from './mutex.ts';

export class BargingMutex implements Mutex {
  readonly at: Address;
  readonly #program: Program;

  constructor(program: Program, at: Address) {
    this.#program = program;
    this.at = at;
  }

  tryTake(flags: number): boolean {
    const { words, me } = this.#program;
    const state = words.compareExchange(this.at, 0, me | flags);
    if (state === 0) return true;
    return (
      holderGone(this.#program, state) &&
      words.compareExchange(this.at, state, me | flags | ABANDONED) === state
    );
  }

  takeSync(flags: number, deadline: number, asyncForm: string): boolean {
    const attempt = (): true | undefined => this.tryTake(flags) || undefined;
    return waitSync(this.#program, this.at, attempt, deadline, asyncForm) ?? false;
  }

  async take(
    owner: object,
    flags: number,
    deadline: number,
    signal: AbortSignal | undefined,
  ): Promise<boolean> {
    const attempt = (): true | undefined => this.tryTake(flags) || undefined;
    return (await this.#program.waits.wait(owner, this.at, attempt, deadline, signal)) ?? false;
  }

  give(): boolean {
    if (this.#program.words.exchange(this.at, 0) === 0) return false;
    wakeOne(this.#program, this.at);
    return true;
  }
}
