/**
 * A future's word in shared memory, as one agent's wrapper uses it.
 *
 * @module
 */

import type { HandleData } from '../agent/primitive.ts';
import type { Program } from '../agent/program.ts';
import { StateError } from '../errors.ts';
import { KIND, type Address } from '../memory/index.ts';
import type { FutureState } from './future-state.ts';
import {
  advance,
  cancelShared,
  laySharedFuture,
  orphaned,
  readShared,
  settleShared,
  stateOf,
  type Outcome,
} from './shared-future.ts';

export class SharedSide {
  readonly #program: Program;
  readonly #at: Address;
  #following: AbortController | undefined;

  /** The reference to the word becomes the wrapper's. */
  constructor(program: Program, at: Address, wrapper: object) {
    this.#program = program;
    this.#at = at;
    program.adopt(wrapper, at);
  }

  /** Makes the word of a future that was its agent's alone. Throws with nothing kept. */
  static lay(
    program: Program,
    state: FutureState,
    outcome: Outcome | undefined,
    kept: boolean,
    wrapper: object,
  ): SharedSide {
    const at = laySharedFuture(program, state, kept ? program.me : 0);
    try {
      if (outcome !== undefined) settleShared(program, at, outcome);
    } catch (error) {
      program.release(at);
      throw error;
    }
    return new SharedSide(program, at, wrapper);
  }

  get at(): Address {
    return this.#at;
  }

  get program(): Program {
    return this.#program;
  }

  get handle(): HandleData {
    const { generation } = this.#program.blocks.handle(this.#at);
    const { scope } = this.#program.words;
    return { type: 'Future', kind: KIND.future, scope, at: this.#at, generation, name: undefined, flags: 0 };
  }

  get state(): FutureState {
    return stateOf(this.#program, this.#at);
  }

  advance(from: FutureState, to: FutureState): boolean {
    return advance(this.#program, this.#at, from, to);
  }

  cancel(): boolean {
    return cancelShared(this.#program, this.#at);
  }

  /** False when it has ended already. Throws when the value cannot travel. */
  settle(outcome: Outcome): boolean {
    return settleShared(this.#program, this.#at, outcome);
  }

  /** A value that cannot travel is an error to everybody. Undefined when it has ended already. */
  settleAnyway(outcome: Outcome): Outcome | undefined {
    try {
      return this.settle(outcome) ? outcome : undefined;
    } catch (error) {
      const refused = { failed: true, value: error };
      return this.settle(refused) ? refused : undefined;
    }
  }

  /** The outcome of one that has finished; one that cannot be read has failed. */
  read(): Outcome {
    try {
      return readShared(this.#program, this.#at);
    } catch (error) {
      return { failed: true, value: error };
    }
  }

  /** Why nobody will ever end it, where that is so. */
  get orphaned(): StateError | undefined {
    if (!orphaned(this.#program, this.#at)) return undefined;
    return new StateError('The thread whose pool was to run the task is dead');
  }

  /** This agent's bell rings for the next step. */
  announce(): void {
    this.#program.waits.announce(this.#at);
  }

  /** Follows the word until `attempt` succeeds or `leave` is called; this keeps the program alive, as every wait does. */
  follow(wrapper: object, attempt: () => true | undefined, followed: () => void): void {
    if (this.#following !== undefined) return;
    const following = (this.#following = new AbortController());
    const over = (): void => {
      this.#following = undefined;
      followed();
    };
    this.#program.waits.wait(wrapper, this.#at, attempt, Infinity, following.signal).then(over, over);
  }

  leave(): void {
    this.#following?.abort();
  }
}
