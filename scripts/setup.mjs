#!/usr/bin/env node
/**
 * Makes this clone ready to run: installs from the lock file, finds or gets a browser, builds what changed.
 *
 * `npm start` and `npm test` run it first. It is plain JavaScript without a dependency, because it runs before anything
 * is installed, on whatever Node (20 or newer) runs npm. Everything after it runs on the pinned runtimes that it installs.
 *
 *   node scripts/setup.mjs [--need-browser]
 */
import process from 'node:process';
import { buildWhatChanged } from './setup/build.mjs';
import { findBrowser } from './setup/browser.mjs';
import { findFirefox } from './setup/firefox.mjs';
import { installFromLock } from './setup/install.mjs';
import { SetupError, say } from './setup/say.mjs';

const started = Date.now();
try {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20) {
    throw new SetupError(
      `Node ${process.versions.node} is too old: npm has to run on Node 20 or newer (https://nodejs.org).`,
    );
  }
  const installed = await installFromLock();
  const browser = await findBrowser({ needed: process.argv.includes('--need-browser') });
  const firefox = await findFirefox();
  const built = await buildWhatChanged();
  if (!installed && !browser && !firefox && !built) say(`nothing changed (${Date.now() - started} ms)`);
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  say(error.message);
  process.exitCode = 1;
}
