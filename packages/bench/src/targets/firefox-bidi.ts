/**
 * Firefox by its other protocol, WebDriver BiDi, as Playwright's channel `moz-firefox` drives it: the control for what
 * a driver itself may do to a page. Workers that workers start do not always come up under it, so it is no default.
 *
 * @module
 */

import { browserTarget } from './browser-target.ts';
import { FIREFOX_PREFS } from './drivers/firefox-profile.ts';
import { PlaywrightDriver } from './drivers/playwright-driver.ts';
import { FIREFOX_REMEDY, findFirefox } from './firefox-path.ts';
import type { Named } from './named.ts';
import type { PageHost } from './page-host.ts';
import type { Target } from './target.ts';

export function firefoxBidiTarget(named: Named, pages: PageHost): Target {
  return browserTarget(
    {
      kind: 'firefox',
      title: 'Firefox (BiDi)',
      remedy: FIREFOX_REMEDY,
      find: findFirefox,
      drive: (path) =>
        new PlaywrightDriver(() => ({
          engine: 'firefox',
          channel: 'moz-firefox',
          executablePath: path(),
          firefoxUserPrefs: FIREFOX_PREFS,
        })),
    },
    named,
    pages,
  );
}
