/**
 * The contract of a scenario that goes on for long, with faults, and is checked by an invariant.
 *
 * @module
 */

import type { TaskRef } from '../task/index.ts';
import type { Observation, ParamSchema, ParamValues, ScenarioBase, ScenarioContext } from './contract.ts';

/** By which a worker asks how things stand, and lets things go wrong. */
export interface Chaos {
  /** False once the episode is over: the worker returns. */
  goesOn(): boolean;
  /** Uniform in [0, 1), from the seed of the episode and the thread's place in it. */
  random(): number;
  /**
   * Somewhere that a fault may be injected: mostly nothing happens; sometimes this thread is held up for a while, and a
   * mortal one may end here with all that it holds, without a `finally` or a `using` on the way out.
   */
  point(): Promise<void>;
}

/** What a thread of an episode does until it is over. */
export type StressTask<T = never> = ((shared: T, chaos: Chaos) => unknown) & TaskRef;

/** One kind of thread in an episode. */
export interface StressWorker<T = never> {
  readonly name: string;
  readonly task: StressTask<T>;
  /** How many of them. Default 1. */
  readonly count?: number;
  /** Whether they die; whoever dies is followed by another. */
  readonly mortal?: boolean;
}

/** An episode that is over. */
export interface Episode {
  readonly number: number;
  readonly seed: number;
  /** By the name of a worker, how many of them died. */
  readonly deaths: Readonly<Record<string, number>>;
}

/**
 * A scenario of episodes: each is prepared, lets its threads loose on each other, lets some of them be held up or die,
 * ends, and is checked. The first that breaks the contract is the last. Episodes follow each other for the parameter
 * `duration`; what is random in episode n depends on the unit's seed and on n alone, so that `--seed` and the parameter
 * `from` begin with the one that failed.
 *
 * An episode whose threads do not end is observed as `stuck`, which no contract allows unless it has a row for it. The
 * engine counts `episodes`, `points`, `stalls` and `deaths`. A thread that throws makes the unit an `error`.
 */
export interface StressScenario<
  S extends ParamSchema = ParamSchema,
  T = never,
  O extends Observation = Observation,
> extends ScenarioBase<S> {
  readonly engine: 'stress';
  /** Per variant. */
  readonly workers: Readonly<Record<string, readonly StressWorker<T>[]>>;
  /** Per mutant the workers in place of its variant's; a mutant may as well differ in the rest. */
  readonly mutantWorkers?: Readonly<Record<string, readonly StressWorker<T>[]>>;
  /** Makes what the workers share: anything that may be an argument of a thread. */
  prepare(ctx: ScenarioContext, params: ParamValues<S>): T | Promise<T>;
  /** Called when an episode's time is over, where workers wait for something that must now be said to them. */
  finish?(ctx: ScenarioContext, shared: T, params: ParamValues<S>): void | Promise<void>;
  /** Called when all its threads have ended: what came of it. */
  check(ctx: ScenarioContext, shared: T, episode: Episode, params: ParamValues<S>): O | Promise<O>;
  /** The key that the outcome table is read with. */
  project(observation: O, params: ParamValues<S>): string;
}
