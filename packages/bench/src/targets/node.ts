/**
 * Node as a target.
 *
 * @module
 */

import type { Named } from './named.ts';
import { nativeTarget } from './native.ts';
import { NATIVE_ENV, NATIVE_FLAGS } from './native-flags.ts';
import type { Target } from './target.ts';

export function nodeTarget(named: Named): Target {
  return nativeTarget(
    {
      kind: 'node',
      title: 'Node',
      remedy: 'npm install --save-dev node@26',
      flags: NATIVE_FLAGS.node,
      env: NATIVE_ENV.node,
      // Compiling is a third of what a thread takes to start.
      helped: (folder) => ({ NODE_COMPILE_CACHE: folder }),
    },
    named,
  );
}
