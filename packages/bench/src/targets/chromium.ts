/**
 * Chromium as a target: a page per unit, driven by Playwright.
 *
 * @module
 */

import type { UnitOrder } from '@interleave/core/scenario';
import { CHROMIUM_REMEDY, findChromium } from './browser-path.ts';
import { askVersion, canRun } from './executables.ts';
import { PageBrowser } from './page-browser.ts';
import { bundlePage, moduleName } from './page-bundle.ts';
import { type PageServer, startPageServer } from './page-server.ts';
import { openPage } from './page-unit.ts';
import type { Presence, Target, Unit, Work } from './target.ts';

export function chromiumTarget(at: string | undefined, options: { readonly isolated: boolean }): Target {
  let found: string | undefined;
  let server: PageServer | undefined;
  const browser = new PageBrowser(() => found ?? 'chromium');
  const serving = async (works: readonly Work[]): Promise<PageServer> => {
    const started = server ?? (await startPageServer(options));
    server = started;
    started.serve(await bundlePage(works));
    return started;
  };
  return {
    id: at === undefined ? 'chromium' : `chromium@${at}`,
    kind: 'chromium',
    title: 'Chromium',
    mutants: true,
    async probe(): Promise<Presence> {
      const remedy = CHROMIUM_REMEDY;
      const path = at ?? (await findChromium());
      if (typeof path !== 'string') return { there: false, reason: path.missing, remedy };
      if (!(await canRun(path)))
        return { there: false, reason: `${path} is not there or cannot be run`, remedy };
      const version = await askVersion(path);
      if (typeof version !== 'string')
        return { there: false, reason: `${path} does not run: ${version.message}`, remedy };
      found = path;
      return { there: true, path, version };
    },
    excuse: () => undefined,
    async prepare(works: readonly Work[]): Promise<void> {
      await serving(works);
    },
    moduleOf: (work) => `${server?.origin}/${server?.token}/${moduleName(work)}`,
    async open(order: UnitOrder): Promise<Unit> {
      return openPage(order, browser, server ?? (await serving([])));
    },
    async close(): Promise<void> {
      await browser.end();
      await server?.close();
      server = undefined;
    },
  };
}
