/**
 * Bun as a target.
 *
 * @module
 */

import { nativeTarget } from './native.ts';
import { CONDITION_FLAGS } from './source-mode.ts';
import type { Target } from './target.ts';

export function bunTarget(at?: string): Target {
  return nativeTarget(
    {
      kind: 'bun',
      title: 'Bun',
      remedy: 'npm install --save-dev bun',
      flags: [...CONDITION_FLAGS],
      env: { BUN_INSTALL_AUTO: 'disable', DO_NOT_TRACK: '1' },
    },
    at,
  );
}
