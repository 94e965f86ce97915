/**
 * The parameters of a run, for each scenario those it has.
 *
 * @module
 */

import {
  ParamError,
  type ParamValue,
  parseParams,
  type Preset,
  type ScenarioDescription,
  suggestion,
} from '@interleave/core/scenario';
import { InputError } from '../input-error.ts';

/** `name=value` words as a record. */
export function parseAssignments(words: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    words.map((word) => {
      const cut = word.indexOf('=');
      if (cut < 1) throw new InputError(`--param takes name=value, not '${word}'`);
      return [word.slice(0, cut).trim(), word.slice(cut + 1)];
    }),
  );
}

/**
 * A scenario's values under a preset and the assignments that are its own.
 *
 * @throws {InputError} naming the parameter, its type and its range
 */
export function valuesFor(
  contract: ScenarioDescription,
  preset: Preset,
  assignments: Readonly<Record<string, string>>,
): Record<string, ParamValue> {
  const own = Object.entries(assignments).filter(([name]) => Object.hasOwn(contract.params, name));
  try {
    return parseParams(contract.params, preset, Object.fromEntries(own));
  } catch (error) {
    if (error instanceof ParamError) throw new InputError(`${contract.id}: ${error.message}`);
    throw error;
  }
}

/** Refuses an assignment that none of the scenarios has a parameter for. */
export function refuseUnknown(
  contracts: readonly ScenarioDescription[],
  assignments: Readonly<Record<string, string>>,
): void {
  const known = new Set(contracts.flatMap((contract) => Object.keys(contract.params)));
  for (const name of Object.keys(assignments)) {
    if (known.has(name)) continue;
    const whose = contracts.length === 1 ? `${contracts[0]?.id} has` : 'None of the scenarios has';
    throw new InputError(
      `${whose} ${contracts.length === 1 ? 'no' : 'a'} parameter '${name}': ${suggestion(name, known)}`,
    );
  }
}
