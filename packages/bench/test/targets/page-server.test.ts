import { request } from 'node:http';
import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { type Line, type PageServer, startPageServer } from '../../src/targets/page-server.ts';

const FILES = new Map([['unit.html', { type: 'text/html', body: '<p>' }]]);

async function started(isolated = true): Promise<PageServer> {
  const server = await startPageServer({ isolated });
  onTestFinished(() => server.close());
  server.serve(FILES);
  return server;
}

interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
}

function get(
  server: PageServer,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<Answer> {
  const { hostname, port } = new URL(server.origin);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path, headers, method }, (response) => {
      response.resume();
      resolve({ status: response.statusCode ?? 0, headers: response.headers });
    })
      .on('error', reject)
      .end();
  });
}

/** What becomes of a socket: `open`, or the status of its refusal. */
function dial(server: PageServer, path: string, headers: Record<string, string>): Promise<string> {
  const { port } = new URL(server.origin);
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers });
    onTestFinished(() => socket.terminate());
    socket.on('open', () => resolve('open'));
    socket.on('unexpected-response', (_request, response) => resolve(String(response.statusCode)));
    socket.on('error', () => resolve('error'));
  });
}

function recorder(): Line & { readonly said: string[] } {
  const said: string[] = [];
  return {
    said,
    opened: (socket) => socket.send('order'),
    message: (text) => void said.push(text),
    closed: () => void said.push('closed'),
  };
}

test('it listens on the loopback alone, and every file is isolated', async () => {
  const server = await started();
  expect(server.origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const { status, headers } = await get(server, `/${server.token}/unit.html`);
  expect(status).toBe(200);
  expect(headers).toMatchObject({
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
  });
});

test('what is named by its content a browser may keep, and nothing else', async () => {
  const server = await started();
  const body = { type: 'text/javascript', body: '1' };
  const names = ['chunk-ABCDEF12.js', 'bounded-queue-0123456789abcdef.js', 'chunk-ABCDEF12.js.map'];
  server.serve(new Map(names.map((name) => [name, body])));
  const kept = names.map(async (name) => (await get(server, `/${server.token}/${name}`)).headers);
  expect((await Promise.all(kept)).map((headers) => headers['cache-control'])).toEqual([
    'private, max-age=31536000, immutable',
    'no-store',
    'no-store',
  ]);
});

test.each(['127.0.0.2', '::1'])('nobody listens at %s, as on every other address', async (address) => {
  const server = await started();
  const reached = await new Promise((resolve) => {
    const socket = connect(Number(new URL(server.origin).port), address);
    onTestFinished(() => void socket.destroy());
    socket.once('connect', () => resolve('connected'));
    socket.once('error', () => resolve('refused'));
  });
  expect(reached).toBe('refused');
});

test('without isolation the headers are left out', async () => {
  const { headers } = await get(await started(false), '/');
  expect(headers['cross-origin-embedder-policy']).toBeUndefined();
});

test('the token is long, and new each time', async () => {
  const [one, two] = [await started(), await started()];
  expect(one.token.length).toBeGreaterThanOrEqual(32);
  expect(one.token).not.toBe(two.token);
});

test('without the token there is nothing', async () => {
  const server = await started();
  for (const path of [
    '/',
    '/unit.html',
    '/wrong/unit.html',
    `/${server.token}`,
    `/${server.token}x/unit.html`,
  ]) {
    expect((await get(server, path)).status, path).toBe(404);
  }
});

test('only what is bundled is served, however the path is written', async () => {
  const server = await started();
  for (const path of ['../package.json', '%2e%2e/package.json', 'nothing.js', '', 'socket']) {
    expect((await get(server, `/${server.token}/${path}`)).status, path).toBe(404);
  }
  expect((await get(server, `/${server.token}/unit.html`, {}, 'POST')).status).toBe(405);
});

test.each(['evil.example', 'localhost', '127.0.0.1', '127.0.0.1:1'])(
  'the host name %s is refused',
  async (host) => {
    const server = await started();
    expect((await get(server, `/${server.token}/unit.html`, { host })).status).toBe(403);
  },
);

test('another origin and another site are refused', async () => {
  const server = await started();
  const path = `/${server.token}/unit.html`;
  expect((await get(server, path, { origin: 'https://evil.example' })).status).toBe(403);
  expect((await get(server, path, { origin: 'null' })).status).toBe(403);
  expect((await get(server, path, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  expect((await get(server, path, { origin: server.origin, 'sec-fetch-site': 'same-origin' })).status).toBe(
    200,
  );
});

test('a socket needs the token, the host, the origin, and a unit that waits for it', async () => {
  const server = await started();
  server.expect('a', recorder());
  const path = `/${server.token}/socket?unit=a`;
  const { origin } = server;
  expect(await dial(server, '/wrong/socket?unit=a', { origin })).toBe('404');
  expect(await dial(server, path, {})).toBe('403');
  expect(await dial(server, path, { origin: 'https://evil.example' })).toBe('403');
  expect(await dial(server, path, { origin, host: 'evil.example' })).toBe('403');
  expect(await dial(server, `/${server.token}/socket?unit=b`, { origin })).toBe('404');
  expect(await dial(server, path, { origin })).toBe('open');
  expect(await dial(server, path, { origin }), 'a second one').toBe('404');
});

test('a socket brings the order and takes what is said', async () => {
  const server = await started();
  const line = recorder();
  const url = new URL(server.expect('a b', line));
  expect(url.searchParams.get('unit')).toBe('a b');
  const socket = new WebSocket(`${url.origin.replace('http', 'ws')}/${server.token}/socket${url.search}`, {
    headers: { origin: server.origin },
  });
  expect(await new Promise((resolve) => socket.once('message', (data) => resolve(String(data))))).toBe(
    'order',
  );
  socket.send('one');
  socket.send('two');
  socket.close();
  await expect.poll(() => line.said).toEqual(['one', 'two', 'closed']);
});
