import { STATUSES, worst } from '@interleave/core/scenario';

import { type Difference, differences } from '../facts/differences.ts';
import { type Lack, lacks, lackText } from '../facts/lacks.ts';
import { duration, plural } from '../format.ts';
import type { Lookup } from '../lookup.ts';
import { isFailure, meaningOf, STATUS_ABOUT } from '../meaning.ts';
import type { CellReport, Report, ScenarioReport } from '../model.ts';
import { guideParts, partAnchor } from './guide-parts.ts';
import { anchor, html, scrolling, type Html } from './markup.ts';
import { statusMark } from './status.ts';

/** In what runtimes differ, the first thing that such a report is read for: what they do, then what it is worth. */
export function differencesSection(report: Report, look: Lookup): Html {
  const found = differences(report, look);
  const lacking = lacks(report, look);
  const [times, others] = [true, false].map((alone) =>
    found.filter((one) => one.found.every(({ kind }) => kind === 'timing') === alone),
  );
  return html`<section id="differences">
    <h2>Differences between runtimes</h2>
    ${found.length + lacking.length === 0 && html`<p>None was seen.</p>`}
    ${others?.map(
      ({ scenario, found }) =>
        html`<article class="brief" data-scenario="${scenario.id}">
          <h3><a href="#${anchor(scenario.id)}">${scenario.title}</a></h3>
          ${items(found.filter(({ kind }) => kind !== 'timing'))}
          ${inTime(
            'And in time',
            found.filter(({ kind }) => kind === 'timing'),
          )}
        </article>`,
    )}
    ${
      times !== undefined &&
      times.length > 0 &&
      html`<article class="brief">
        <h3>Only the times differ</h3>
        ${times.map(({ scenario, found }) => inTime(scenario.title, found))}
      </article>`
    }
    ${
      lacking.length > 0 &&
      html`<article class="brief">
        <h3>What was not run</h3>
        ${lacking.map(lackRow)}
      </article>`
    }
  </section>`;
}

function items(found: readonly Difference[]): Html {
  return html`<ul>
    ${found.map((one) => html`<li>${one.text}</li>`)}
  </ul>`;
}

function inTime(title: string, found: readonly Difference[]): Html | null {
  if (found.length === 0) return null;
  return html`<details>
    <summary>${title}: ${plural(found.length, 'variant')}</summary>
    ${items(found)}
  </details>`;
}

function lackRow(lack: Lack): Html {
  const names = lack.scenarios.map(
    ({ scenario, part }) =>
      html`<li><a href="#${anchor(scenario.id)}">${scenario.title}</a>${part && ' (in part)'}</li>`,
  );
  return html`<details>
    <summary>${plural(lack.scenarios.length, 'scenario')} on ${lackText(lack)}</summary>
    <ul>
      ${names}
    </ul>
  </details>`;
}

/** How each scenario ended on each target, chapter by chapter. */
export function matrix(report: Report, look: Lookup): Html {
  const differing = new Set(differences(report, look).map(({ scenario }) => scenario.id));
  const columns = report.targets.length + 1;
  const parts = guideParts(report)
    .filter(({ scenarios }) => scenarios.length > 0)
    .map(
      (part) =>
        html`<tbody>
          <tr class="part">
            <th scope="rowgroup" colspan="${columns}"><a href="#${partAnchor(part)}">${part.title}</a></th>
          </tr>
          ${part.scenarios.map((scenario) => line(report, look, scenario, differing.has(scenario.id)))}
        </tbody>`,
    );
  const table = html`<table class="matrix">
    <caption>
      How each scenario ended on each target, and how long it took. A word leads to the details.
    </caption>
    <thead>
      <tr>
        <th scope="col">Scenario</th>
        ${report.targets.map((target) => html`<th scope="col">${target.title}<small>${target.version}</small></th>`)}
      </tr>
    </thead>
    ${parts}
  </table>`;
  return html`<section id="matrix">
    <h2>Scenarios by target</h2>
    <div id="controls"></div>
    ${scrolling('Scenarios by target', table)} ${legend(report)}
  </section>`;
}

/** What the data says is for the script that filters and sorts. */
function line(report: Report, look: Lookup, scenario: ScenarioReport, differs: boolean): Html {
  const found = report.targets.map((target) => look.cell(scenario.id, target.id));
  const statuses = [...new Set(found.flatMap((cell) => cell?.status ?? []))];
  const rank = STATUSES.indexOf(worst(statuses));
  const took = found.reduce((sum, cell) => sum + (cell?.durationMs ?? 0), 0);
  return html`<tr
    data-scenario="${scenario.id}"
    data-find="${[scenario.id, scenario.title, ...scenario.rows].join(' ').toLowerCase()}"
    data-show="${[...statuses, ...(differs ? ['differs'] : [])].join(' ')}"
    data-rank="${rank}"
    data-took="${Math.round(took)}"
  >
    <th scope="row"><a href="#${anchor(scenario.id)}">${scenario.title}</a><small>${scenario.id}</small></th>
    ${found.map(matrixCell)}
  </tr>`;
}

function matrixCell(cell: CellReport | undefined): Html {
  if (!cell) return html`<td class="quiet">not run</td>`;
  const { scenario, target, status, durationMs } = cell;
  const href = isFailure(status) ? anchor(scenario, target) : anchor(scenario);
  return html`<td>${statusMark(status, { href })}<small>${duration(durationMs)}${partOf(cell)}</small></td>`;
}

/** Of a cell that ran in part, how much of it. */
function partOf({ status, variants }: CellReport): string {
  if (meaningOf(status) !== 'notRun') return '';
  const ran = variants.filter((variant) => meaningOf(variant.status) !== 'notRun').length;
  return ran === 0 ? '' : `, ${ran} of ${variants.length} ran`;
}

/** What the words mean that this report uses. */
function legend(report: Report): Html {
  const used = STATUSES.filter((status) => report.counts[status] > 0);
  return html`<ul class="words" aria-label="What the words mean">
    ${used.map((status) => html`<li>${statusMark(status)} ${STATUS_ABOUT[status]}</li>`)}
  </ul>`;
}
