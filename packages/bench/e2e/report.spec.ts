import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
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

test('says the same without scripts, but for what finds and sorts', async ({ page }) => {
  await page.goto(address);
  await expect(page.getByRole('search')).toBeVisible();
  await page.locator('#controls').evaluate((controls) => controls.replaceChildren());
  const text = await page.locator('body').innerText();
  expect(
    await inContext(page, { javaScriptEnabled: false }, async (plain) => {
      // A stock Firefox runs scripts all the same.
      await plain.locator('#controls').evaluate((controls) => controls.replaceChildren());
      return plain.locator('body').innerText();
    }),
  ).toBe(text);
});

test.describe('finding and sorting', () => {
  const shown = (page: Page): Promise<(string | undefined)[]> =>
    page
      .locator('.matrix tr[data-scenario]:visible')
      .evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset['scenario']));

  test('narrow the table and the guide, and stand in the address', async ({ page }) => {
    await page.goto(address);
    await page.getByLabel('Find').fill('5.1 lost');
    expect(await shown(page)).toEqual(['lost-update']);
    await expect(page.locator('[id="factorial"]')).toBeHidden();
    await expect(page.getByText('1 of 5 scenarios')).toBeVisible();
    expect(new URL(page.url()).search).toBe('?find=5.1+lost');
    await page.getByLabel('Find').fill('');
    await page.getByLabel('Show').selectOption('crash');
    expect(await shown(page)).toEqual(['thread-that-dies-of-an-uncaught-error']);
    await page.getByLabel('Show').selectOption('');
    await page.getByLabel('Order').selectOption('worst');
    expect((await shown(page)).slice(0, 2)).toEqual(['lost-update', 'thread-that-dies-of-an-uncaught-error']);
    expect(new URL(page.url()).search).toBe('?sort=worst');
    await page.getByLabel('Order').selectOption('');
    expect(await shown(page)).toHaveLength(FULL.scenarios.length);
    expect(new URL(page.url()).search).toBe('');
  });

  test('an address opens as it was sent', async ({ page }) => {
    await page.goto(`${address}?show=differs&sort=name`);
    const names = await shown(page);
    expect(names).toEqual(names.toSorted());
    expect(names).toContain('lost-update');
    expect(names).not.toContain('store-buffering');
    await expect(page.getByLabel('Show')).toHaveValue('differs');
  });

  test('a link never leads to what is hidden', async ({ page }) => {
    await page.goto(`${address}?find=factorial#lost-update`);
    await expect(page.locator('[id="lost-update"]')).toBeInViewport();
    await expect(page.getByLabel('Find')).toHaveValue('');
  });
});

for (const { width, colorScheme } of [
  { width: 360, colorScheme: 'dark' },
  { width: 1280, colorScheme: 'light' },
] as const) {
  test(`axe finds nothing at ${width} px, ${colorScheme}, with everything unfolded`, async ({ page }) => {
    const options = { colorScheme, viewport: { width, height: 900 } };
    const found = await inContext(page, options, async (other) => {
      await other.locator('details').evaluateAll((all) => {
        for (const one of all) (one as HTMLDetailsElement).open = true;
      });
      // The page has no frames; gathering those of frames takes a second page, which a stock Firefox does not give.
      return new AxeBuilder({ page: other }).setLegacyMode().analyze();
    });
    const told = found.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary ?? ''}`),
    );
    expect(told).toEqual([]);
    expect(found.passes.length).toBeGreaterThan(20);
  });
}

test('is worked by keyboard alone', async ({ page }) => {
  await page.goto(address);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'To the content' })).toBeFocused();
  await page.keyboard.press('Enter');
  expect(new URL(page.url()).hash).toBe('#main');
  const summary = page.locator('#environment summary');
  await summary.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('What was run.')).toBeVisible();
});

test('print holds what is folded on the screen, and none of the controls', async ({ page }) => {
  await page.goto(address);
  const code = page.locator('#factorial pre.code');
  await expect(code).toBeHidden();
  // A stock Firefox cannot be told by its driver to look as it prints: what holds in print is made to hold.
  await page.evaluate(() => {
    const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
    const print = rules.filter((rule) => rule instanceof CSSMediaRule && rule.conditionText === 'print');
    const style = document.createElement('style');
    style.textContent = print
      .flatMap((rule) => [...(rule as CSSMediaRule).cssRules].map((one) => one.cssText))
      .join('\n');
    document.head.append(style);
  });
  await expect(code).toBeVisible();
  await expect(page.getByRole('search')).toBeHidden();
  await expect(page.getByRole('navigation')).toBeHidden();
});

test('the guide leads from a row to its scenario, and says what to remember', async ({ page }) => {
  await page.goto(`${address}#row.5-1`);
  const row = page.locator('[id="row.5-1"]');
  await expect(row).toBeInViewport();
  await row.getByRole('link', { name: 'lost-update' }).click();
  const article = page.locator('[id="lost-update"]');
  await expect(article).toBeInViewport();
  await expect(article.getByText('Read, add and write are three steps')).toBeVisible();
  const did = article.getByRole('table', { name: /What each way of doing it showed/ });
  await expect(did.getByRole('columnheader', { name: 'CPython' })).toBeVisible();
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
