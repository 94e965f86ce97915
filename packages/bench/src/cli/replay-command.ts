/**
 * What to type to run something again.
 *
 * @module
 */

import { relative } from 'node:path';
import { catalogueFiles } from '../plan/modules.ts';
import type { Subject } from '../plan/contracts.ts';
import type { Job } from '../plan/matrix.ts';
import type { RunOptions } from './options.ts';

/** The command that runs one scenario on one target with the same seed, parameters and rounds. */
export function cellCommand(
  subject: Subject,
  target: string,
  seed: number,
  rounds: number,
  options: RunOptions,
): string {
  const where = [nameOf(subject), '--on', target, '--seed', String(seed)];
  // The mutants alone have a command of their own, whose parameters are the quick ones.
  if (!options.variants) {
    const full = options.preset === 'normal' ? ['--full'] : [];
    return commandLine(['mutants', ...where, ...full, ...own(subject, options)]);
  }
  const quick = options.preset === 'quick' ? ['--quick'] : [];
  const words = ['run', ...where, ...quick, ...own(subject, options)];
  if (options.mutants) words.push('--mutants');
  if (rounds > 1) words.push('--rounds', String(rounds));
  return commandLine(words);
}

/** The command that runs one unit with its own seed. */
export function unitCommand({ subject, target, variant, mutant, seed }: Job, options: RunOptions): string {
  const which = mutant === undefined ? ['--variant', variant] : ['--mutant', mutant.id];
  const words = ['replay', nameOf(subject), '--on', target.word, ...which, '--seed', String(seed)];
  const quick = options.preset === 'quick' ? ['--quick'] : [];
  return commandLine([...words, ...quick, ...own(subject, options)]);
}

/** The parameters and the limit that were given and that this scenario has. */
function own({ contract }: Subject, { params, limit }: RunOptions): string[] {
  const known = params.filter((word) => Object.hasOwn(contract.params, word.split('=')[0]?.trim() ?? ''));
  return [
    ...known.flatMap((word) => ['--param', word]),
    ...(limit === null ? [] : ['--limit', String(limit)]),
  ];
}

/** A command of this program as a shell takes it. */
export function commandLine(words: readonly string[]): string {
  return ['interleave', ...words].map(quoted).join(' ');
}

function nameOf({ id, path, several = false }: Subject): string {
  if (catalogueFiles().get(id) === path) return id;
  const short = relative('', path);
  const file = short.startsWith('.') || short.startsWith('/') ? short : `./${short}`;
  return several ? `${file}#${id}` : file;
}

/** A word as a shell takes it. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
