import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript' };

export interface Site {
  readonly url: string;
  close(): void;
}

/** Serves files from folders, each below a path of its own, with or without the two headers that isolate a page. */
export async function serve(folders: Readonly<Record<string, string>>, isolated: boolean): Promise<Site> {
  const read = async (path: string): Promise<Buffer> => {
    const prefix = Object.keys(folders).find((each) => path.startsWith(each)) ?? '';
    return readFile(join(folders[prefix] ?? '', normalize(path.slice(prefix.length))));
  };
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname.replace(/\/$/, '/index.html');
    read(path).then(
      (body) => {
        response.writeHead(200, {
          'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream',
          ...(isolated
            ? { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' }
            : {}),
        });
        response.end(body);
      },
      () => response.writeHead(404).end(),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => void server.close(),
  };
}
