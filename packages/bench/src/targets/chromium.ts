/**
 * Chromium as a target, driven by Playwright.
 *
 * @module
 */

import { browserTarget } from './browser-target.ts';
import { CHROMIUM_REMEDY, findChromium } from './browser-path.ts';
import { PlaywrightDriver } from './drivers/playwright-driver.ts';
import type { Named } from './named.ts';
import type { PageHost } from './page-host.ts';
import type { Target } from './target.ts';

// Nothing here may wait for a graphics card, a network or a profile's services.
const ARGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function chromiumTarget(named: Named, pages: PageHost): Target {
  return browserTarget(
    {
      kind: 'chromium',
      title: 'Chromium',
      remedy: CHROMIUM_REMEDY,
      find: findChromium,
      drive: (path) =>
        new PlaywrightDriver(() => ({ engine: 'chromium', executablePath: path(), args: ARGS })),
    },
    named,
    pages,
  );
}
