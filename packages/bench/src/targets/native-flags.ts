/**
 * How a module of this repository is run by each native runtime.
 *
 * @module
 */

import { CONDITION_FLAGS } from './source-mode.ts';

type NativeKind = 'node' | 'deno' | 'bun';

/** The flags ahead of the entry module. */
export const NATIVE_FLAGS: Readonly<Record<NativeKind, readonly string[]>> = {
  // Its warnings about unfinished features would be in every unit's lines.
  node: [...CONDITION_FLAGS, '--disable-warning=ExperimentalWarning'],
  deno: ['run', '--allow-all', '--quiet', '--no-lock', '--node-modules-dir=manual', ...CONDITION_FLAGS],
  bun: [...CONDITION_FLAGS],
};

export const NATIVE_ENV: Readonly<Record<NativeKind, Readonly<Record<string, string>>>> = {
  node: {},
  deno: { DENO_NO_UPDATE_CHECK: '1', DENO_NO_PROMPT: '1' },
  bun: { BUN_INSTALL_AUTO: 'disable', DO_NOT_TRACK: '1' },
};
