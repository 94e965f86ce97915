/**
 * One Chromium for all pages of a run, started when the first one is opened and again after it has died.
 *
 * @module
 */

import type { Browser, BrowserServer } from 'playwright-core';
import { killGroup } from './process-group.ts';
import { adopt, release } from './reaper.ts';

// Nothing here may wait for a graphics card, a network or a profile's services.
const ARGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** How long a browser may take to close by itself before it is killed. */
const CLOSE_WITHIN = 300;

export class PageBrowser {
  readonly #path: () => string;
  #server: BrowserServer | undefined;
  #browser: Browser | undefined;

  constructor(path: () => string) {
    this.#path = path;
  }

  /** The browser, running. */
  async get(): Promise<Browser> {
    if (this.#browser?.isConnected() === true) return this.#browser;
    await this.end();
    // Only now, because loading it takes longer than everything else that the command does at its start.
    const { chromium } = await import('playwright-core');
    this.#server = await chromium.launchServer({
      executablePath: this.#path(),
      args: ARGS,
      host: '127.0.0.1',
      // The bench decides what a signal means; Playwright's own handlers would end the process under it.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
    const pid = this.#server.process().pid;
    if (pid !== undefined) adopt(pid);
    this.#browser = await chromium.connect(this.#server.wsEndpoint());
    return this.#browser;
  }

  /** Ends it within moments, whatever state it is in. */
  async end(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    this.#browser = undefined;
    if (server === undefined) return;
    const pid = server.process().pid;
    await within(server.close(), CLOSE_WITHIN);
    if (pid === undefined) return;
    killGroup(pid);
    release(pid);
  }
}

/** Waits for a promise, but not for longer than this; tells whether it came. */
export async function within(promise: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  const came = promise.then(
    () => true,
    () => true,
  );
  try {
    return await Promise.race([came, late]);
  } finally {
    clearTimeout(timer);
  }
}
