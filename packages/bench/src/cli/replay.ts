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
  const words = ['interleave', 'run', nameOf(subject), '--on', target, '--seed', String(seed)];
  if (options.preset === 'quick') words.push('--quick');
  for (const assignment of options.params) {
    if (Object.hasOwn(subject.contract.params, assignment.split('=')[0]?.trim() ?? ''))
      words.push('--param', assignment);
  }
  if (options.mutants) words.push('--mutants');
  if (options.repeat > 1) words.push('--repeat', String(options.repeat));
  if (options.limit !== null) words.push('--limit', String(options.limit));
  return words.map(quoted).join(' ');
}

function nameOf({ id, path }: Subject): string {
  if (catalogueFiles().get(id) === path) return id;
  const short = relative('', path);
  return short.startsWith('.') || short.startsWith('/') ? short : `./${short}`;
}

/** A word as a shell takes it. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
