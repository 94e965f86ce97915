/**
 * Bun as a target.
 *
 * @module
 */

import type { Named } from './named.ts';
import { nativeTarget } from './native.ts';
import { NATIVE_ENV, NATIVE_FLAGS } from './native-flags.ts';
import type { Target } from './target.ts';

export function bunTarget(named: Named): Target {
  return nativeTarget(
    {
      kind: 'bun',
      title: 'Bun',
      remedy: 'npm install --save-dev bun',
      flags: NATIVE_FLAGS.bun,
      env: NATIVE_ENV.bun,
    },
    named,
  );
}
