/**
 * `interleave replay`: one unit of a run again, with the seed that it had.
 *
 * @module
 */

import { suggestion } from '@interleave/core/scenario';
import { InputError } from '../input-error.ts';
import { readContracts } from '../plan/contracts.ts';
import type { Only } from '../plan/matrix.ts';
import { chosen, moduleFiles } from '../plan/modules.ts';
import { list } from '../report/format.ts';
import { type RawRunOptions, readOptions } from './options.ts';
import { run } from './run.ts';

/** As commander hands them over. */
export interface RawReplayOptions extends RawRunOptions {
  readonly variant?: string;
  readonly mutant?: string;
}

/** Runs the unit and shows what comes of it; gives the exit code. */
export async function replay(id: string, raw: RawReplayOptions, signal: AbortSignal): Promise<number> {
  if (raw.seed === undefined)
    throw new InputError(
      'replay needs --seed: a report has it beside each variant, in the line that starts with replay',
    );
  const options = readOptions([id], { ...raw, reporter: raw.reporter ?? ['terminal'] });
  return run({ ...options, only: await which(id, raw, signal) }, signal);
}

async function which(id: string, { variant, mutant }: RawReplayOptions, signal: AbortSignal): Promise<Only> {
  if (variant !== undefined && mutant !== undefined)
    throw new InputError('--variant and --mutant both say what is replayed: give one');
  const subjects = chosen(await readContracts(moduleFiles([id]), signal), [id]);
  const [subject] = subjects;
  if (subject === undefined || subjects.length > 1) {
    const ids = subjects.map((each) => each.id);
    throw new InputError(
      `replay takes one scenario, and ${id} has ${list(ids)}: write ${id}#${ids[0] ?? 'id'}`,
    );
  }
  const { variants, mutants } = subject.contract;
  known('variant', id, variant, Object.keys(variants));
  known(
    'mutant',
    id,
    mutant,
    mutants.map((one) => one.id),
  );
  return { variant, mutant };
}

function known(what: string, id: string, name: string | undefined, names: readonly string[]): void {
  if (name === undefined || names.includes(name)) return;
  const near = names.length === 0 ? 'it has none' : suggestion(name, names);
  throw new InputError(`${id} has no ${what} '${name}': ${near}`);
}
