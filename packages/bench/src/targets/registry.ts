/**
 * Targets by the names that the command line knows.
 *
 * @module
 */

import { suggestion } from '@interleave/core/scenario';
import { InputError } from '../input-error.ts';
import { bunTarget } from './bun.ts';
import { chromiumTarget } from './chromium.ts';
import { denoTarget } from './deno.ts';
import { nodeTarget } from './node.ts';
import { pythonTarget } from './python.ts';
import type { Target } from './target.ts';

/** What is run where nothing is named, in column order. */
export const DEFAULT_TARGETS: readonly string[] = ['node', 'deno', 'bun', 'chromium', 'python'];

export interface TargetOptions {
  /** False to serve pages without the headers that make them isolated. */
  readonly isolated: boolean;
}

type Make = (at: string | undefined, options: TargetOptions) => Target;

const MAKERS: Readonly<Record<string, Make>> = {
  node: nodeTarget,
  deno: denoTarget,
  bun: bunTarget,
  chromium: chromiumTarget,
  python: pythonTarget,
};

/**
 * The targets of `--on` words: `node`, or `node@/path/to/node`; several may be given, separated by commas.
 *
 * @throws {InputError} for a name that is none, with the nearest one that is
 */
export function parseTargets(words: readonly string[], options: TargetOptions): Target[] {
  const names = words.flatMap((word) => word.split(',')).map((name) => name.trim());
  const targets = new Map<string, Target>();
  for (const name of names.filter((each) => each !== '')) {
    const cut = name.indexOf('@');
    const kind = cut < 0 ? name : name.slice(0, cut);
    const at = cut < 0 ? undefined : name.slice(cut + 1);
    const make = Object.hasOwn(MAKERS, kind) ? MAKERS[kind] : undefined;
    if (make === undefined)
      throw new InputError(`There is no target '${kind}': ${suggestion(kind, Object.keys(MAKERS))}`);
    if (at === '') throw new InputError(`'${name}' names no path; write ${kind}@/path/to/${kind}`);
    targets.set(name, make(at, options));
  }
  if (targets.size === 0)
    throw new InputError(`--on names no target; there is ${Object.keys(MAKERS).join(', ')}`);
  return [...targets.values()];
}
