import type { Measure } from '@interleave/core/scenario';

import { quantity } from '../format.ts';
import type { Lookup } from '../lookup.ts';
import type { MeasureReport, ScenarioReport, TargetReport } from '../model.ts';
import { html, scrolling, type Html } from './markup.ts';

/** Per measure: median, least and number of samples of each variant on each target, and where the samples lie. */
export function measures(look: Lookup, scenario: ScenarioReport): Html | null {
  const tables = scenario.measures.flatMap((measure) => measureTable(look, scenario, measure) ?? []);
  return tables.length === 0
    ? null
    : html`<h5>Measures</h5>
        ${tables}`;
}

function measureTable(look: Lookup, scenario: ScenarioReport, measure: Measure): Html | null {
  const lines = scenario.variants.flatMap((variant) => {
    const found = new Map<TargetReport, MeasureReport>();
    for (const { target, result } of look.ran(scenario, variant.id)) {
      const values = result.measures.find((one) => one.id === measure.id);
      if (values) found.set(target, values);
    }
    return found.size === 0 ? [] : [{ variant, found }];
  });
  if (lines.length === 0) return null;
  const all = lines.flatMap(({ found }) => [...found.values()]);
  const low = Math.min(0, ...all.map((one) => one.min));
  const high = Math.max(0, ...all.map((one) => one.max));
  const targets = [...new Set(lines.flatMap(({ found }) => [...found.keys()]))];
  const rows = lines.map(({ variant, found }) => {
    const cells = targets.map((target) => cell(measure, found.get(target), low, high));
    return html`<tr>
      <th scope="row">${variant.title}</th>
      ${cells}
    </tr>`;
  });
  const better =
    measure.better === 'neither' ? '' : ` ${measure.better === 'lower' ? 'Lower' : 'Higher'} is better.`;
  const scale = `${quantity(low, measure.unit)} to ${quantity(high, measure.unit)}`;
  const table = html`<table>
    <caption>
      <strong>${measure.title}</strong
      >: the median, and below it the least and the number of samples.${better} A mark a sample, the thick one
      the median; every strip runs from ${scale}.
    </caption>
    <thead>
      <tr>
        <th scope="col">Variant</th>
        ${targets.map((target) => html`<th scope="col">${target.title}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
  return scrolling(measure.title, table);
}

function cell(measure: Measure, values: MeasureReport | undefined, low: number, high: number): Html {
  if (!values) return html`<td class="quiet">none</td>`;
  const least = quantity(values.min, measure.unit);
  return html`<td>
    ${quantity(values.median, measure.unit)}<small>min ${least}, n ${values.samples.length}</small
    >${strip(values, low, high)}
  </td>`;
}

/** Samples that fall on the same half per cent of the strip are one mark: more could not be told apart. */
function strip(values: MeasureReport, low: number, high: number): Html {
  const place = (value: number): number =>
    Math.round(high === low ? 0 : 2 + (196 * (value - low)) / (high - low));
  const samples = [...new Set(values.samples.map(place))].map((x) => `M${x} 2v8`).join('');
  return html`<svg class="strip" viewBox="0 0 200 12" preserveAspectRatio="none" aria-hidden="true">
    <path d="${samples}" />
    <path d="M${place(values.median)} 0v12" />
  </svg>`;
}
