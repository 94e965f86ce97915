/**
 * What to type to run something again.
 *
 * @module
 */

import { relative } from 'node:path';
import { catalogueFiles } from '../plan/modules.ts';
import type { Subject } from '../plan/contracts.ts';
import type { RunOptions } from './options.ts';

/** The command that runs one scenario on one target with the same seed and parameters. */
export function replayCommand(subject: Subject, target: string, seed: number, options: RunOptions): string {
  const words = [
    'interleave',
    options.variants ? 'run' : 'mutants',
    nameOf(subject),
    '--on',
    target,
    '--seed',
    String(seed),
  ];
  if (options.variants && options.preset === 'quick') words.push('--quick');
  if (!options.variants && options.preset === 'normal') words.push('--full');
  for (const assignment of options.params) {
    if (Object.hasOwn(subject.contract.params, assignment.split('=')[0]?.trim() ?? ''))
      words.push('--param', assignment);
  }
  if (options.mutants && options.variants) words.push('--mutants');
  if (options.repeat > 1) words.push('--repeat', String(options.repeat));
  if (options.limit !== null) words.push('--limit', String(options.limit));
  return words.map(quoted).join(' ');
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
