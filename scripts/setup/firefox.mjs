import { delimiter, join } from 'node:path';
import process from 'node:process';
import { aptInstall, canInstall } from './apt.mjs';
import { lastLine } from './command.mjs';
import { recall, remember } from './paths.mjs';
import { say, step } from './say.mjs';
import { changed, tryOut } from './try-out.mjs';

const record = 'firefox.json';
const names = ['firefox-esr', 'firefox'];
const says = /^.*Firefox.*\d+\.\d+.*$/m;

/**
 * Finds a Firefox, or gets one where that takes no more than `apt-get`; without one there is a column less, so it is
 * never a failure. Says whether it had to look. What it found is written down to be said once: whoever wants a Firefox
 * looks for it in the same places.
 */
export async function findFirefox() {
  const asked = process.env.INTERLEAVE_FIREFOX ?? '';
  const known = JSON.parse(recall(record) ?? 'null');
  if (known && known.asked === asked && known.changed === changed(known.path)) return false;

  const found = asked === 'none' ? undefined : await look(asked);
  const path = found?.path ?? null;
  remember(record, `${JSON.stringify({ path, asked, changed: changed(path) }, null, 2)}\n`);
  if (found) say(`browser: ${found.version} (${found.from}, ${path})`);
  return true;
}

async function look(asked) {
  if (asked !== '') {
    const found = await tryOut(asked, 'INTERLEAVE_FIREFOX', says);
    if (!found) hint(`INTERLEAVE_FIREFOX names ${asked}, which is not a Firefox that runs`);
    return found;
  }
  const found = await onThisSystem();
  if (found) return found;
  if (!canInstall()) {
    hint('none was found');
    return undefined;
  }
  const result = await step("installing Debian's firefox-esr, because there is no Firefox", () =>
    aptInstall('firefox-esr'),
  );
  const installed = result.ok ? await onThisSystem() : undefined;
  if (!installed) hint(`\`apt-get install firefox-esr\`: ${lastLine(result.output)}`);
  return installed;
}

async function onThisSystem() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  for (const path of names.flatMap((name) => folders.map((folder) => join(folder, name)))) {
    const found = await tryOut(path, "the system's", says);
    if (found) return found;
  }
  return undefined;
}

function hint(reason) {
  say(
    `no Firefox (${reason}), so nothing runs on it. Install Firefox, or name one in INTERLEAVE_FIREFOX; ` +
      'INTERLEAVE_FIREFOX=none says nothing of it.',
  );
}
