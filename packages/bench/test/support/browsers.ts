/** The browsers that tests can have: Chromium always, Firefox where there is one. */
import { findFirefox } from '../../src/targets/firefox-path.ts';

export const BROWSERS: readonly string[] =
  typeof (await findFirefox()) === 'string' ? ['chromium', 'firefox'] : ['chromium'];
