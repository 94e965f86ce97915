/**
 * A unit that is a page.
 *
 * @module
 */

import { randomUUID } from 'node:crypto';
import { parseEvent, type UnitOrder } from '@interleave/core/scenario';
import { Channel } from './channel.ts';
import type { BrowserDriver, DrivenPage } from './drivers/driver.ts';
import type { PageServer } from './page-server.ts';
import type { Gone, Unit, UnitMessage } from './target.ts';

/** How long (ms) the page's last words to the console may follow its end. */
const DRAIN = 30;
/** How long (ms) after its socket a page that crashed may be reported as such, which says more. */
const CRASH_WITHIN = 500;

/** Opens a page that carries out an order. */
export async function openPage(order: UnitOrder, driver: BrowserDriver, server: PageServer): Promise<Unit> {
  const id = randomUUID();
  const messages = new Channel<UnitMessage>();
  let page: DrivenPage | undefined;
  let closing: Promise<void> | undefined;

  const leave = (gone: Gone, how: 'close' | 'kill'): Promise<void> => {
    closing ??= (async () => {
      server.forget(id);
      await page?.[how]();
      messages.push({ kind: 'gone', ...gone });
      messages.close();
    })();
    return closing;
  };
  const lost = (reason: string): void => void leave({ code: null, signal: null, reason }, 'kill');

  const url = server.expect(id, {
    opened: (socket) => socket.send(JSON.stringify(order)),
    message: (text) => {
      const event = parseEvent(text);
      if (event === undefined) messages.push({ kind: 'line', text });
      else messages.push({ kind: 'event', event });
      const ended = { code: 0, signal: null, reason: null };
      if (event?.type === 'end') setTimeout(() => void leave(ended, 'close'), DRAIN);
    },
    closed: () => void setTimeout(() => lost('the page closed its connection'), CRASH_WITHIN),
  });

  try {
    page = await driver.open(url, { line: (text) => messages.push({ kind: 'line', text }), lost });
  } catch (error) {
    server.forget(id);
    throw error;
  }
  // It may have been lost while it was being opened, when there was nothing yet to kill.
  if (closing !== undefined) await page.kill();
  const opened = page;
  return {
    messages,
    screenshot: () => opened.screenshot(),
    kill: () => leave({ code: null, signal: 'SIGKILL', reason: null }, 'kill'),
  };
}
