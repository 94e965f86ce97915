/**
 * Making a scenario out of its definition.
 *
 * @module
 */

import { ContractError } from './check.ts';
import { scenarioProblems } from './check-scenario.ts';
import type {
  AnyDefinition,
  Observation,
  ParamSchema,
  RunScenario,
  SampleScenario,
  Scenario,
} from './contract.ts';
import { contractHash } from './contract-hash.ts';
import { SAMPLE_PARAMS } from './sample-params.ts';
import type { StressScenario } from './stress-contract.ts';
import { STRESS_PARAMS } from './stress-params.ts';
import type { TerminateScenario } from './terminate-contract.ts';
import { TERMINATE_PARAMS } from './terminate-params.ts';

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
export function defineScenario<const S extends ParamSchema, T>(
  url: string,
  definition: TerminateScenario<S, T>,
): Scenario;
export function defineScenario<const S extends ParamSchema, T, O extends Observation>(
  url: string,
  definition: StressScenario<S, T, O>,
): Scenario;
export function defineScenario(url: string, definition: AnyDefinition): Scenario {
  const problems = scenarioProblems(url, definition);
  if (problems.length > 0) throw new ContractError(subject(definition, url), problems);
  const complete = { ...definition, params: { ...engineParams(definition), ...definition.params } };
  const scenario = { ...complete, url, contractHash: contractHash(complete) };
  Object.defineProperty(scenario, BRAND, { value: true });
  return Object.freeze(scenario);
}

function engineParams(definition: AnyDefinition): ParamSchema {
  if ('run' in definition) return {};
  if (definition.engine === 'sample') return SAMPLE_PARAMS;
  return definition.engine === 'terminate' ? TERMINATE_PARAMS : STRESS_PARAMS;
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
