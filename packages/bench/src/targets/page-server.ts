/**
 * The server of the pages in which units run: on this machine's loopback only, for nobody but those pages.
 *
 * Every address holds a token that is made anew for each run; a request for another host name (a web site whose name
 * was made to point here) or from another origin is refused.
 *
 * @module
 */

import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';

/** What the pages load, by the path below the token. */
export type PageFiles = ReadonlyMap<string, { readonly type: string; readonly body: Uint8Array | string }>;

/** A unit's side of the page's one socket. */
export interface Line {
  /** The socket is open; what is sent first is the order. */
  opened(socket: WebSocket): void;
  message(text: string): void;
  closed(): void;
}

export interface PageServer {
  readonly origin: string;
  readonly token: string;
  /** What is served from now on. */
  serve(files: PageFiles): void;
  /** The address of the page of a unit, whose socket this line gets. */
  expect(unit: string, line: Line): string;
  forget(unit: string): void;
  close(): Promise<void>;
}

/** Without isolation the pages have no shared memory, which is only wanted to see what they are told. */
export async function startPageServer(options: { readonly isolated: boolean }): Promise<PageServer> {
  const token = randomBytes(24).toString('base64url');
  const lines = new Map<string, Line>();
  let files: PageFiles = new Map();
  const headers: Record<string, string> = {
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  };
  if (options.isolated) {
    headers['Cross-Origin-Opener-Policy'] = 'same-origin';
    headers['Cross-Origin-Embedder-Policy'] = 'require-corp';
    headers['Cross-Origin-Resource-Policy'] = 'same-origin';
  }
  let origin = '';

  const server = createServer((request, response) => {
    const refusal = refuse(request, origin, token);
    if (refusal !== undefined) return answer(response, headers, refusal, 'text/plain', REASONS[refusal]);
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return answer(response, headers, 405, 'text/plain', 'GET only');
    const file = files.get(pathBelow(request, token));
    if (file === undefined) return answer(response, headers, 404, 'text/plain', 'There is no such file');
    const caching = NAMED_BY_CONTENT.test(request.url ?? '') ? { 'Cache-Control': FOR_EVER } : {};
    return answer(response, { ...headers, ...caching }, 200, file.type, file.body);
  });
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 64 << 20 });
  server.on('upgrade', (request, stream, head) => {
    const refusal = refuse(request, origin, token);
    if (refusal !== undefined) return hangUp(stream, refusal);
    const unit = new URL(request.url ?? '/', origin).searchParams.get('unit') ?? '';
    const line = lines.get(unit);
    if (pathBelow(request, token) !== 'socket' || line === undefined) return hangUp(stream, 404);
    // A page has one socket; a second one is somebody else's.
    lines.delete(unit);
    sockets.handleUpgrade(request, stream, head, (socket) => connect(socket, line));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  server.unref();
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    origin,
    token,
    serve: (next) => {
      files = next;
    },
    expect: (unit, line) => {
      lines.set(unit, line);
      return `${origin}/${token}/unit.html?unit=${encodeURIComponent(unit)}`;
    },
    forget: (unit) => void lines.delete(unit),
    close: async () => {
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** What the bundler named by a hash of what is in it. A page's threads all load the same; Firefox keeps it for the next page too. */
const NAMED_BY_CONTENT = /-[A-Z0-9]{8}\.js$/;
const FOR_EVER = 'private, max-age=31536000, immutable';

const REASONS = {
  403: 'This server answers only the pages that it was started for',
  404: 'There is no such file',
} as const;

/** Why a request is not answered; undefined where it is. */
function refuse(request: IncomingMessage, origin: string, token: string): 403 | 404 | undefined {
  if (request.headers.host !== new URL(origin).host) return 403;
  const from = request.headers.origin;
  // A browser names the origin on every WebSocket and on every request from elsewhere.
  if (from === undefined ? request.headers.upgrade !== undefined : from !== origin) return 403;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return 403;
  return request.url?.startsWith(`/${token}/`) === true ? undefined : 404;
}

function pathBelow(request: IncomingMessage, token: string): string {
  return (request.url ?? '').slice(token.length + 2).replace(/[?#].*$/, '');
}

function answer(
  response: ServerResponse,
  headers: Readonly<Record<string, string>>,
  status: number,
  type: string,
  body: Uint8Array | string,
): void {
  response.writeHead(status, { ...headers, 'Content-Type': type }).end(body);
}

function hangUp(stream: Duplex, status: 403 | 404): void {
  stream.end(`HTTP/1.1 ${status} ${status === 403 ? 'Forbidden' : 'Not Found'}\r\nConnection: close\r\n\r\n`);
}

function connect(socket: WebSocket, line: Line): void {
  socket.on('message', (data) => line.message(String(data)));
  socket.on('close', () => line.closed());
  socket.on('error', () => line.closed());
  line.opened(socket);
}
