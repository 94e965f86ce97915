import { accessSync, constants, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { pinned, run } from './command.mjs';
import { bin, recall, remember, root } from './paths.mjs';
import { SetupError, say, step } from './say.mjs';

const record = 'browser.json';

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
  const found = await tryOut(asked, 'INTERLEAVE_CHROMIUM');
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
  return tryOut(chromium.executablePath(), "Playwright's own");
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
    const found = await tryOut(path, "the system's");
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
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const result = await step(
    "installing Debian's chromium, because Playwright could not download one",
    async () => {
      const update = await run('apt-get', ['update', '-q'], { env, limit: 180_000 });
      if (!update.ok) return update;
      return run('apt-get', ['install', '-q', '-y', '--no-install-recommends', 'chromium'], { env });
    },
  );
  const found = result.ok ? await onThisSystem() : undefined;
  if (!found) tried.push(`\`apt-get install chromium\`: ${lastLine(result.output)}`);
  return found;
}

/** Some systems ship a `chromium-browser` that only prints how to install one, so each candidate has to run. */
async function tryOut(path, from) {
  try {
    accessSync(path, constants.X_OK);
  } catch {
    return undefined;
  }
  if (process.platform === 'win32') return { path, version: 'Chromium', from };
  const { ok, output } = await run(path, ['--version'], { limit: 20_000 });
  const version = output.match(/^.*(?:Chrom|Edge).*\d+\.\d+.*$/m)?.[0].trim();
  return ok && version ? { path, version, from } : undefined;
}

function changed(path) {
  if (!path) return undefined;
  try {
    return statSync(path).mtimeMs;
  } catch {
    return undefined;
  }
}

/** The line of a failed command's output that says most: a stack trace ends in lines that say nothing. */
function lastLine(output) {
  const lines = output.split('\n').map((line) => line.trim());
  const said = lines.filter((line) => line !== '' && !/^at |^\^|^Node\.js v/.test(line));
  return (
    said.findLast((line) => /error|fail|unable|cannot|ENO/i.test(line)) ??
    said.at(-1) ??
    'failed without a word'
  );
}
