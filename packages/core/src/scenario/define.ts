/**
 * Making a scenario out of its definition.
 *
 * @module
 */

import { ContractError } from './check.ts';
import { scenarioProblems } from './check-scenario.ts';
import type { Observation, ParamSchema, RunScenario, SampleScenario, Scenario } from './contract.ts';
import { contractHash } from './contract-hash.ts';
import { SAMPLE_PARAMS } from './sample-params.ts';

/** By which a scenario is known, whichever copy of this module made it. */
const BRAND = Symbol.for('interleave/scenario');

/**
 * Checks a definition and makes it a scenario; a module's default export is one.
 *
 * @example
 * ```ts
 * export default defineScenario(import.meta.url, { id: 'lost-update', engine: 'run', run: (ctx) => …, … });
 * ```
 * @throws {ContractError} naming every field that is wrong, what is wrong with it and what would be right.
 */
export function defineScenario<const S extends ParamSchema, O extends Observation>(
  url: string,
  definition: RunScenario<S, O>,
): Scenario;
export function defineScenario<const S extends ParamSchema>(
  url: string,
  definition: SampleScenario<S>,
): Scenario;
export function defineScenario(url: string, definition: RunScenario | SampleScenario): Scenario {
  const problems = scenarioProblems(url, definition);
  if (problems.length > 0) throw new ContractError(subject(definition, url), problems);
  const params =
    definition.engine === 'sample' ? { ...SAMPLE_PARAMS, ...definition.params } : definition.params;
  const complete = { ...definition, params };
  const scenario = { ...complete, url, contractHash: contractHash(complete) };
  Object.defineProperty(scenario, BRAND, { value: true });
  return Object.freeze(scenario);
}

/** Whether a value is what {@link defineScenario} gave, in this copy of the module or another. */
export function isScenario(value: unknown): value is Scenario {
  return typeof value === 'object' && value !== null && (value as Record<symbol, unknown>)[BRAND] === true;
}

function subject(definition: unknown, url: unknown): string {
  const id = (definition as { readonly id?: unknown } | null | undefined)?.id;
  if (typeof id === 'string' && id !== '') return `Scenario '${id}'`;
  return typeof url === 'string' && url !== '' ? `The scenario of ${url}` : 'The scenario';
}
