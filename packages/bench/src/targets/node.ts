/**
 * Node as a target.
 *
 * @module
 */

import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Named } from './named.ts';
import { nativeTarget } from './native.ts';
import { NATIVE_ENV, NATIVE_FLAGS } from './native-flags.ts';
import type { Target } from './target.ts';

/** Compiling is a third of what a thread takes to start. The folder is where Node itself keeps it by default. */
const COMPILED = { NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache') };

export function nodeTarget(named: Named): Target {
  return nativeTarget(
    {
      kind: 'node',
      title: 'Node',
      remedy: 'npm install --save-dev node@26',
      flags: NATIVE_FLAGS.node,
      env: NATIVE_ENV.node,
      helped: COMPILED,
    },
    named,
  );
}
