import type { Project } from '@playwright/test';
import { firefox } from 'playwright';
import { findFirefox } from '../packages/bench/src/targets/firefox-path.ts';
import { chromiumOptions } from './chromium.ts';

/** Specs that ask for nothing which only Chromium has, as its measure of a page's memory. */
const PORTABLE = ['**/report.spec.ts', '**/built.spec.ts', '**/bundled.spec.ts', '**/isolation.spec.ts'];

/**
 * The browsers that `playwright test` drives: Chromium, and the Firefox that is there (or that `INTERLEAVE_FIREFOX`
 * names), which may be a stock one or Playwright's own.
 */
export async function browserProjects(): Promise<Project[]> {
  const chromium: Project = { name: 'chromium', use: { launchOptions: chromiumOptions() } };
  const executablePath = await findFirefox();
  if (typeof executablePath !== 'string') {
    if ((process.env['INTERLEAVE_FIREFOX'] ?? 'none') !== 'none') throw new Error(executablePath.missing);
    return [chromium];
  }
  const stock = executablePath !== firefox.executablePath();
  return [
    chromium,
    {
      name: 'firefox',
      testMatch: PORTABLE,
      use: {
        browserName: 'firefox',
        launchOptions: { executablePath },
        // Stock Firefox speaks another protocol than Playwright's build of it.
        ...(stock ? { channel: 'moz-firefox' } : {}),
      },
    },
  ];
}
