/**
 * What browsers have in common as targets: a page per unit, from a server that they share.
 *
 * @module
 */

import type { UnitOrder } from '@interleave/core/scenario';
import type { TargetKind } from '../report/model.ts';
import type { BrowserDriver } from './drivers/driver.ts';
import { askVersion, canRun } from './executables.ts';
import { type Named, titleOf } from './named.ts';
import type { PageHost } from './page-host.ts';
import { openPage } from './page-unit.ts';
import type { Presence, Target, Unit, Work } from './target.ts';

/** What tells one browser from another. */
export interface BrowserTraits {
  readonly kind: TargetKind;
  readonly title: string;
  /** What to type where it is missing. */
  readonly remedy: string;
  /** Looks for its program where no path was given. */
  find(): Promise<string | { readonly missing: string }>;
  /** What its version is, where the program itself is no use to ask. */
  readonly version?: (path: string) => Promise<string | Error>;
  /** Drives the program at this path. */
  readonly drive: (path: () => string) => BrowserDriver;
}

/** A browser at a given path, or wherever it is found. */
export function browserTarget(traits: BrowserTraits, named: Named, pages: PageHost): Target {
  const { kind, remedy } = traits;
  let found: string | undefined;
  const driver = traits.drive(() => found ?? named.at ?? kind);
  const missing = (reason: string): Presence => ({ there: false, reason, remedy });
  return {
    word: named.word,
    id: named.id,
    kind,
    title: titleOf(named, traits.title),
    mutants: true,
    async probe(): Promise<Presence> {
      const path = named.at ?? (await traits.find());
      if (typeof path !== 'string') return missing(path.missing);
      if (!(await canRun(path))) return missing(`${path} is not there or cannot be run`);
      const version = await (traits.version ?? askVersion)(path);
      if (typeof version !== 'string') return missing(`${path} does not run: ${version.message}`);
      found = path;
      return { there: true, path, version };
    },
    excuse: () => undefined,
    async prepare(works: readonly Work[]): Promise<void> {
      await pages.prepare(works);
    },
    moduleOf: (work) => pages.moduleOf(work),
    async open(order: UnitOrder): Promise<Unit> {
      return openPage(order, driver, await pages.ready());
    },
    async close(): Promise<void> {
      await Promise.all([driver.kill(), pages.close()]);
    },
  };
}
