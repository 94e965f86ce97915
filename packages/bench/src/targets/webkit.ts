/**
 * WebKit as a target, in the build that Playwright makes for itself: no other can be driven by it.
 *
 * @module
 */

import { basename, dirname } from 'node:path';
import { browserTarget } from './browser-target.ts';
import { PlaywrightDriver } from './drivers/playwright-driver.ts';
import { canRun } from './executables.ts';
import type { Named } from './named.ts';
import type { PageHost } from './page-host.ts';
import type { Target } from './target.ts';

export function webkitTarget(named: Named, pages: PageHost): Target {
  return browserTarget(
    {
      kind: 'webkit',
      title: 'WebKit',
      remedy: 'npx playwright install --with-deps webkit',
      find: async () => {
        const { webkit } = await import('playwright-core');
        const path = webkit.executablePath();
        return (await canRun(path)) ? path : { missing: "Playwright's own WebKit is not installed" };
      },
      // A script that starts one of several programs, none of which says its version.
      version: async (path) => /-(\d+)$/.exec(basename(dirname(path)))?.[1] ?? 'unknown',
      drive: (path) => new PlaywrightDriver(() => ({ engine: 'webkit', executablePath: path() })),
    },
    named,
    pages,
  );
}
