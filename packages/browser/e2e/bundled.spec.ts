import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { build } from 'esbuild';
import { runPage } from './run-page.ts';
import { serve, type Site } from './serve.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
let folder: string;
let site: Site;

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
    '<!doctype html><link rel="icon" href="data:,"><script type="module" src="./bundled.js"></script>',
  );
  site = await serve({ '/': folder }, true);
});

test.afterAll(() => {
  site.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a bundled page, bundled tasks and the built worker work together, each with its own copy of core', async ({
  page,
}) => {
  const { lines } = await runPage(page, site.url);
  expect(lines).toEqual(['counted 3003, Lock(bundled, unlocked), true', 'true from the other bundle']);
});
