/**
 * The engine of scenarios whose variants run as ordinary code.
 *
 * @module
 */

import type { Observation, ParamValues, RunScenario } from './contract.ts';
import type { Observer } from './observe.ts';
import type { ParamValue } from './params.ts';

/** An error of the scenario's `project`, which is told apart from one of its `run`. */
export class ProjectionError extends Error {
  override readonly name: string = 'ProjectionError';
}

/** How often `run` is called in one unit. */
export function repeats(scenario: RunScenario, params: Readonly<Record<string, ParamValue>>): number {
  const repeat = scenario.repeat ?? 1;
  const times = typeof repeat === 'function' ? repeat(params as ParamValues<never>) : repeat;
  if (Number.isSafeInteger(times) && times >= 1) return times;
  throw new RangeError(`repeat gave ${times}; it must be an integer of at least 1`);
}

/** Calls `run` as often as asked and reports each observation with its key. */
export async function runScenario(
  scenario: RunScenario,
  observer: Observer,
  params: Readonly<Record<string, ParamValue>>,
  times: number,
): Promise<void> {
  for (let i = 0; i < times; i++) {
    observer.ctx.signal.throwIfAborted();
    const observation = await scenario.run(observer.ctx, params);
    observer.observed(projectKey(scenario, observation, params), observation);
    if (times > 1) observer.ctx.progress((i + 1) / times);
  }
}

/** The key of an observation; an error of `project` is a {@link ProjectionError}. */
export function projectKey(
  scenario: Pick<RunScenario, 'project'>,
  observation: Observation,
  params: Readonly<Record<string, ParamValue>>,
): string {
  let key: unknown;
  try {
    key = scenario.project(observation, params);
  } catch (cause) {
    throw new ProjectionError(`project threw on the observation ${JSON.stringify(observation)}`, { cause });
  }
  if (typeof key === 'string') return key;
  throw new ProjectionError(`project gave a value of type ${typeof key}; the key must be a text`);
}
