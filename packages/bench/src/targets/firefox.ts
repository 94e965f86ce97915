/**
 * Firefox as a target, as its users have it, driven by Marionette.
 *
 * @module
 */

import { browserTarget } from './browser-target.ts';
import { MarionetteDriver } from './drivers/marionette-driver.ts';
import { FIREFOX_REMEDY, findFirefox } from './firefox-path.ts';
import type { Named } from './named.ts';
import type { PageHost } from './page-host.ts';
import type { Target } from './target.ts';

export function firefoxTarget(named: Named, pages: PageHost): Target {
  return browserTarget(
    {
      kind: 'firefox',
      title: 'Firefox',
      remedy: FIREFOX_REMEDY,
      find: findFirefox,
      drive: (path) => new MarionetteDriver(path),
    },
    named,
    pages,
  );
}
