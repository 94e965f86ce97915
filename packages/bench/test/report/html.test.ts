import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';

import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { renderHtml } from '../../src/report/html.ts';
import { anchor, html } from '../../src/report/html/markup.ts';
import { SCRIPT } from '../../src/report/html/script.ts';
import type { Report } from '../../src/report/model.ts';
import { parseReport } from '../../src/report/validate.ts';
import { findChromium } from '../../src/targets/browser-path.ts';
import { EXPLORED } from './fixture/explored.ts';
import { FULL, GREEN } from './fixture/full.ts';
import { HOSTILE } from './fixture/hostile.ts';
import { ROUNDS } from './fixture/rounds.ts';

let browser: Browser;
let folder: string;

beforeAll(async () => {
  const executablePath = await findChromium();
  if (typeof executablePath !== 'string') throw new Error(executablePath.missing);
  browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic'],
  });
  folder = await mkdtemp(join(tmpdir(), 'interleave-html-'));
}, 60_000);
afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
});

/** Opens a report from disk, as a reader would, and gives what a look at the page finds. */
async function look<T>(
  report: Report,
  options: BrowserContextOptions,
  at: (page: Page) => Promise<T>,
): Promise<T> {
  const path = join(folder, 'report.html');
  await writeFile(path, renderHtml(report));
  const context = await browser.newContext(options);
  try {
    const page = await context.newPage();
    page.on('dialog', (dialog) => {
      throw new Error(`the page spoke: ${dialog.message()}`);
    });
    await page.goto(pathToFileURL(path).href);
    return await at(page);
  } finally {
    await context.close();
  }
}

const LOOKS = [360, 768, 1280, 2560].flatMap((width) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme })),
);

describe.each([
  ['full', FULL],
  ['green', GREEN],
  ['hostile', HOSTILE],
  ['explored', EXPLORED],
  ['measured', ROUNDS],
])('the page of the %s report', (_, report) => {
  test.each(LOOKS)(
    'never scrolls sideways at $width, $colorScheme, with everything unfolded',
    async ({ width, colorScheme }) => {
      const options = { viewport: { width, height: 900 }, colorScheme };
      const [scroll, inner, paper] = await look(report, options, (page) =>
        page.evaluate(() => {
          for (const details of document.querySelectorAll('details')) details.open = true;
          const { backgroundColor } = getComputedStyle(document.body);
          return [document.documentElement.scrollWidth, innerWidth, backgroundColor] as const;
        }),
      );
      expect(scroll).toBeLessThanOrEqual(inner);
      expect(paper).toBe(colorScheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(20, 23, 26)');
    },
  );

  test('is built so that it can be read aloud', async () => {
    const found = await look(report, {}, (page) =>
      page.evaluate(() => {
        const all = (query: string): Element[] => [...document.querySelectorAll(query)];
        const levels = all('h1, h2, h3, h4, h5').map((head) => Number(head.tagName.slice(1)));
        const ids = all('[id]').map((one) => one.id);
        return {
          tables: all('table').length,
          uncaptioned: all('table').filter((one) => !one.querySelector('caption')?.textContent?.trim())
            .length,
          unscoped: all('th:not([scope])').length,
          ones: levels.filter((level) => level === 1).length,
          skipped: levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1).length,
          silent: all('svg:not([aria-label]):not([aria-hidden])').length,
          twice: ids.filter((id, index) => ids.indexOf(id) !== index),
          dangling: all('a[href^="#"]')
            .map((link) => link.getAttribute('href') ?? '')
            .filter((href) => !ids.includes(decodeURIComponent(href.slice(1)))),
          lang: document.documentElement.lang,
        };
      }),
    );
    expect(found).toMatchObject({
      uncaptioned: 0,
      unscoped: 0,
      ones: 1,
      skipped: 0,
      silent: 0,
      twice: [],
      dangling: [],
      lang: 'en',
    });
    expect(found.tables).toBeGreaterThan(3);
  });

  test('holds one script and nothing that is fetched, and no link but to the web, itself or its folder', async () => {
    const found = await look(report, {}, (page) =>
      page.evaluate(() => ({
        scripts: [...document.querySelectorAll('script')].map((one) => one.textContent),
        active: document.querySelectorAll(
          'img, iframe, object, embed, link, form:not([role=search]), base, image, use',
        ).length,
        handlers: [...document.querySelectorAll('*')].flatMap((one) =>
          one.getAttributeNames().filter((name) => name.startsWith('on')),
        ),
        links: [...document.querySelectorAll('a')].map((one) => one.protocol),
        requests: performance.getEntriesByType('resource').length,
      })),
    );
    expect(found).toMatchObject({ scripts: [SCRIPT], active: 0, handlers: [], requests: 0 });
    expect([...new Set(found.links)].filter((one) => !['https:', 'file:', 'data:'].includes(one))).toEqual(
      [],
    );
  });

  test('gives the report back', async () => {
    const text = await look(report, {}, async (page) => {
      const href = (await page.locator('a[download="report.json.gz"]').getAttribute('href')) ?? '';
      return gunzipSync(Buffer.from(href.slice(href.indexOf(',') + 1), 'base64')).toString();
    });
    expect(parseReport(text)).toEqual(JSON.parse(JSON.stringify(report)));
  });
});

describe('what the page says', () => {
  const read = (report: Report): Promise<string> =>
    look(
      report,
      { javaScriptEnabled: false },
      async (page) => (await page.locator('body').textContent()) ?? '',
    );

  test('without scripts: the verdict, then the environment, then the differences, then the matrix', async () => {
    const text = await read(FULL);
    const heads = await look(FULL, { javaScriptEnabled: false }, (page) =>
      page.locator('h1, h2').allTextContents(),
    );
    expect(heads).toEqual([
      'A contract was broken',
      'Environment',
      'Differences between runtimes',
      'Scenarios by target',
      'What failed',
      'The guide',
    ]);
    for (const { title, lesson, source } of FULL.scenarios) {
      for (const said of [title, lesson, source.text]) expect(text).toContain(said);
    }
  });

  test('failures come with their last lines and what to type', async () => {
    const text = await look(FULL, {}, (page) => page.locator('#lost-update\\.bun').innerText());
    expect(text).toContain('run 7: expected 400000, got 399997');
    expect(text).toContain('interleave replay lost-update --on bun --variant locked --seed 42');
  });

  test('bars are as long as the shares they stand for', async () => {
    const widths = await look(FULL, {}, (page) =>
      page.evaluate(() => {
        const table = [...document.querySelectorAll('#lost-update table')].find((one) =>
          one.querySelector('caption')?.textContent?.includes('Locked'),
        );
        const rows = [...(table?.querySelectorAll('tbody tr') ?? [])];
        return rows.map((row) =>
          [...row.querySelectorAll('.share rect')].map((bar) => bar.getAttribute('width')),
        );
      }),
    );
    expect(widths).toEqual([['100%', '100%', '95%', '100%', '100%'], ['5%']]);
  });

  test('the targets of a timeline share a scale', async () => {
    const ends = await look(FULL, {}, (page) =>
      page.evaluate(() => {
        const lanes = [...document.querySelectorAll('#factorial figure')].filter((one) =>
          one.querySelector('caption')?.textContent?.includes('Four threads'),
        );
        return lanes.map((one) => /h([\d.]+)/.exec(one.querySelector('path')?.getAttribute('d') ?? '')?.[1]);
      }),
    );
    expect(ends.map(Number)).toEqual([451, 415, 690, 502, 728].map((end) => Math.round((1000 * end) / 728)));
  });

  test('of six rounds and more: A/A first, ratio, interval and every round, on one scale of factors', async () => {
    const rows = await look(ROUNDS, { javaScriptEnabled: false }, (page) =>
      page.evaluate(() =>
        [...document.querySelectorAll('#measured .forest tbody tr')].map((line) => ({
          text: [...line.querySelectorAll('th, td')].map((one) => (one.textContent ?? '').trim()),
          paths: [...line.querySelectorAll('path')].map((one) => one.getAttribute('d')),
        })),
      ),
    );
    // From a quarter, the slowest round of Deno, to two and a half times, its fastest: the place of 1 is the same for all.
    const place = (factor: number): number =>
      Math.round(2 + (196 * Math.log(factor / 0.25)) / Math.log(2.5 / 0.25));
    expect(rows.map(({ text }) => text)).toEqual([
      ['A/A: the first way again', 'Node', '1.0× calm0.99 to 1.01, 6 rounds', ''],
      ['Chromium', '1.0× not calm0.625 to 1.43, 6 rounds', ''],
      ['Other <way>', 'Node', '2.0× 1.96 to 2.04, 6 rounds', ''],
      ['Deno', '1.0× unresolved0.25 to 2.5, 6 rounds', ''],
      ['Chromium', '1.1× unresolved1.1 to 1.12, 6 rounds', ''],
    ]);
    expect(new Set(rows.map(({ paths }) => paths[0]))).toEqual(new Set([`M${place(1)} 0v20`]));
    expect(rows[2]?.paths[3]).toBe(`M${place(2)} 1v10`);
    expect(rows[3]?.paths[1]).toBe([0.5, 2, 2.5, 0.25, 1].map((factor) => `M${place(factor)} 12v6`).join(''));
    expect(rows[3]?.paths[2]).toBe(`M${place(0.25)} 6H${place(2.5)}`);
  });

  test('of what was explored: how far, and of a schedule that fails each step beside its agent', async () => {
    const { rows, steps } = await look(EXPLORED, {}, (page) =>
      page.evaluate(() => {
        const textOf = (cell: Element): string => (cell.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
        const rowsOf = (captioned: string): string[][] => {
          const table = [...document.querySelectorAll('table')].find((one) =>
            one.querySelector('caption')?.textContent?.includes(captioned),
          );
          return [...(table?.querySelectorAll('tr') ?? [])].map((row) => [...row.children].map(textOf));
        };
        return { rows: rowsOf('What was explored of Queue'), steps: rowsOf('The shortest schedule') };
      }),
    );
    expect(rows.map((row) => row.slice(1, 5))).toEqual([
      ['Bound', 'Schedules', 'Steps', 'States'],
      ['2 preemptions, 1 timeout', '1,234', '56,789', '432'],
      ['none', '500', '56,789', '432'],
    ]);
    expect(rows.map((row) => row.at(-1))).toEqual([
      'Seen',
      expect.stringContaining('every schedule'),
      expect.stringContaining('not every schedule'),
    ]);
    expect(steps).toEqual([
      ['consumer', 'producer', 'Line'],
      ['ready is 0', '', 'naive.ts:30'],
      ['', 'ready = 1', 'naive.ts:35'],
      ['sleeps on notified', '', ''],
    ]);
  });

  test('what was logged is shown, not obeyed', async () => {
    const text = await read(HOSTILE);
    expect(text).toContain('</pre><script>alert(1)</script>');
    expect(text).toContain('\\u{2028}\\u{2029}\\u{0}\\u{7}red\\u{202e}gnp.exe');
    // eslint-disable-next-line no-control-regex
    expect(text).not.toMatch(/[\u0000-\u0008\u000e-\u001f\u2028\u2029\u202a-\u202e]/);
  });
});

describe('markup', () => {
  test('escapes text and attributes, and nothing twice', () => {
    const inner = html`<b>${'<i>'}</b>`;
    expect(html`<a title="${`"'&`}">${[inner, null, false, 0]}</a>`.markup).toBe(
      `<a title="&quot;'&amp;"><b>&lt;i&gt;</b>0</a>`,
    );
  });

  test('an anchor holds nothing that an attribute or a fragment minds', () => {
    expect(anchor('lost-update', 'node')).toBe('lost-update.node');
    expect(anchor('A b"<%', 'x')).toBe('a-b-.x');
  });
});
