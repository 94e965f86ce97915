/**
 * Deno as a target.
 *
 * @module
 */

import type { Named } from './named.ts';
import { nativeTarget } from './native.ts';
import { NATIVE_ENV, NATIVE_FLAGS } from './native-flags.ts';
import type { Target } from './target.ts';

export function denoTarget(named: Named): Target {
  return nativeTarget(
    {
      kind: 'deno',
      title: 'Deno',
      remedy: 'npm install --save-dev deno',
      flags: NATIVE_FLAGS.deno,
      env: NATIVE_ENV.deno,
    },
    named,
  );
}
