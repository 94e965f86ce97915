import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BrowserContextOptions, expect, type LaunchOptions, type Page, test } from '@playwright/test';
import { renderHtml } from '../src/report/html.ts';
import { FULL } from '../test/report/fixture/full.ts';

let folder: string;
let address: string;

test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'interleave-report-'));
  const path = join(folder, 'report.html');
  writeFileSync(path, renderHtml(FULL));
  address = pathToFileURL(path).href;
});

test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the page complains of, from now on. */
function complaints(page: Page): readonly string[] {
  const heard: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') heard.push(message.text());
  });
  page.on('pageerror', (error) => heard.push(String(error)));
  page.on('requestfailed', (request) => heard.push(`not there: ${request.url()}`));
  return heard;
}

const headings = (page: Page): Promise<string[]> => page.locator('h1, h2').allTextContents();

test('opens from disk, by itself and without a complaint', async ({ page }) => {
  const heard = complaints(page);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(address);
  expect(await page.title()).toContain('interleave');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const titles = await headings(page);
  for (const heading of ['Environment', 'Differences between runtimes', 'Scenarios by target', 'What failed'])
    expect(titles).toContain(heading);
  for (const { id, title } of FULL.scenarios)
    await expect(page.locator(`[id="${id}"]`).getByRole('heading', { name: title })).toBeVisible();
  expect(asked.filter((url) => url !== address && !url.startsWith('data:'))).toEqual([]);
  expect(heard).toEqual([]);
});

test('a cell of the matrix leads to what happened there', async ({ page }) => {
  await page.goto(address);
  await page.locator('table a[href="#lost-update.bun"]').first().click();
  expect(new URL(page.url()).hash).toBe('#lost-update.bun');
  await expect(page.locator('[id="lost-update.bun"]')).toBeInViewport();
});

test('an address with a fragment opens at its place', async ({ page }) => {
  await page.goto(`${address}#lost-update.bun`);
  const place = page.locator('[id="lost-update.bun"]');
  await expect(place).toBeInViewport();
  await expect(place).toContainText('run 7: expected 400000, got 399997');
});

async function inContext<T>(
  page: Page,
  options: BrowserContextOptions,
  look: (page: Page) => Promise<T>,
): Promise<T> {
  const browser = page.context().browser();
  if (browser === null) throw new Error('the page has no browser');
  const type = browser.browserType();
  // A stock Firefox is not told the scheme by its driver, only by a preference.
  const other =
    type.name() === 'firefox' && options.colorScheme
      ? await type.launch({
          ...launchOptions(),
          firefoxUserPrefs: { [SCHEME]: options.colorScheme === 'dark' ? 0 : 1 },
        })
      : undefined;
  const context = await (other ?? browser).newContext(options);
  try {
    const opened = await context.newPage();
    await opened.goto(address);
    return await look(opened);
  } finally {
    await context.close();
    await other?.close();
  }
}

const SCHEME = 'layout.css.prefers-color-scheme.content-override';

function launchOptions(): LaunchOptions {
  const { channel, launchOptions: options } = test.info().project.use;
  return { ...options, ...(channel === undefined ? {} : { channel }) };
}

test('says the same without scripts', async ({ page }) => {
  await page.goto(address);
  const text = await page.locator('body').innerText();
  expect(
    await inContext(page, { javaScriptEnabled: false }, (plain) => plain.locator('body').innerText()),
  ).toBe(text);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`is readable in the ${colorScheme}`, async ({ page }) => {
    const [paper, ink] = await inContext(page, { colorScheme }, (other) =>
      other.evaluate(() => {
        const { backgroundColor, color } = getComputedStyle(document.body);
        return [backgroundColor, color].map((each) => {
          const [r = 0, g = 0, b = 0] = (each.match(/\d+/g) ?? []).map(Number);
          return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
        }) as [number, number];
      }),
    );
    if (colorScheme === 'light') expect(paper - ink).toBeGreaterThan(0.6);
    else expect(ink - paper).toBeGreaterThan(0.6);
  });
}
