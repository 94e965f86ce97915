/**
 * A Firefox that was started for us alone and listens to Marionette.
 *
 * @module
 */

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { killGroup } from '../process-group.ts';
import { adopt, release } from '../reaper.ts';
import { FIREFOX_PREFS, userPrefs } from './firefox-profile.ts';
import { MarionetteClient } from './marionette-client.ts';
import { makeScratch } from './scratch.ts';

export interface RunningFirefox {
  /** A session in it; rejects where it dies before there is one. */
  readonly session: Promise<MarionetteClient>;
  /** Whether it still runs. */
  readonly alive: boolean;
  /** Lines on its standard output, of its pages' consoles among them. */
  onLine(listener: ((line: string) => void) | undefined): void;
  onExit(listener: (() => void) | undefined): void;
  /** Ends it at once, while it starts too, and removes what it wrote. */
  kill(): Promise<void>;
}

/** Milliseconds between two looks whether it has chosen its port. */
const LOOK = 20;

/** Starts one with a fresh profile. */
export function startFirefox(path: string): RunningFirefox {
  const scratch = makeScratch('firefox');
  const profile = join(scratch.path, 'profile');
  mkdirSync(profile);
  writeFileSync(join(profile, 'user.js'), userPrefs({ ...FIREFOX_PREFS, 'marionette.port': 0 }));
  const child = spawn(
    path,
    ['--headless', '--no-remote', '--marionette', '--profile', profile, 'about:blank'],
    {
      detached: true,
      stdio: ['ignore', 'pipe', 'ignore'],
      // A home of its own: Firefox writes to more places than its profile, and refuses the home of somebody else.
      env: { ...process.env, HOME: scratch.path, TMPDIR: scratch.path, MOZ_CRASHREPORTER_DISABLE: '1' },
    },
  );
  if (child.pid !== undefined) adopt(child.pid);
  let alive = true;
  let onLine: ((line: string) => void) | undefined;
  let onExit: (() => void) | undefined;
  const gone = new Promise<Error>((resolve) => {
    child.once('error', resolve);
    child.once('exit', (code, signal) => resolve(new Error(`it ended with ${signal ?? `code ${code}`}`)));
  });
  void gone.then(() => {
    alive = false;
    onExit?.();
  });
  readLines(child, (line) => onLine?.(line));
  const session = Promise.race([
    openSession(profile, () => alive),
    gone.then((error) => Promise.reject(new Error(`${path} did not come up: ${error.message}`))),
  ]);
  // Whoever opens a page is told; where nobody does, nobody minds.
  session.catch(() => undefined);
  return {
    session,
    get alive() {
      return alive;
    },
    onLine: (listener) => {
      onLine = listener;
    },
    onExit: (listener) => {
      onExit = listener;
    },
    kill: async () => {
      if (child.pid !== undefined) {
        killGroup(child.pid);
        await gone;
        release(child.pid);
      }
      child.stdout?.destroy();
      await scratch.remove();
    },
  };
}

async function openSession(profile: string, alive: () => boolean): Promise<MarionetteClient> {
  const port = await portIn(join(profile, 'MarionetteActivePort'), alive);
  const marionette = await MarionetteClient.connect(port);
  // Nothing is waited for: a page says for itself how far it is.
  await marionette.send('WebDriver:NewSession', { pageLoadStrategy: 'none' });
  return marionette;
}

/** It writes down which port the system gave it. */
async function portIn(file: string, alive: () => boolean): Promise<number> {
  while (alive()) {
    const port = Number(await readFile(file, 'utf8').catch(() => ''));
    if (port > 0) return port;
    await sleep(LOOK);
  }
  throw new Error('it ended');
}

function readLines(child: ChildProcess, take: (line: string) => void): void {
  let rest = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    lines.forEach(take);
  });
}
