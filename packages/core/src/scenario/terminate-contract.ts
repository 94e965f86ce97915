/**
 * The contract of a scenario whose lesson is whether something ends.
 *
 * @module
 */

import type { TaskRef } from '../task/index.ts';
import type { ParamSchema, ParamValues, ScenarioBase, ScenarioContext } from './contract.ts';

/** What must end, or must not; a task, because it runs in a thread of its own, which may spin or block. */
export type TerminateBody<T = never> = ((shared: T) => unknown) & TaskRef;

/**
 * A scenario of a body that must end within a bound, or must not end. The keys of its outcome tables are `ended` and
 * `not ended`; where a table allows `not ended`, the engine watches for the parameter `watch`, else it waits for the
 * parameter `bound` at most. `times` bodies are tried, one after the other, until one does not end: that one spins or
 * sleeps on until its program or page is ended, which is the next thing to happen.
 *
 * The engine counts `begun`, the bodies that had begun before anything was done to end them, and takes the measure
 * `until-end` itself where the contract names it. A body that throws is an `error`, not an ending.
 */
export interface TerminateScenario<S extends ParamSchema = ParamSchema, T = never> extends ScenarioBase<S> {
  readonly engine: 'terminate';
  readonly bodies: Readonly<Record<string, TerminateBody<T>>>;
  /** Per mutant the body that runs in place of its variant's; a mutant may as well differ in the other two. */
  readonly mutantBodies?: Readonly<Record<string, TerminateBody<T>>>;
  /** Makes what the body is given: anything that may be an argument of a thread. */
  prepare(ctx: ScenarioContext, params: ParamValues<S>): T | Promise<T>;
  /** Called when the body has begun, and has had the parameter `settle` to get under way: what should end it. */
  provoke?(ctx: ScenarioContext, shared: T, params: ParamValues<S>): void | Promise<void>;
}
