import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import type { BrowserDriver, PageWitness } from '../../src/targets/drivers/driver.ts';
import { type PageServer, startPageServer } from '../../src/targets/page-server.ts';
import { openPage } from '../../src/targets/page-unit.ts';
import type { Unit, UnitMessage } from '../../src/targets/target.ts';

const ORDER = { kind: 'hello' } as const;
const END = { type: 'end', at: 1 } as const;

/** A browser whose pages do nothing by themselves: the test is the page. */
class Puppet implements BrowserDriver {
  readonly done: string[] = [];
  witness: PageWitness | undefined;
  url = '';

  async open(url: string, witness: PageWitness): ReturnType<BrowserDriver['open']> {
    this.url = url;
    this.witness = witness;
    return {
      screenshot: () => Promise.resolve(Uint8Array.of(1)),
      close: async () => void this.done.push('close'),
      kill: async () => void this.done.push('kill'),
    };
  }

  kill(): Promise<void> {
    return Promise.resolve();
  }
}

async function served(): Promise<PageServer> {
  const server = await startPageServer({ isolated: true });
  onTestFinished(() => server.close());
  return server;
}

/** Opens the socket as the page at this address does; gives it with the order that came over it. */
async function page(url: string): Promise<{ socket: WebSocket; order: unknown }> {
  const { origin, host, pathname, search } = new URL(url);
  const socket = new WebSocket(`ws://${host}${pathname.replace('unit.html', 'socket')}${search}`, {
    headers: { origin },
  });
  onTestFinished(() => socket.terminate());
  const order = await new Promise((resolve) => socket.once('message', (data) => resolve(String(data))));
  return { socket, order: JSON.parse(String(order)) };
}

async function all(unit: Unit): Promise<UnitMessage[]> {
  const messages: UnitMessage[] = [];
  for await (const message of unit.messages) messages.push(message);
  return messages;
}

test('a page gets the order, says its events and lines, and is closed after the last', async () => {
  const puppet = new Puppet();
  const unit = await openPage(ORDER, puppet, await served());
  const { socket, order } = await page(puppet.url);
  expect(order).toEqual(ORDER);
  socket.send('no event');
  socket.send(JSON.stringify(END));
  puppet.witness?.line('from the console');
  const messages = await all(unit);
  expect(messages.at(-1)).toEqual({ kind: 'gone', code: 0, signal: null, reason: null });
  expect(messages).toContainEqual({ kind: 'line', text: 'no event' });
  expect(messages).toContainEqual({ kind: 'line', text: 'from the console' });
  expect(messages).toContainEqual({ kind: 'event', event: END });
  expect(puppet.done).toEqual(['close']);
});

test('a page that hangs up before its end is lost, and killed', async () => {
  const puppet = new Puppet();
  const unit = await openPage(ORDER, puppet, await served());
  const { socket } = await page(puppet.url);
  socket.close();
  expect(await all(unit)).toEqual([
    { kind: 'gone', code: null, signal: null, reason: 'the page closed its connection' },
  ]);
  expect(puppet.done).toEqual(['kill']);
});

test('what the browser says of its page comes first', async () => {
  const puppet = new Puppet();
  const unit = await openPage(ORDER, puppet, await served());
  const { socket } = await page(puppet.url);
  socket.close();
  puppet.witness?.lost('the page crashed');
  expect((await all(unit)).at(-1)).toMatchObject({ reason: 'the page crashed' });
});

test('killed by the watchdog it is gone once, and its socket is nobody’s', async () => {
  const puppet = new Puppet();
  const server = await served();
  const unit = await openPage(ORDER, puppet, server);
  await Promise.all([unit.kill(), unit.kill()]);
  expect(await all(unit)).toEqual([{ kind: 'gone', code: null, signal: 'SIGKILL', reason: null }]);
  expect(puppet.done).toEqual(['kill']);
  await expect(
    new Promise((_, reject) => new WebSocket(puppet.url.replace('http', 'ws')).once('error', reject)),
  ).rejects.toThrow(/40\d/);
});

test('a page that is lost while it is opened is killed when it is there', async () => {
  const puppet = new Puppet();
  const slow: BrowserDriver = {
    open: async (url, witness) => {
      witness.lost('the browser died');
      await new Promise((resolve) => setTimeout(resolve, 20));
      return puppet.open(url, witness);
    },
    kill: () => Promise.resolve(),
  };
  const unit = await openPage(ORDER, slow, await served());
  expect(await all(unit)).toMatchObject([{ kind: 'gone', reason: 'the browser died' }]);
  expect(puppet.done).toEqual(['kill']);
});

test('a browser that does not start is an error for whoever opens', async () => {
  const broken: BrowserDriver = {
    open: () => Promise.reject(new Error('no display')),
    kill: () => Promise.resolve(),
  };
  await expect(openPage(ORDER, broken, await served())).rejects.toThrow('no display');
});
