/**
 * The Node that reads scenario modules.
 *
 * @module
 */

import { relative } from 'node:path';
import { InputError } from '../input-error.ts';
import { askVersion, findExecutable } from '../targets/executables.ts';

/**
 * The one that runs this program; for TypeScript that it cannot read, the one that scenarios run on.
 *
 * @throws {InputError} where neither reads TypeScript
 */
export async function readerOf(files: readonly string[]): Promise<string> {
  const typed = files.find((file) => /\.[cm]?ts$/.test(file));
  if (typed === undefined || readsTypes(process.versions.node)) return process.execPath;
  const other = await findExecutable('node');
  const version = other === undefined ? undefined : await askVersion(other);
  if (other !== undefined && typeof version === 'string' && readsTypes(version)) return other;
  throw new InputError(
    `${relative('', typed)} is TypeScript, which Node ${process.versions.node} does not read: type npm install --save-dev node@26 ` +
      'beside it (22.18 is the oldest that does), or write it in JavaScript',
  );
}

/** Whether a version of Node takes the types away by itself. */
export function readsTypes(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 23 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18);
}
