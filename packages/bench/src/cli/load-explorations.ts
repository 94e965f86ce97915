/**
 * The explorations of a module.
 *
 * @module
 */

import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkExploration, type Exploration } from '@interleave/core/explore';
import { suggestion } from '@interleave/core/scenario';
import { InputError } from '../input-error.ts';
import { readsTypes } from '../plan/reader.ts';
import { titleOf } from '../report/exploration.ts';

/**
 * What a module exports: explorations, and lists of them. `only` names one by its title, or several by their name or
 * their group.
 *
 * @throws {InputError} where the module does not load or has none of that name
 */
export async function loadExplorations(
  file: string,
  only: string | undefined,
): Promise<Exploration<object>[]> {
  const all = await load(file);
  if (only === undefined) return all;
  const titled = all.filter((one) => titleOf(one) === only);
  const chosen =
    titled.length > 0 ? titled : all.filter(({ name, group }) => name === only || group === only);
  if (chosen.length > 0) return chosen;
  throw new InputError(`${file} has no exploration '${only}': ${suggestion(only, all.map(titleOf))}`);
}

/** A path as one types it. */
export function shown(file: string): string {
  const short = relative('', resolve(file));
  return short.startsWith('..') ? file : `./${short}`;
}

async function load(file: string): Promise<Exploration<object>[]> {
  const path = resolve(file);
  if (!existsSync(path)) throw new InputError(`There is no file ${shown(file)}`);
  if (/\.[cm]?ts$/.test(path) && !readsTypes(process.versions.node)) {
    throw new InputError(
      `${shown(file)} is TypeScript, which Node ${process.versions.node} does not read: 22.18 is the oldest that does`,
    );
  }
  let module: Readonly<Record<string, unknown>>;
  try {
    module = (await import(pathToFileURL(path).href)) as Readonly<Record<string, unknown>>;
  } catch (error) {
    throw new InputError(
      `${shown(file)} does not load: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  try {
    const explorations = Object.entries(module).flatMap(([name, value]) => {
      const where = `export ${name} of ${shown(file)}`;
      if (Array.isArray(value) && value.every(isExploration)) {
        return value.map((one, index) => checkExploration(one, `${where}[${index}]`));
      }
      return name === 'default' || isExploration(value) ? [checkExploration(value, where)] : [];
    });
    if (explorations.length > 0) return explorations;
  } catch (error) {
    throw new InputError((error as Error).message);
  }
  throw new InputError(
    `${shown(file)} exports no exploration: write export default { name, setup, agents, check }, as in docs/explore.md`,
  );
}

function isExploration(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'agents' in value;
}
