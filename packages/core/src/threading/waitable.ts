/**
 * What a Condition asks of its lock. Found by a symbol and not by class, because a program may hold several copies of
 * this library, and a lock that arrived may be of another copy than the Condition made over it.
 *
 * @module
 */

import type { Program } from '../agent/program.ts';
import { SCOPED, type Mutex } from './mutex.ts';

const WAITABLE: unique symbol = Symbol.for('interleave/waitable') as never;

/** How a lock was held when a wait freed it; only the lock looks inside. */
export type Hold = object;

export interface Waitable {
  /** Whether the caller holds it, as far as the lock can tell. */
  holds(): boolean;
  /** Frees it, every level of it. */
  free(): Hold;
  /** Waits until it is held as it was: for ever, because a wait ends with its lock held. */
  retake(owner: object, hold: Hold): Promise<void>;
  retakeSync(hold: Hold, asyncForm: string): void;
}

/** Lets a class's instances be waited over. */
export function waitable<T extends object>(
  constructor: { readonly prototype: T },
  waitableOf: (lock: T) => Waitable,
): void {
  Object.defineProperty(constructor.prototype, WAITABLE, {
    value(this: T): Waitable {
      return waitableOf(this);
    },
  });
}

/** A lock as a Condition sees it; undefined for anything else. */
export function waitableOf(lock: object): Waitable | undefined {
  return (lock as { [WAITABLE]?: () => Waitable })[WAITABLE]?.();
}

/** A Lock has no owner but may be held with a guard, which it is again after the wait. */
export class WaitableMutex implements Waitable {
  readonly #program: Program;
  readonly #mutex: Mutex;

  constructor(program: Program, mutex: Mutex) {
    this.#program = program;
    this.#mutex = mutex;
  }

  holds(): boolean {
    return this.#program.words.load(this.#mutex.at) !== 0;
  }

  free(): Hold {
    const flags = this.#program.words.load(this.#mutex.at) & SCOPED;
    this.#mutex.give();
    return { flags };
  }

  async retake(owner: object, hold: Hold): Promise<void> {
    const { flags } = hold as { flags: number };
    if (this.#mutex.tryTake(flags)) return;
    await this.#mutex.take(owner, flags, Infinity, undefined);
  }

  retakeSync(hold: Hold, asyncForm: string): void {
    const { flags } = hold as { flags: number };
    if (this.#mutex.tryTake(flags)) return;
    this.#mutex.takeSync(flags, Infinity, asyncForm);
  }
}
