/**
 * Writes histories down while they happen.
 *
 * @module
 */

import type { Call } from './call.ts';

/** Gives each moment a number of its own, in every agent: a counter in shared memory, or the explorer's steps. */
export type Clock = () => number;

/** What an agent did, in order, to be put together with what others did. */
export class Recorder {
  readonly calls: Call[] = [];
  readonly #agent: string;
  readonly #clock: Clock;

  constructor(agent: string, clock: Clock) {
    this.#agent = agent;
    this.#clock = clock;
  }

  /** Runs an operation and writes it down; `view` makes of its result what the model expects. */
  call<T>(
    name: string,
    args: readonly unknown[],
    run: () => T,
    view: (result: T) => unknown = (it) => it,
  ): T {
    const called = this.#clock();
    const result = run();
    this.calls.push({
      agent: this.#agent,
      name,
      args,
      called,
      returned: this.#clock(),
      result: view(result),
    });
    return result;
  }

  /** The same of an operation that is awaited. */
  async callAsync<T>(
    name: string,
    args: readonly unknown[],
    run: () => Promise<T>,
    view: (result: T) => unknown = (it) => it,
  ): Promise<T> {
    const called = this.#clock();
    const result = await run();
    this.calls.push({
      agent: this.#agent,
      name,
      args,
      called,
      returned: this.#clock(),
      result: view(result),
    });
    return result;
  }
}
