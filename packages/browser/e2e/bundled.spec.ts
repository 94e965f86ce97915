import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { build } from 'esbuild';
import { runPage } from './run-page.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const types: Readonly<Record<string, string>> = { html: 'text/html', js: 'text/javascript' };
let folder: string;
let server: Server;

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'interleave-bundled-'));
  await build({
    entryPoints: ['./pages/bundled.ts', './pages/bundled.tasks.ts'].map(here),
    outdir: folder,
    bundle: true,
    format: 'esm',
    target: 'es2023',
    logLevel: 'warning',
  });
  copyFileSync(here('../dist/thread-entry.js'), join(folder, 'thread-entry.js'));
  writeFileSync(
    join(folder, 'index.html'),
    '<!doctype html><script type="module" src="./bundled.js"></script>',
  );
  server = createServer((request, response) => {
    const name = basename(new URL(request.url ?? '/', 'http://localhost').pathname) || 'index.html';
    try {
      const body = readFileSync(join(folder, name));
      response.writeHead(200, {
        'Content-Type': types[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Embedder-Policy': 'require-corp',
      });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});

test.afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a bundled page, bundled tasks and the built worker work together, each with its own copy of core', async ({
  page,
}) => {
  const { port } = server.address() as AddressInfo;
  const { lines } = await runPage(page, `http://127.0.0.1:${port}/index.html`);
  expect(lines).toEqual(['counted 3003, Lock(bundled, unlocked), true', 'true from the other bundle']);
});
