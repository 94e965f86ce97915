/**
 * Where Chromium is.
 *
 * @module
 */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { canRun, findExecutable } from './executables.ts';

/** The names under which systems install it. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** What the setup script notes down about the browser that it found or got. */
export const NOTE: string = join('node_modules', '.cache', 'interleave', 'browser.json');

export const CHROMIUM_REMEDY =
  'npx playwright install chromium, or set INTERLEAVE_CHROMIUM to a browser you have';

/** The environment's word first, then the setup's, then Playwright's own browser, then the system's. */
export async function findChromium(): Promise<string | { readonly missing: string }> {
  const asked = process.env['INTERLEAVE_CHROMIUM'];
  if (asked !== undefined && asked !== '') {
    return (await canRun(asked))
      ? asked
      : { missing: `INTERLEAVE_CHROMIUM is ${asked}, which cannot be run` };
  }
  for (const look of [noted, ofPlaywright]) {
    const candidate = await look();
    if (candidate !== undefined && candidate !== '' && (await canRun(candidate))) return candidate;
  }
  for (const name of NAMES) {
    const found = await findExecutable(name);
    if (found !== undefined) return found;
  }
  return { missing: 'there is no Chromium' };
}

async function noted(): Promise<string | undefined> {
  for (const folder of [process.cwd(), fileURLToPath(new URL('../../../../', import.meta.url))]) {
    try {
      const note = JSON.parse(await readFile(join(folder, NOTE), 'utf8')) as Readonly<
        Record<string, unknown>
      >;
      const path = note['path'];
      if (typeof path === 'string') return path;
    } catch {
      // No note, or one from another version: the other places are still to be looked at.
    }
  }
  return undefined;
}

async function ofPlaywright(): Promise<string> {
  // Loaded only where it is needed, because that takes most of a second.
  const { chromium } = await import('playwright-core');
  return chromium.executablePath();
}
