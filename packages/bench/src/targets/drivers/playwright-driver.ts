/**
 * A browser that Playwright drives: a tab per page.
 *
 * Not a context per page: Chromium gives each a window of its own, with tool bars that are pages themselves, which
 * costs more than most units. So pages share a profile, as in the other drivers, and find what was loaded before.
 *
 * @module
 */

import { join } from 'node:path';
import type { BrowserContext, BrowserServer, Page } from 'playwright-core';
import { killGroup } from '../process-group.ts';
import { adopt, release } from '../reaper.ts';
import type { BrowserDriver, DrivenPage, PageWitness } from './driver.ts';
import { PICTURE_WITHIN, pictureOf } from './picture.ts';
import { makeScratch, type Scratch, scratchAt } from './scratch.ts';
import { within } from './within.ts';

/** Which browser it is, and what Playwright is to start it with. */
export interface Recipe {
  readonly engine: 'chromium' | 'firefox' | 'webkit';
  readonly executablePath: string;
  readonly channel?: string;
  readonly args?: readonly string[];
  readonly firefoxUserPrefs?: Readonly<Record<string, string | number | boolean>>;
}

/** How long (ms) a page may take to close before the whole browser is ended instead. */
const PAGE_WITHIN = 2000;
/** How long (ms) a browser may take to close by itself before it is killed. */
const BROWSER_WITHIN = 300;

export class PlaywrightDriver implements BrowserDriver {
  readonly #recipe: () => Recipe;
  #server: BrowserServer | undefined;
  /** With a blank page in it, without which its window would go with each unit's page. */
  #window: BrowserContext | undefined;
  #scratches: readonly Scratch[] = [];
  /** How often it was ended, so that a start can tell that it was overtaken. */
  #ends = 0;

  constructor(recipe: () => Recipe) {
    this.#recipe = recipe;
  }

  async open(url: string, witness: PageWitness): Promise<DrivenPage> {
    const before = this.#window;
    const running = await this.#running();
    try {
      return await this.#openIn(running, url, witness);
    } catch (error) {
      // It may be dead without having been noticed to be, and the next page needs one that lives: this one, if the
      // browser died before it.
      await this.kill();
      if (running !== before) throw error;
    }
    return this.#openIn(await this.#running(), url, witness);
  }

  async #openIn(window: BrowserContext, url: string, witness: PageWitness): Promise<DrivenPage> {
    const stop = (): void => witness.lost('the browser died');
    const page = await window.newPage();
    window.once('close', stop);
    if (!isOpen(window)) stop();
    const popups = listen(page, witness);
    page
      .goto(url, { waitUntil: 'commit' })
      .catch(({ message }: Error) =>
        witness.lost(/\bclosed\b/.test(message) ? 'the browser died' : `the page did not open: ${message}`),
      );
    const end = async (): Promise<void> => {
      window.off('close', stop);
      const closing = Promise.all([page, ...popups].map((each) => each.close()));
      if (!(await within(closing, PAGE_WITHIN))) await this.kill();
    };
    return {
      screenshot: () => pictureOf(page.screenshot({ timeout: PICTURE_WITHIN })),
      close: end,
      kill: end,
    };
  }

  async kill(): Promise<void> {
    const server = this.#server;
    const scratches = this.#scratches;
    this.#ends += 1;
    this.#server = undefined;
    this.#window = undefined;
    this.#scratches = [];
    if (server !== undefined) {
      const { pid } = server.process();
      await within(server.close(), BROWSER_WITHIN);
      if (pid !== undefined) {
        killGroup(pid);
        release(pid);
      }
    }
    await Promise.all(scratches.map((scratch) => scratch.remove()));
  }

  async #running(): Promise<BrowserContext> {
    if (this.#window !== undefined && isOpen(this.#window)) return this.#window;
    await this.kill();
    // Only now, because loading it takes longer than everything else that the command does at its start.
    const playwright = await import('playwright-core');
    const { engine, args = [], ...recipe } = this.#recipe();
    const scratch = makeScratch(engine);
    this.#scratches = [scratch];
    const begun = this.#ends;
    const server = await playwright[engine].launchServer({
      ...recipe,
      args: [...args],
      host: '127.0.0.1',
      artifactsDir: join(scratch.path, 'artifacts'),
      env: { ...process.env, TMPDIR: scratch.path },
      // The bench decides what a signal means; Playwright's own handlers would end the process under it.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
    this.#server = server;
    const child = server.process();
    if (child.pid !== undefined) adopt(child.pid);
    // Playwright makes the profile itself, and says where only to the browser.
    const profile = profileIn(child.spawnargs);
    if (profile !== undefined) this.#scratches = [scratch, scratchAt(profile)];
    if (begun !== this.#ends) {
      await this.kill();
      throw new Error('Cannot open a page: the browser was ended while it started');
    }
    const browser = await playwright[engine].connect(server.wsEndpoint());
    const window = await browser.newContext();
    await window.newPage();
    this.#window = window;
    return window;
  }
}

function isOpen(window: BrowserContext): boolean {
  return window.browser()?.isConnected() === true;
}

function profileIn(words: readonly string[]): string | undefined {
  const flag = words.findIndex((word) => /^--?profile$/.test(word));
  return (
    words.map((word) => /^--user-data-dir=(.+)$/.exec(word)?.[1]).find((path) => path !== undefined) ??
    (flag < 0 ? undefined : words[flag + 1])
  );
}

/** Passes on what the page says; gives the pages that it opens. */
function listen(page: Page, witness: PageWitness): ReadonlySet<Page> {
  const popups = new Set<Page>();
  page.on('popup', (popup) => popups.add(popup));
  page.on('console', (message) => {
    const type = message.type();
    const prefix = type === 'error' || type === 'warning' ? `${type}: ` : '';
    witness.line(prefix + message.text());
  });
  page.once('crash', () => witness.lost('the page crashed'));
  return popups;
}
