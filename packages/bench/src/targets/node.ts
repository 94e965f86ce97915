/**
 * Node as a target.
 *
 * @module
 */

import { nativeTarget } from './native.ts';
import { CONDITION_FLAGS } from './source-mode.ts';
import type { Target } from './target.ts';

export function nodeTarget(at?: string): Target {
  return nativeTarget(
    {
      kind: 'node',
      title: 'Node',
      remedy: 'npm install --save-dev node@26',
      // Its warnings about unfinished features would be in every unit's lines.
      flags: [...CONDITION_FLAGS, '--disable-warning=ExperimentalWarning'],
    },
    at,
  );
}
