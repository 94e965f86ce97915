import {
  expectationWord,
  outcomeTables,
  type OutcomeLine,
  type OutcomeTable,
} from '../facts/outcome-table.ts';
import { list, plural, share } from '../format.ts';
import type { Lookup } from '../lookup.ts';
import type { ScenarioReport, VariantContract } from '../model.ts';
import { coordinate, html, scrolling, type Html } from './markup.ts';
import { classOf } from './status.ts';

/** The contract's rows beside how often each target showed them, with bars; variants that agree share a table. */
export function outcomes(look: Lookup, scenario: ScenarioReport): Html | null {
  const found = outcomeTables(look, scenario);
  if (found.length === 0) return null;
  return html`<h5>Outcomes</h5>
    <p class="meta">
      Which share of what was observed showed which outcome: a full bar is every observation of that target, a
      hairline less than one in a hundred; – means that the row does not hold there.
    </p>
    ${found.map(({ variants, table }) => histogram(variants, table))}`;
}

function histogram(variants: readonly VariantContract[], found: OutcomeTable): Html {
  const heads = found.targets.map(
    (target, index) =>
      html`<th scope="col">
        ${target.title}<small>${plural(found.totals[index] ?? 0, 'observation')}</small>
      </th>`,
  );
  const rows = found.lines.map((line) => {
    const cells = line.counts.map((count, index) => {
      if (count === null) return html`<td class="quiet">–</td>`;
      const total = found.totals[index] ?? 0;
      return html`<td>${share(count, total)}${bar(count, total, line.expect)}</td>`;
    });
    return html`<tr>
      <th scope="row">
        <span class="key">${line.label}</span>${examples(line)}
        <div class="why">${line.why}</div>
      </th>
      <td>${expectationWord(line.expect)}</td>
      ${cells}
    </tr>`;
  });
  const titles = list(variants.map((variant) => variant.title));
  const each = variants.length > 1 ? ', each' : '';
  const caption = html`<strong>${titles}</strong>${each}: which share of each target's observations showed
    which outcome.`;
  const table = html`<table>
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        <th scope="col">Outcome</th>
        <th scope="col">Expected</th>
        ${heads}
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
  return scrolling(`Outcomes of ${titles}`, table);
}

function examples({ examples, others }: OutcomeLine): Html | null {
  if (examples.length === 0) return null;
  const keys = list([...examples, ...(others > 0 ? [`${others} more`] : [])]);
  return html`<div class="why">seen: <span class="key">${keys}</span></div>`;
}

const COLORS: Readonly<Record<OutcomeLine['expect'], string>> = {
  always: classOf('held'),
  mustSee: classOf('held'),
  may: '',
  interesting: classOf('surprised'),
  never: classOf('broken'),
  unmatched: classOf('broken'),
};

/** The share stands beside it in figures, so whoever cannot see it misses nothing. */
function bar(count: number, total: number, expect: OutcomeLine['expect']): Html | null {
  if (count === 0) return null;
  const width = coordinate(Math.max(1, (100 * count) / total));
  return html`<svg class="share ${COLORS[expect]}" aria-hidden="true"><rect width="${width}%" /></svg>`;
}
