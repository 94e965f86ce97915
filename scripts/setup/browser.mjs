import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { aptInstall, canInstall } from './apt.mjs';
import { lastLine, pinned, run } from './command.mjs';
import { bin, recall, remember, root } from './paths.mjs';
import { SetupError, say, step } from './say.mjs';
import { changed, tryOut } from './try-out.mjs';

const record = 'browser.json';
const says = /^.*(?:Chrom|Edge).*\d+\.\d+.*$/m;

/**
 * Finds or gets a Chromium and records it in node_modules/.cache/interleave/browser.json, which tests and bench read:
 * `{ path, version, from }`, or `{ path: null, reason }`. Says whether it had to look.
 */
export async function findBrowser({ needed }) {
  const asked = process.env.INTERLEAVE_CHROMIUM ?? '';
  const known = JSON.parse(recall(record) ?? 'null');
  if (known?.path && known.asked === asked && known.changed === changed(known.path)) return false;

  const found = asked === '' ? await lookEverywhere() : await useAsked(asked);
  remember(record, `${JSON.stringify({ ...found, asked, changed: changed(found.path) }, null, 2)}\n`);
  if (found.path) say(`browser: ${found.version} (${found.from}, ${found.path})`);
  else if (needed && asked !== 'none') throw new SetupError(found.reason);
  else say(`no browser: ${found.reason}`);
  return true;
}

async function useAsked(asked) {
  if (asked === 'none') return { path: null, reason: 'INTERLEAVE_CHROMIUM is "none"' };
  const found = await tryOut(asked, 'INTERLEAVE_CHROMIUM', says);
  if (found) return found;
  throw new SetupError(
    `INTERLEAVE_CHROMIUM names ${asked}, which is not a Chromium that runs. ` +
      'Give the path of one, or unset it to have one looked for.',
  );
}

async function lookEverywhere() {
  const tried = [];
  for (const look of [managedByPlaywright, onThisSystem, installedByPlaywright, installedByApt]) {
    const found = await look(tried);
    if (found) return found;
  }
  const reason =
    `no Chromium was found and none could be installed (${tried.join('; ')}). ` +
    'Install Chromium or Chrome, or name one in INTERLEAVE_CHROMIUM; INTERLEAVE_CHROMIUM=none does without.';
  return { path: null, reason };
}

async function managedByPlaywright() {
  const { chromium } = createRequire(join(root, 'package.json'))('playwright-core');
  return tryOut(chromium.executablePath(), "Playwright's own", says);
}

async function onThisSystem() {
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  if (process.platform === 'darwin') {
    candidates.push('/Applications/Google Chrome.app/Contents/MacOS/Google Chrome');
    candidates.push('/Applications/Chromium.app/Contents/MacOS/Chromium');
  }
  for (const path of candidates) {
    const found = await tryOut(path, "the system's", says);
    if (found) return found;
  }
  return undefined;
}

async function installedByPlaywright(tried) {
  const result = await step('downloading Chromium, because neither Playwright nor the system has one', () =>
    run(bin('playwright'), ['install', 'chromium'], { env: pinned(), limit: 300_000 }),
  );
  const found = result.ok ? await managedByPlaywright() : undefined;
  if (!found) tried.push(`\`playwright install chromium\`: ${lastLine(result.output)}`);
  return found;
}

async function installedByApt(tried) {
  if (!canInstall()) return undefined;
  const result = await step("installing Debian's chromium, because Playwright could not download one", () =>
    aptInstall('chromium'),
  );
  const found = result.ok ? await onThisSystem() : undefined;
  if (!found) tried.push(`\`apt-get install chromium\`: ${lastLine(result.output)}`);
  return found;
}
