import { existsSync } from 'node:fs';
import { chromium, type LaunchOptions } from 'playwright';

const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** How to launch the browser: one that the environment names, Playwright's own, or the system's. */
export function chromiumOptions(): LaunchOptions {
  const executablePath = [process.env['INTERLEAVE_CHROMIUM'], chromium.executablePath(), ...installed].find(
    (path) => path !== undefined && existsSync(path),
  );
  if (executablePath === undefined)
    throw new Error('no Chromium: name one in INTERLEAVE_CHROMIUM, or run `npx playwright install chromium`');
  return {
    executablePath,
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--js-flags=--expose-gc',
      '--enable-precise-memory-info',
      // Without it a measurement of the page and its workers takes 12 seconds.
      '--enable-blink-features=ForceEagerMeasureMemory',
    ],
  };
}
