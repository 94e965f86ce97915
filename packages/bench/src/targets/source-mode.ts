/**
 * Whether this program runs from its TypeScript sources or from what was built of them.
 *
 * @module
 */

import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** `.ts` or `.js`: what the modules beside this one end with. */
export const MODULE_EXTENSION: string = extname(import.meta.url);

/** What a runtime is given so that it resolves the packages the way this program itself did. */
export const CONDITION_FLAGS: readonly string[] =
  MODULE_EXTENSION === '.ts' ? ['--conditions=interleave-source'] : [];

/** The export conditions for a bundler. */
export const CONDITIONS: readonly string[] = MODULE_EXTENSION === '.ts' ? ['interleave-source'] : [];

/** The file of a module in this folder. */
export function besides(name: string): string {
  return fileURLToPath(new URL(`${name}${MODULE_EXTENSION}`, import.meta.url));
}
