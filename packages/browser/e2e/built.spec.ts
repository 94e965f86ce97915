import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { runPage } from './run-page.ts';
import { serve, type Site } from './serve.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
let folder: string;

/** Where a package's imports are on the site: what a bundler or a CDN would say. */
function addresses(name: 'core' | 'browser'): Record<string, string> {
  const { exports } = JSON.parse(readFileSync(here(`../../${name}/package.json`), 'utf8')) as {
    readonly exports: Readonly<Record<string, string | { readonly default: string }>>;
  };
  return Object.fromEntries(
    Object.entries(exports).flatMap(([path, at]) =>
      typeof at === 'string'
        ? []
        : [[`@interleave/${name}${path.slice(1)}`, at.default.replace('./dist', `/${name}`)] as const],
    ),
  );
}

test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'interleave-built-'));
  const imports = JSON.stringify({ imports: { ...addresses('core'), ...addresses('browser') } });
  writeFileSync(
    join(folder, 'index.html'),
    `<!doctype html><link rel="icon" href="data:,"><script type="importmap">${imports}</script>
     <script type="module" src="/page/page.js"></script>`,
  );
});

test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function open(isolated: boolean): Promise<Site> {
  const folders = {
    '/core/': here('../../core/dist'),
    '/browser/': here('../dist'),
    '/page/': here('./pages/built'),
    '/': folder,
  };
  return serve(folders, isolated);
}

test('the built package, unbundled, counts with a lock and a queue on an isolated page', async ({ page }) => {
  const site = await open(true);
  try {
    const { lines, errors } = await runPage(page, site.url);
    expect(errors).toEqual([]);
    expect(lines).toEqual([
      'counted 1000, Lock(built, unlocked)',
      expect.stringMatching(/^true .*acquire\(\)/),
    ]);
  } finally {
    site.close();
  }
});

test('the built package, on a page that is not isolated, names the two headers', async ({ page }) => {
  const site = await open(false);
  try {
    const { lines, errors } = await runPage(page, site.url);
    expect(errors).toEqual([]);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^true /);
    expect(lines[0]).toContain('Cross-Origin-Opener-Policy: same-origin');
    expect(lines[0]).toContain('Cross-Origin-Embedder-Policy: require-corp');
  } finally {
    site.close();
  }
});
