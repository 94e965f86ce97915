/**
 * What Node, Deno and Bun have in common as targets: a program that runs a unit's entry module.
 *
 * @module
 */

import { pathToFileURL } from 'node:url';
import type { UnitOrder } from '@interleave/core/scenario';
import type { TargetKind } from '../report/model.ts';
import { makeScratch, type Scratch } from './drivers/scratch.ts';
import { askVersion, canRun, findExecutable } from './executables.ts';
import { type Named, titleOf } from './named.ts';
import { openProcess } from './process-unit.ts';
import { besides } from './source-mode.ts';
import type { Presence, Target, Unit, Work } from './target.ts';

/** What tells one native runtime from another. */
export interface NativeTraits {
  readonly kind: TargetKind;
  readonly title: string;
  /** What to type where it is missing. */
  readonly remedy: string;
  /** The flags ahead of the entry module. */
  readonly flags: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** What makes units start sooner whose time nobody measures, with a folder that they share until the bench ends. */
  readonly helped?: (folder: string) => Readonly<Record<string, string>>;
}

/** A native runtime at a given path, or wherever it is found. */
export function nativeTarget(traits: NativeTraits, named: Named): Target {
  const { kind, flags, env, helped, remedy } = traits;
  const { at } = named;
  let found: string | undefined;
  let shared: Scratch | undefined;
  const start = (entry: string, argument: string, more?: Readonly<Record<string, string>>): Unit =>
    openProcess({
      file: found ?? at ?? kind,
      args: [...flags, entry, argument],
      env: { ...env, ...more },
    });
  return {
    word: named.word,
    id: named.id,
    kind,
    title: titleOf(named, traits.title),
    mutants: true,
    async probe(): Promise<Presence> {
      const path = at ?? (await findExecutable(kind));
      if (path === undefined) return { there: false, reason: `${traits.title} is not installed`, remedy };
      if (!(await canRun(path)))
        return { there: false, reason: `${path} is not there or cannot be run`, remedy };
      const version = await askVersion(path);
      if (typeof version !== 'string')
        return { there: false, reason: `${path} does not run: ${version.message}`, remedy };
      found = path;
      return { there: true, path, version };
    },
    excuse: () => undefined,
    prepare: () => Promise.resolve(),
    moduleOf: ({ path: file }) => pathToFileURL(file).href,
    open: (order: UnitOrder, work: Work | undefined) => {
      const entry = besides(`./unit-${kind}`);
      const help = work?.timed === false ? helped?.((shared ??= makeScratch(kind)).path) : undefined;
      return Promise.resolve(start(entry, JSON.stringify(order), help));
    },
    launch: (entry, argument) => start(entry, argument),
    async close() {
      await shared?.remove();
      shared = undefined;
    },
  };
}
