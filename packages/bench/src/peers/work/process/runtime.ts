/**
 * Which runtime this is, and how it runs a module as a process.
 *
 * @module
 */

import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { NATIVE_FLAGS } from '../../../targets/native-flags.ts';
import { MODULE_EXTENSION } from '../../../targets/source-mode.ts';

export type Kind = 'node' | 'deno' | 'bun';

export const KIND: Kind =
  process.versions['deno'] !== undefined ? 'deno' : process.versions['bun'] !== undefined ? 'bun' : 'node';

/** The other one of a mixed pair. */
export const ANOTHER: Readonly<Record<Kind, Kind>> = { node: 'bun', deno: 'node', bun: 'deno' };

/** The file of a module below `peers/work`, named without its extension. */
export function fileOf(module: string): string {
  return fileURLToPath(new URL(`../${module}${MODULE_EXTENSION}`, import.meta.url));
}

/** What runs a module in a process of this runtime: a file and its arguments. */
export function commandOf(module: string, ...args: readonly string[]): [string, string[]] {
  return [process.execPath, [...NATIVE_FLAGS[KIND], fileOf(module), ...args]];
}
