/**
 * HTTP on the loopback interface, both ends.
 *
 * @module
 */

import type { AddressInfo } from 'node:net';
import type { Answer, FetchOptions, Server } from '@interleave/core/scenario';

export async function serve(answer: (path: string, method: string) => Promise<Answer>): Promise<Server> {
  // Not at the top: Node takes longer to load it than to load the library, and few scenarios have a server.
  const { createServer } = await import('node:http');
  const server = createServer((request, response) => {
    answer(request.url ?? '/', request.method ?? 'GET').then(
      ({ status, text }) => {
        // One call, one connection: nothing is left open that would outlive the scenario.
        response.writeHead(status, { connection: 'close', 'content-type': 'text/plain; charset=utf-8' });
        response.end(text);
      },
      (error: unknown) => {
        response.writeHead(500, { connection: 'close' });
        response.end(String(error));
      },
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}

export async function fetchText(url: string, options: FetchOptions = {}): Promise<Answer> {
  const response = await fetch(url, options);
  return { status: response.status, text: await response.text() };
}
