/**
 * A unit that is a page.
 *
 * @module
 */

import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { parseEvent, type UnitOrder } from '@interleave/core/scenario';
import { Channel } from './channel.ts';
import { type PageBrowser, within } from './page-browser.ts';
import type { PageServer } from './page-server.ts';
import type { Gone, Unit, UnitMessage } from './target.ts';

/** How long a page may take to close before the whole browser is ended instead. */
const CLOSE_WITHIN = 2000;
/** How long (ms) the page's last words to the console may follow its end. */
const DRAIN = 30;
const SCREENSHOT_WITHIN = 1500;

/** Opens a page that carries out an order. */
export async function openPage(order: UnitOrder, browser: PageBrowser, server: PageServer): Promise<Unit> {
  const id = randomUUID();
  const messages = new Channel<UnitMessage>();
  const running = await browser.get();
  const context = await running.newContext();
  let closing: Promise<void> | undefined;

  const leave = (gone: Gone): Promise<void> => {
    closing ??= (async () => {
      server.forget(id);
      if (!(await within(context.close(), CLOSE_WITHIN))) await browser.end();
      messages.push({ kind: 'gone', ...gone });
      messages.close();
    })();
    return closing;
  };
  const lost = (reason: string): void => void leave({ code: null, signal: null, reason });

  const url = server.expect(id, {
    opened: (socket) => socket.send(JSON.stringify(order)),
    message: (text) => {
      const event = parseEvent(text);
      if (event === undefined) messages.push({ kind: 'line', text });
      else messages.push({ kind: 'event', event });
      if (event?.type === 'end') setTimeout(() => void leave({ code: 0, signal: null, reason: null }), DRAIN);
    },
    // A crash closes the socket too, and says more.
    closed: () => void setTimeout(() => lost('the page closed its connection'), 500),
  });

  const stop = (): void => lost('the browser died');
  running.once('disconnected', stop);
  const page = await context.newPage();
  listen(page, messages, lost);
  page.once('close', () => running.off('disconnected', stop));
  page
    .goto(url, { waitUntil: 'commit' })
    .catch((error: Error) => lost(`the page did not open: ${error.message}`));
  return {
    messages,
    screenshot: async () => {
      let picture: Uint8Array | undefined;
      const taken = page.screenshot({ timeout: SCREENSHOT_WITHIN }).then((bytes) => {
        picture = bytes;
      });
      await within(taken, SCREENSHOT_WITHIN);
      return picture;
    },
    kill: () => leave({ code: null, signal: 'SIGKILL', reason: null }),
  };
}

function listen(page: Page, messages: Channel<UnitMessage>, lost: (reason: string) => void): void {
  page.on('console', (message) => {
    const type = message.type();
    const prefix = type === 'error' || type === 'warning' ? `${type}: ` : '';
    messages.push({ kind: 'line', text: prefix + message.text() });
  });
  page.once('crash', () => lost('the page crashed'));
}
