import { gzipSync } from 'node:zlib';

import { contents } from './html/contents.ts';
import { environment, heading } from './html/head.ts';
import { explorationsSection } from './html/explorations.ts';
import { failuresSection } from './html/failures.ts';
import { guideSection } from './html/guide.ts';
import { html, Html } from './html/markup.ts';
import { differencesSection, matrix } from './html/overview.ts';
import { SCRIPT, SCRIPT_HASH } from './html/script.ts';
import { STYLE } from './html/style.ts';
import { lookup } from './lookup.ts';
import type { Report } from './model.ts';
import { presentable } from './presentable.ts';

/** Nothing is fetched, and of scripts this one alone runs. */
const POLICY = `default-src 'none'; style-src 'unsafe-inline'; script-src '${SCRIPT_HASH}'`;

/** The report as one file that opens from disk, in light and dark, in print, and without scripts. */
export function renderHtml(given: Report): string {
  const report = presentable(given);
  const look = lookup(report);
  const some = report.scenarios.length > 0;
  const page = html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
      <title>${report.tool.name}: ${report.verdict.sentence}</title>
      <style>
        ${STYLE}
      </style>
    </head>
    <body>
      <a class="skip" href="#main">To the content</a>
      ${heading(report)}
      <div class="page">
        ${contents(report)}
        <main id="main">
          ${environment(report)} ${some && differencesSection(report, look)} ${some && matrix(report, look)}
          ${failuresSection(report, look)} ${some && guideSection(report, look)}
          ${explorationsSection(report)}
        </main>
      </div>
      <footer>${held(given)}</footer>
      ${new Html(`<script>${SCRIPT}</script>`)}
    </body>
  </html>`;
  return `<!doctype html>\n${page.markup}\n`;
}

/** More than this (in characters) a page does not hold of what it shows: every sample of an hour is not to be read here. */
const MOST = 300_000;

function held(given: Report): Html {
  // The same bytes wherever it is made: without the system that a header may name.
  const data = gzipSync(JSON.stringify(given), { level: 9 }).fill(255, 9, 10).toString('base64');
  if (data.length > MOST) {
    return html`<p class="meta">
      This page shows <a href="./report.json">report.json</a>, which lies beside it.
    </p>`;
  }
  const address = `data:application/gzip;base64,${data}`;
  return html`<p class="meta">
    This page shows <a download="report.json.gz" href="${address}">report.json.gz</a>, and holds it.
  </p>`;
}
