/**
 * Stock Firefox, driven by Marionette: a tab per page.
 *
 * @module
 */

import type { BrowserDriver, DrivenPage, PageWitness } from './driver.ts';
import { pictureOf } from './picture.ts';
import type { MarionetteClient } from './marionette-client.ts';
import { type RunningFirefox, startFirefox } from './running-firefox.ts';
import { within } from './within.ts';

/** How long (ms) a tab may take to close before the whole browser is ended instead. */
const TAB_WITHIN = 2000;
/** How soon (ms) a page answers whose thread is free. */
const ANSWER_WITHIN = 300;

export class MarionetteDriver implements BrowserDriver {
  readonly #path: () => string;
  #firefox: RunningFirefox | undefined;
  #leaving: Promise<void> = Promise.resolve();

  constructor(path: () => string) {
    this.#path = path;
  }

  async open(url: string, witness: PageWitness): Promise<DrivenPage> {
    // Commands go to whichever tab is the current one, so the one before has to be gone.
    await this.#leaving;
    const firefox = await this.#running();
    firefox.onLine((line) => {
      const said = consoleLine(line);
      if (said !== undefined) witness.line(said);
    });
    firefox.onExit(() => witness.lost('the browser died'));
    const marionette = await this.#newTab(firefox);
    marionette
      .send('WebDriver:Navigate', { url })
      .catch(({ message }: Error) =>
        witness.lost(marionette.isLost ? 'the browser died' : `the page did not open: ${message}`),
      );
    return {
      screenshot: () => pictureOf(marionette.send('WebDriver:TakeScreenshot', { full: false }).then(pngOf)),
      close: () => this.#leave(firefox, () => closeTab(marionette)),
      // Pages of one origin share a process and its thread: one that spins would hold up those that come after it.
      kill: () => this.#leave(firefox, async () => (await answers(marionette)) && closeTab(marionette)),
    };
  }

  #leave(firefox: RunningFirefox, close: () => Promise<boolean>): Promise<void> {
    firefox.onLine(undefined);
    firefox.onExit(undefined);
    const leaving = close().then((closed) => (closed ? undefined : this.kill()));
    this.#leaving = leaving;
    return leaving;
  }

  async kill(): Promise<void> {
    const firefox = this.#firefox;
    this.#firefox = undefined;
    await firefox?.kill();
  }

  async #running(): Promise<RunningFirefox> {
    if (this.#firefox?.alive === true) return this.#firefox;
    await this.kill();
    this.#firefox = startFirefox(this.#path());
    return this.#firefox;
  }

  async #newTab(firefox: RunningFirefox): Promise<MarionetteClient> {
    try {
      const marionette = await firefox.session;
      const tab = await marionette.send('WebDriver:NewWindow', { type: 'tab', focus: true });
      const { handle } = tab as { readonly handle: string };
      await marionette.send('WebDriver:SwitchToWindow', { handle, focus: true });
      return marionette;
    } catch (error) {
      // The next page needs a browser that answers.
      await this.#leave(firefox, () => Promise.resolve(false));
      throw error;
    }
  }
}

/** Whether a page's thread is free to answer. */
function answers(marionette: MarionetteClient): Promise<boolean> {
  const asking = marionette.send('WebDriver:ExecuteScript', { script: 'return 0', args: [] });
  return within(asking, ANSWER_WITHIN);
}

/** Closes the current tab and goes back to the one that the browser came up with; tells whether that was soon done. */
function closeTab(marionette: MarionetteClient): Promise<boolean> {
  const closing = marionette
    .send('WebDriver:CloseWindow')
    .then((left) => marionette.send('WebDriver:SwitchToWindow', { handle: (left as string[])[0] }));
  return within(closing, TAB_WITHIN);
}

function pngOf(result: unknown): Uint8Array {
  return Buffer.from((result as { readonly value: string }).value, 'base64');
}

/** `console.error: "text" 3` as Firefox prints it, in the form in which other browsers' lines are. */
function consoleLine(line: string): string | undefined {
  const [, type, text = ''] = /^console\.(\w+): (.*)$/.exec(line) ?? [];
  if (type === undefined) return undefined;
  const said = text.replace(/^"(.*)"\s*$/, '$1');
  return type === 'error' || type === 'warn' ? `${type === 'warn' ? 'warning' : type}: ${said}` : said;
}
