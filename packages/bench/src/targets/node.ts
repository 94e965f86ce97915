/**
 * Node as a target.
 *
 * @module
 */

import { nativeTarget } from './native.ts';
import { NATIVE_ENV, NATIVE_FLAGS } from './native-flags.ts';
import type { Target } from './target.ts';

export function nodeTarget(at?: string): Target {
  return nativeTarget(
    {
      kind: 'node',
      title: 'Node',
      remedy: 'npm install --save-dev node@26',
      flags: NATIVE_FLAGS.node,
      env: NATIVE_ENV.node,
    },
    at,
  );
}
