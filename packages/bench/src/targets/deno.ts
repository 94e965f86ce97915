/**
 * Deno as a target.
 *
 * @module
 */

import { nativeTarget } from './native.ts';
import { CONDITION_FLAGS } from './source-mode.ts';
import type { Target } from './target.ts';

export function denoTarget(at?: string): Target {
  return nativeTarget(
    {
      kind: 'deno',
      title: 'Deno',
      remedy: 'npm install --save-dev deno',
      flags: ['run', '--allow-all', '--quiet', '--no-lock', '--node-modules-dir=manual', ...CONDITION_FLAGS],
      env: { DENO_NO_UPDATE_CHECK: '1', DENO_NO_PROMPT: '1' },
    },
    at,
  );
}
