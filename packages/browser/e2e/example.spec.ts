import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, type Page } from '@playwright/test';
import { build, createServer, preview } from 'vite';

const root = fileURLToPath(new URL('../../../examples/browser', import.meta.url));
const quiet = { root, logLevel: 'error' } as const;
const local = { host: '127.0.0.1', port: 0 } as const;

async function countPrimes(page: Page, url: string | undefined): Promise<void> {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(url!);
  await page.getByRole('button', { name: 'Count' }).click();
  await expect(page.getByRole('status')).toHaveText('25997 primes below 300000', { timeout: 45_000 });
  expect(errors).toEqual([]);
}

test('the page of the examples counts primes in threads, as Vite serves it', async ({ page }) => {
  const server = await createServer({ ...quiet, server: { ...local, hmr: false } });
  await server.listen();
  try {
    await countPrimes(page, server.resolvedUrls?.local[0]);
  } finally {
    await server.close();
  }
});

test('and as Vite builds it', async ({ page }) => {
  const folder = mkdtempSync(join(tmpdir(), 'interleave-example-'));
  try {
    await build({ ...quiet, build: { outDir: folder, emptyOutDir: true } });
    const server = await preview({ ...quiet, build: { outDir: folder, emptyOutDir: true }, preview: local });
    try {
      await countPrimes(page, server.resolvedUrls?.local[0]);
    } finally {
      await server.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
