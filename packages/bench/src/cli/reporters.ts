/**
 * `--reporter`: which forms of the report are drawn.
 *
 * @module
 */

import { suggestion } from '@interleave/core/scenario';
import { InputError } from '../input-error.ts';
import { isForm, type Reporter, REPORTERS } from '../report/reporters.ts';

/**
 * The reporters of these words, each a list with commas. Where there is none: all of them, GitHub's where it is GitHub
 * that runs it.
 *
 * @throws {InputError} for a name that is none, with the nearest one that is
 */
export function readReporters(
  words: readonly string[] | undefined,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Reporter[] {
  if (words === undefined)
    return REPORTERS.filter((name) => name !== 'github' || env['GITHUB_ACTIONS'] === 'true');
  const names = words.flatMap((word) => word.split(',')).map((name) => name.trim());
  const chosen = names.filter((name) => name !== '');
  for (const name of chosen) {
    if (REPORTERS.some((known) => known === name)) continue;
    throw new InputError(`There is no reporter '${name}': ${suggestion(name, REPORTERS)}`);
  }
  if (chosen.length === 0)
    throw new InputError(`--reporter names none; there is ${REPORTERS.join(', ')}, several with commas`);
  return REPORTERS.filter((known) => chosen.includes(known));
}

/** Whether any of them is a file. */
export function writesFiles(reporters: readonly Reporter[]): boolean {
  return reporters.some(isForm);
}
