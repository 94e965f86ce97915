import { STATUSES } from '@interleave/core/scenario';

import { differences } from '../facts/differences.ts';
import { type Lack, lacks, lackText } from '../facts/lacks.ts';
import { duration, plural } from '../format.ts';
import type { Lookup } from '../lookup.ts';
import { isFailure, meaningOf, STATUS_ABOUT } from '../meaning.ts';
import type { CellReport, Report } from '../model.ts';
import { anchor, html, scrolling, type Html } from './markup.ts';
import { statusMark } from './status.ts';

/** In what runtimes differ: the first thing that such a report is read for. */
export function differencesSection(report: Report, look: Lookup): Html {
  const found = differences(report, look);
  const lacking = lacks(report, look);
  return html`<section id="differences">
    <h2>Differences between runtimes</h2>
    ${found.length + lacking.length === 0 && html`<p>None was seen.</p>`}
    ${found.map(
      ({ scenario, found }) =>
        html`<article class="brief">
          <h3><a href="#${anchor(scenario.id)}">${scenario.title}</a></h3>
          <ul>
            ${found.map((one) => html`<li>${one.text}</li>`)}
          </ul>
        </article>`,
    )}
    ${
      lacking.length > 0 &&
      html`<article class="brief">
        <h3>What was not run</h3>
        ${lacking.map(lackRow)}
      </article>`
    }
  </section>`;
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

/** How each scenario ended on each target. */
export function matrix(report: Report, look: Lookup): Html {
  const rows = report.scenarios.map((scenario) => {
    const cells = report.targets.map((target) => {
      const cell = look.cell(scenario.id, target.id);
      if (!cell) return html`<td class="quiet">not run</td>`;
      const href = isFailure(cell.status) ? anchor(scenario.id, target.id) : anchor(scenario.id);
      return html`<td>
        ${statusMark(cell.status, { href })}<small>${duration(cell.durationMs)}${partOf(cell)}</small>
      </td>`;
    });
    return html`<tr>
      <th scope="row">
        <a href="#${anchor(scenario.id)}">${scenario.title}</a><small>${scenario.id}</small>
      </th>
      ${cells}
    </tr>`;
  });
  const table = html`<table>
    <caption>
      How each scenario ended on each target, and how long it took. A word leads to the details.
    </caption>
    <thead>
      <tr>
        <th scope="col">Scenario</th>
        ${report.targets.map((target) => html`<th scope="col">${target.title}<small>${target.version}</small></th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
  return html`<section>
    <h2>Scenarios by target</h2>
    ${scrolling('Scenarios by target', table)} ${legend(report)}
  </section>`;
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
