import { existsSync } from 'node:fs';
import type { Project } from '@playwright/test';
import { firefox } from 'playwright';
import { chromiumOptions } from './chromium.ts';

/** Specs that ask for nothing which only Chromium has, as its measure of a page's memory. */
const PORTABLE = ['**/report.spec.ts', '**/built.spec.ts', '**/bundled.spec.ts', '**/isolation.spec.ts'];

/**
 * The browsers that `playwright test` drives: Chromium, and the Firefox that `INTERLEAVE_FIREFOX` names, which may be a
 * stock one (`/usr/bin/firefox-esr`) or Playwright's own.
 */
export function browserProjects(): Project[] {
  const chromium: Project = { name: 'chromium', use: { launchOptions: chromiumOptions() } };
  const executablePath = process.env['INTERLEAVE_FIREFOX'] ?? '';
  if (executablePath === '' || executablePath === 'none') return [chromium];
  if (!existsSync(executablePath))
    throw new Error(`INTERLEAVE_FIREFOX names ${executablePath}, which is not there`);
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
