/**
 * From a module to the scenarios that it exports.
 *
 * @module
 */

import { ContractError } from './check.ts';
import type { Scenario } from './contract.ts';
import { isScenario } from './define.ts';
import { suggestion } from './nearest.ts';

/**
 * The scenarios that a module exports: the default export first, the others by their names' order.
 *
 * @throws {ContractError} where it exports none, or two under one id
 */
export async function loadScenarios(module: string): Promise<Scenario[]> {
  const exports = (await import(/* @vite-ignore */ module)) as Readonly<Record<string, unknown>>;
  // A scenario may be exported under several names.
  const scenarios = [...new Set([exports['default'], ...Object.values(exports)].filter(isScenario))];
  if (scenarios.length === 0) {
    const names = Object.keys(exports).map((name) => (name === 'default' ? 'the default' : `'${name}'`));
    const found = names.length === 0 ? 'it exports nothing' : `it exports ${names.join(', ')}`;
    throw new ContractError(`The module ${module}`, [
      `exports no scenario (${found}); write: export default defineScenario(import.meta.url, { ... })`,
    ]);
  }
  const ids = scenarios.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined)
    throw new ContractError(`The module ${module}`, [
      `exports two scenarios with the id '${twice}'; an id names one scenario`,
    ]);
  return scenarios;
}

/** One of a module's scenarios; the first where no id is given. */
export async function loadScenario(module: string, id?: string): Promise<Scenario> {
  const scenarios = await loadScenarios(module);
  const found = id === undefined ? scenarios[0] : scenarios.find((scenario) => scenario.id === id);
  if (found !== undefined) return found;
  throw new RangeError(
    `The module ${module} has no scenario '${id}': ${suggestion(
      id ?? '',
      scenarios.map((scenario) => scenario.id),
    )}`,
  );
}
