/**
 * Where Firefox is.
 *
 * @module
 */

import { canRun, findExecutable } from './executables.ts';

/** The names under which systems install it. */
const NAMES = ['firefox-esr', 'firefox'];

export const FIREFOX_REMEDY =
  'apt-get install firefox-esr (or Firefox from https://www.mozilla.org), or set INTERLEAVE_FIREFOX to one you have';

/** The environment's word first, then the system's. */
export async function findFirefox(): Promise<string | { readonly missing: string }> {
  const asked = process.env['INTERLEAVE_FIREFOX'] ?? '';
  if (asked === 'none') return { missing: 'INTERLEAVE_FIREFOX is "none"' };
  if (asked !== '') {
    return (await canRun(asked)) ? asked : { missing: `INTERLEAVE_FIREFOX is ${asked}, which cannot be run` };
  }
  for (const name of NAMES) {
    const found = await findExecutable(name);
    if (found !== undefined) return found;
  }
  return { missing: 'there is no Firefox' };
}
