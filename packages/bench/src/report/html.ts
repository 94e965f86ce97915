import { environment, heading } from './html/head.ts';
import { explorationsSection } from './html/explorations.ts';
import { failuresSection } from './html/failures.ts';
import { html, type Html } from './html/markup.ts';
import { differencesSection, matrix } from './html/overview.ts';
import { scenarioSection } from './html/scenario.ts';
import { STYLE } from './html/style.ts';
import { lookup, type Lookup } from './lookup.ts';
import type { Report } from './model.ts';
import { presentable } from './presentable.ts';

/** The report as one file that opens from disk, in light and dark, in print, and without scripts. */
export function renderHtml(given: Report): string {
  const report = presentable(given);
  const look = lookup(report);
  const data = Buffer.from(JSON.stringify(given)).toString('base64');
  const page = html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
      <title>${report.tool.name}: ${report.verdict.sentence}</title>
      <style>
        ${STYLE}
      </style>
    </head>
    <body>
      ${heading(report)}
      <main>
        ${environment(report)}
        ${report.scenarios.length > 0 && [differencesSection(report, look), matrix(report, look)]}
        ${failuresSection(report, look)} ${report.scenarios.length > 0 && scenarios(report, look)}
        ${explorationsSection(report)}
      </main>
      <footer>
        <p class="meta">
          This page shows
          <a download="report.json" href="data:application/json;base64,${data}">report.json</a>, and holds it.
        </p>
      </footer>
    </body>
  </html>`;
  return `<!doctype html>\n${page.markup}\n`;
}

function scenarios(report: Report, look: Lookup): Html {
  return html`<section>
    <h2>Scenarios</h2>
    ${report.scenarios.map((scenario) => scenarioSection(report, look, scenario))}
  </section>`;
}
