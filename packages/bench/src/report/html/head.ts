import { atOnce } from '../at-once.ts';
import { STATUSES } from '@interleave/core/scenario';

import { bytes, duration, list, stopped } from '../format.ts';
import type { Load, Report } from '../model.ts';
import { gradedOf, headlineOf } from '../summary.ts';
import { html, scrolling, type Html } from './markup.ts';
import { statusMark } from './status.ts';

/** The verdict, the counts, and what a reader must know before any figure. */
export function heading(report: Report): Html {
  const seen = STATUSES.toReversed().filter((status) => report.counts[status] > 0);
  const when = report.startedAt.replace('T', ' ').replace(/(:\d\d)(\.\d+)?Z$/, '$1 UTC');
  return html`<header>
    <p class="meta">
      ${report.tool.name} ${report.tool.version}, ${when}, took ${duration(report.durationMs)}
    </p>
    <h1>${headlineOf(gradedOf(report), report.interrupted)}</h1>
    <ul class="counts" aria-label="Cells by status">
      ${seen.map((status) => html`<li>${statusMark(status, { count: report.counts[status] })}</li>`)}
    </ul>
    ${report.warnings.map((warning) => html`<p class="note">${warning}</p>`)}
  </header>`;
}

/** Where and how it was run: a sentence, and the rest folded. */
export function environment(report: Report): Html {
  const { os, arch, cpus, memory, load } = report.environment;
  const { preset, seed } = report.actual;
  const facts: readonly (readonly [string, string | Html])[] = [
    ['Command', html`<code>${report.requested.command.join(' ')}</code>`],
    ['Units at once', atOnce(report)],
    ['Memory', `${bytes(memory.totalBytes)}, ${bytes(memory.freeBytes)} free at the start`],
    ['Load over 1, 5 and 15 minutes', `${loads(load.start)} at the start, ${loads(load.end)} at the end`],
  ];
  const there = report.targets.filter(({ missing }) => !missing);
  return html`<section id="environment">
    <h2>Environment</h2>
    <p>
      ${list(there.map(({ title, version }) => `${title} ${version ?? ''}`.trim()))} on ${cpus.count} ×
      ${cpus.model}, ${os.name} ${os.release}, ${arch}; ${preset} preset, seed ${seed}.
    </p>
    ${missing(report)}
    <details>
      <summary>The command, the machine, and what the targets can do</summary>
      <dl class="facts">
        ${facts.map(
          ([name, value]) =>
            html`<div>
              <dt>${name}</dt>
              <dd>${value}</dd>
            </div>`,
        )}
      </dl>
      ${targets(report)} ${capabilities(report)}
    </details>
  </section>`;
}

function loads(load: Load | null): string {
  return load ? load.map((one) => one.toFixed(2)).join(' ') : 'unknown';
}

function missing(report: Report): Html[] {
  return report.targets.flatMap(({ title, missing }) => {
    if (!missing) return [];
    const remedy = missing.remedy !== '' && html` To get it: <code>${missing.remedy}</code>`;
    return [html`<p class="note">${title} is not here: ${stopped(missing.reason)}${remedy}</p>`];
  });
}

function targets(report: Report): Html {
  const rows = report.targets.map(
    ({ title, version, path, missing }) =>
      html`<tr>
        <th scope="row">${title}</th>
        <td>${missing ? 'missing' : (version ?? 'unknown')}</td>
        <td><code>${path}</code></td>
      </tr>`,
  );
  const table = html`<table>
    <caption>
      What was run.
    </caption>
    <thead>
      <tr>
        <th scope="col">Target</th>
        <th scope="col">Version</th>
        <th scope="col">Path</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
  return scrolling('Targets', table);
}

function capabilities(report: Report): Html | null {
  const present = report.targets.filter((target) => target.capabilities.length > 0);
  const names = [...new Set(present.flatMap((target) => target.capabilities.map((one) => one.name)))];
  if (names.length === 0) return null;
  const rows = names.map((name) => {
    const cells = present.map((target) => {
      const found = target.capabilities.find((one) => one.name === name);
      if (!found) return html`<td class="quiet">unknown</td>`;
      return html`<td>
        ${found.available ? 'yes' : html`<strong>no</strong>`}<span class="why"> ${found.reason}</span>
      </td>`;
    });
    return html`<tr>
      <th scope="row">${name}</th>
      ${cells}
    </tr>`;
  });
  const table = html`<table>
    <caption>
      What each target can do, probed live in it.
    </caption>
    <thead>
      <tr>
        <th scope="col">Capability</th>
        ${present.map((target) => html`<th scope="col">${target.title}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
  return scrolling('Capabilities', table);
}
