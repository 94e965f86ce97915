import { didTable, reasonsToDiffer, type Did } from '../facts/did.ts';
import type { Lookup } from '../lookup.ts';
import { meaningOf } from '../meaning.ts';
import type { Report, ScenarioReport, TargetReport } from '../model.ts';
import { html, scrolling, type Html } from './markup.ts';
import { statusMark } from './status.ts';

/** What each runtime did, CPython beside them, and why they differ where they do. */
export function whatEachDid(report: Report, look: Lookup, scenario: ScenarioReport): Html | null {
  const found = didTable(report, look, scenario);
  if (!found) return null;
  const { targets, lines, measure } = found;
  const rows = lines.map(
    ({ variant, cells }) =>
      html`<tr>
        <th scope="row">${variant.title}</th>
        ${cells.map((one, at) => cell(one, targets[at]))}
      </tr>`,
  );
  const figures = measure === '' ? '' : ` The figure is the median of: ${measure}.`;
  const table = html`<table class="did">
    <caption>
      What each way of doing it showed on each target, the most frequent first.${figures}
    </caption>
    <thead>
      <tr>
        <th scope="col">Variant</th>
        ${targets.map((target) => html`<th scope="col" ${twin(target)}>${target.title}<small>${target.version}</small></th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
  return html`<h5>What each runtime did</h5>
    ${scrolling(`What each runtime did: ${scenario.title}`, table)} ${reasons(report, look, scenario)}`;
}

function cell(did: Did | undefined, target: TargetReport | undefined): Html {
  const name = target ? twin(target) : null;
  if (!did) return html`<td ${name}>not run</td>`;
  const held = meaningOf(did.status) === 'held';
  return html`<td ${name}>
    ${!held && statusMark(did.status)}${did.seen.map((text) => html`<span class="saw">${text}</span>`)}
    ${did.figure !== '' && html`<small>${did.figure}</small>`}
  </td>`;
}

/** CPython stands apart from the runtimes: it is what they are held against. */
function twin({ kind }: TargetReport): Html | null {
  return kind === 'python' ? html`class="twin"` : null;
}

function reasons(report: Report, look: Lookup, scenario: ScenarioReport): Html | null {
  const found = reasonsToDiffer(report, look, scenario);
  if (found.length === 0) return null;
  return html`<h5>Why they differ</h5>
    <ul class="reasons">
      ${found.map(
        ({ variant, parts }) =>
          html`<li>
            ${variant.title}
            <ul>
              ${parts.map(({ said, why }) => html`<li><strong>${said}</strong>${why !== '' && `: ${why}`}</li>`)}
            </ul>
          </li>`,
      )}
    </ul>`;
}
