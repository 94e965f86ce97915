import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { frame, FrameReader, MarionetteClient } from '../../../src/targets/drivers/marionette-client.ts';

const HELLO = { applicationType: 'gecko', marionetteProtocol: 3 };

/** A client, and the other end of its connection with what that has heard. */
async function connected(): Promise<{ client: MarionetteClient; browser: Socket; heard: unknown[] }> {
  const heard: unknown[] = [];
  const reader = new FrameReader();
  const server = createServer();
  const browser = new Promise<Socket>((resolve) => {
    server.once('connection', (socket) => {
      socket.on('data', (bytes: Uint8Array) => heard.push(...reader.push(bytes)));
      socket.write(frame(HELLO));
      resolve(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const client = await MarionetteClient.connect((server.address() as AddressInfo).port);
  onTestFinished(() => client.close());
  return { client, browser: await browser, heard };
}

test('messages come whole out of bytes in pieces of any size, their length in bytes and not in letters', () => {
  const messages = [[1, 1, null, { value: 'naïve 🦊' }], HELLO, [1, 2, null, {}]];
  const bytes = Buffer.from(messages.map(frame).join(''));
  for (const size of [1, 2, 7, bytes.length]) {
    const reader = new FrameReader();
    const read: unknown[] = [];
    for (let at = 0; at < bytes.length; at += size) read.push(...reader.push(bytes.subarray(at, at + size)));
    expect(read).toEqual(messages);
  }
});

test('what is no message is refused', () => {
  expect(() => new FrameReader().push(Buffer.from('HTTP/1.1 200: OK'))).toThrow('not Marionette');
});

test('answers find their commands, in whichever order they come', async () => {
  const { client, browser, heard } = await connected();
  const one = client.send('WebDriver:Navigate', { url: 'about:blank' });
  const two = client.send('WebDriver:GetTitle');
  await expect.poll(() => heard).toHaveLength(2);
  expect(heard).toEqual([
    [0, 1, 'WebDriver:Navigate', { url: 'about:blank' }],
    [0, 2, 'WebDriver:GetTitle', {}],
  ]);
  browser.write(frame([1, 2, null, 'two']) + frame([1, 1, { error: 'timeout', message: 'too slow' }, null]));
  expect(await two).toBe('two');
  await expect(one).rejects.toThrow('Cannot do WebDriver:Navigate: timeout: too slow');
});

test('with the browser goes every command that waits, and every later one', async () => {
  const { client, browser } = await connected();
  const waiting = client.send('WebDriver:TakeScreenshot');
  browser.destroy();
  await expect(waiting).rejects.toThrow('Cannot ask the browser anything');
  await expect(client.send('WebDriver:GetTitle')).rejects.toThrow('Cannot ask the browser anything');
});

test('where nobody listens there is no client', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => void server.close(() => resolve()));
  await expect(MarionetteClient.connect(port)).rejects.toThrow('ECONNREFUSED');
});
