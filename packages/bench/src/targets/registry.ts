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
import { firefoxTarget } from './firefox.ts';
import { firefoxBidiTarget } from './firefox-bidi.ts';
import { type Named, readName } from './named.ts';
import { nodeTarget } from './node.ts';
import { PageHost } from './page-host.ts';
import { pythonTarget } from './python.ts';
import type { Target } from './target.ts';
import { webkitTarget } from './webkit.ts';

/** What is run where nothing is named, in column order. */
export const DEFAULT_TARGETS: readonly string[] = ['node', 'deno', 'bun', 'chromium', 'firefox', 'python'];

export interface TargetOptions {
  /** False to serve pages without the headers that make them isolated. */
  readonly isolated: boolean;
}

type Make = (named: Named, pages: PageHost) => Target;

const MAKERS: Readonly<Record<string, Make>> = {
  node: nodeTarget,
  deno: denoTarget,
  bun: bunTarget,
  chromium: chromiumTarget,
  firefox: firefoxTarget,
  'firefox-bidi': firefoxBidiTarget,
  webkit: webkitTarget,
  python: pythonTarget,
};

/**
 * The targets of `--on` words: `node`, `node@/path/to/node`, or `node@22:/path/to/node` with a name for reports;
 * several may be given, separated by commas. All pages come from one server.
 *
 * @throws {InputError} for a name that is none, with the nearest one that is, and for two of the same name
 */
export function parseTargets(words: readonly string[], options: TargetOptions): Target[] {
  const names = words.flatMap((word) => word.split(',')).map((name) => name.trim());
  const pages = new PageHost(options);
  const targets = new Map<string, Target>();
  for (const name of names.filter((each) => each !== '')) {
    const { kind, ...named } = readName(name);
    const make = Object.hasOwn(MAKERS, kind) ? MAKERS[kind] : undefined;
    if (make === undefined)
      throw new InputError(`There is no target '${kind}': ${suggestion(kind, Object.keys(MAKERS))}`);
    const other = targets.get(named.id);
    if (other !== undefined && other.word !== name)
      throw new InputError(`'${other.word}' and '${name}' would both be called ${named.id} in the report`);
    targets.set(named.id, other ?? make(named, pages));
  }
  if (targets.size === 0)
    throw new InputError(`--on names no target; there is ${Object.keys(MAKERS).join(', ')}`);
  return [...targets.values()];
}
