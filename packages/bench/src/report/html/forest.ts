import type { Measure } from '@interleave/core/scenario';

import { figure, ratio } from '../format.ts';
import type { Lookup } from '../lookup.ts';
import type { Report, ScenarioReport } from '../model.ts';
import { comparisons, controls, type Factor, isUnresolved } from '../facts/timing.ts';
import { html, scrolling, type Html } from './markup.ts';

/**
 * Of a measure: the first way beside itself, then each other beside the first, on each target, as far as there are
 * rounds enough for an interval.
 */
export function forests(report: Report, look: Lookup, scenario: ScenarioReport): Html | null {
  const all = comparisons(report, look, scenario);
  const parts = scenario.measures.flatMap((measure) => {
    const compared = all.filter((one) => one.measure.id === measure.id && one.factors.some(isBounded));
    const [first] = compared;
    if (first === undefined) return [];
    const itself: Way = {
      title: 'A/A: the first way again',
      factors: controls(report, look, scenario, measure),
      remark: ({ control }) => (control?.trouble === 'none' ? 'calm' : 'not calm'),
    };
    const others = compared.map(({ variant, factors }): Way => {
      return { title: variant.title, factors, remark: (one) => (isUnresolved(one) ? 'unresolved' : '') };
    });
    return [forest(look, measure, first.base.title, [itself, ...others])];
  });
  return parts.length === 0
    ? null
    : html`<h5>Beside the first way</h5>
        ${parts}`;
}

type Bounded = Factor & { readonly interval: NonNullable<Factor['interval']> };

function isBounded(factor: Factor): factor is Bounded {
  return factor.interval !== undefined;
}

interface Way {
  readonly title: string;
  readonly factors: readonly Factor[];
  readonly remark: (factor: Factor) => string;
}

function forest(look: Lookup, measure: Measure, base: string, ways: readonly Way[]): Html {
  const ends = ways
    .flatMap(({ factors }) => factors.filter(isBounded))
    .flatMap(({ interval, ratios }) => [interval.low, interval.high, ...ratios]);
  const [low, high] = [Math.min(1, ...ends), Math.max(1, ...ends)];
  const groups = ways.map(({ title, factors, remark }) => {
    const rows = factors.filter(isBounded).map((one, index, { length }) => {
      const name = html`<th scope="rowgroup" rowspan="${length}">${title}</th>`;
      const { interval, rounds } = one;
      const within = `${figure(interval.low)} to ${figure(interval.high)}`;
      return html`<tr>
        ${index === 0 && name}
        <th scope="row">${look.title(one.target)}</th>
        <td>${ratio(one.factor)} ${remark(one)}<small>${within}, ${rounds} rounds</small></td>
        <td class="tree">${tree(one, low, high)}</td>
      </tr>`;
    });
    return rows.length === 0
      ? null
      : html`<tbody>
          ${rows}
        </tbody>`;
  });
  const table = html`<table class="forest">
    <caption>
      <strong>${measure.title}</strong
      >: how many times as good as “${base}”, the median of the rounds’ ratios, and within what it lies in 95
      of 100 cases. The long line is 1, as good; to the right of it is better. A small mark is a round, the
      bar the interval, the thick mark the median; every plot runs from ${ratio(low)} to ${ratio(high)}, and
      equal lengths are equal factors.
    </caption>
    <thead>
      <tr>
        <th scope="col">Variant</th>
        <th scope="col">Target</th>
        <th scope="col">Ratio</th>
        <th scope="col">Interval and rounds</th>
      </tr>
    </thead>
    ${groups}
  </table>`;
  return scrolling(`${measure.title}, beside ${base}`, table);
}

/** Rounds that fall on the same half per cent of the plot are one mark: more could not be told apart. */
function tree({ factor, interval, ratios }: Bounded, low: number, high: number): Html {
  const span = Math.log(high) - Math.log(low);
  const place = (value: number): number =>
    span === 0 ? 100 : Math.round(2 + (196 * (Math.log(value) - Math.log(low))) / span);
  const marks = [...new Set(ratios.map(place))].map((x) => `M${x} 12v6`).join('');
  // An interval too short to be seen is still a mark.
  const end = Math.max(place(interval.low) + 1, place(interval.high));
  return html`<svg viewBox="0 0 200 20" preserveAspectRatio="none" aria-hidden="true">
    <path d="M${place(1)} 0v20" />
    <path d="${marks}" />
    <path d="M${place(interval.low)} 6H${end}" />
    <path d="M${place(factor)} 1v10" />
  </svg>`;
}
