import { worseThan } from '@interleave/core/scenario';
import { duration } from '../format.ts';
import type { Lookup } from '../lookup.ts';
import type { ScenarioReport, SpanReport, VariantContract } from '../model.ts';
import { html, type Html } from './markup.ts';
import { recorded, recordedKey } from './recorded.ts';

/** Per variant: who did what when, a lane a thread, every target on the same scale. */
export function timelines(look: Lookup, scenario: ScenarioReport): Html | null {
  const parts = [spanned(look, scenario), written(look, scenario)].filter((part) => part !== null);
  return parts.length === 0
    ? null
    : html`<h5>Timeline</h5>
        ${parts}`;
}

/** What the scenario says of its threads. */
function spanned(look: Lookup, scenario: ScenarioReport): Html | null {
  const lanesOf = (variant: VariantContract): number =>
    Math.max(
      0,
      ...look
        .ran(scenario, variant.id)
        .map(({ result }) => new Set(result.spans.map((one) => one.thread)).size),
    );
  const all = scenario.variants.filter((variant) => lanesOf(variant) > 0);
  const most = new Set(all.toSorted((a, b) => lanesOf(b) - lanesOf(a)).slice(0, VARIANTS));
  const parts = all
    .filter((variant) => most.has(variant))
    .map((variant) => timeline(look, scenario, variant));
  return parts.length === 0
    ? null
    : html`<p class="meta">
          What each thread did, and when: a lane a thread, time from left to right, a colour an activity. The
          targets of one variant share a scale, so that a longer lane took longer.
        </p>
        ${parts} ${more(all.length - VARIANTS)}`;
}

/** What its threads wrote down: of a variant the first target that has a record, and each whose run did not go well. */
function written(look: Lookup, scenario: ScenarioReport): Html | null {
  let variants = 0;
  const records = scenario.variants.flatMap((variant) => {
    const all = look.recorded(scenario, variant.id);
    if (all.length > 0) variants += 1;
    const shown = all.filter(
      ({ result }, index) => (index === 0 && variants <= VARIANTS) || worseThan(result.status, 'interesting'),
    );
    return shown.map(({ target, timeline: record }) => recorded(record, variant.title, target.title));
  });
  return records.length === 0
    ? null
    : html`${recordedKey()}
        <div class="grid">${records}</div>
        ${more(variants - VARIANTS)}`;
}

function more(variants: number): Html | false {
  return variants > 0 && html`<p class="meta">report.json has those of ${variants} more variants.</p>`;
}

/** Those with the most threads: with all of them the page would be mostly timelines. */
const VARIANTS = 2;
const LANES = 12;
const COLORS = 6;

function timeline(look: Lookup, scenario: ScenarioReport, variant: VariantContract): Html | null {
  const ran = look.ran(scenario, variant.id).filter(({ result }) => result.spans.length > 0);
  if (ran.length === 0) return null;
  const whats = [...new Set(ran.flatMap(({ result }) => result.spans.map((span) => span.what)))];
  const end = ran.reduce(
    (most, { result }) => result.spans.reduce((m, span) => Math.max(m, span.start, span.end), most),
    0,
  );
  const figures = ran.map(({ target, result }) => {
    const threads = new Map<string, SpanReport[]>();
    for (const span of result.spans) threads.set(span.thread, [...(threads.get(span.thread) ?? []), span]);
    const lanes = [...threads].slice(0, LANES).map(
      ([thread, spans]) =>
        html`<tr>
          <th scope="row">${thread}</th>
          <td>${lane(spans, whats, end)}</td>
        </tr>`,
    );
    const more = threads.size > LANES && html`<p class="meta">and ${threads.size - LANES} more threads</p>`;
    return html`<figure>
      <table class="lanes">
        <caption>
          <strong>${variant.title}</strong>
          on ${target.title}, from 0 to ${duration(end)}
        </caption>
        <tbody>
          ${lanes}
        </tbody>
      </table>
      ${more}
    </figure>`;
  });
  const legend = whats.slice(0, COLORS).map((what, index) => {
    const others =
      index === COLORS - 1 && whats.length > COLORS ? ` and ${whats.length - COLORS} others` : '';
    const sample = html`<svg viewBox="0 0 1 1" aria-hidden="true">
      <rect class="w${index}" width="1" height="1" />
    </svg>`;
    return html`<li>${sample}${what}${others}</li>`;
  });
  return html`<ul class="legend" aria-label="Colours of ${variant.title}">
      ${legend}
    </ul>
    <div class="grid">${figures}</div>`;
}

const WIDTH = 1000;

/** One shape an activity, not one a stretch: there are thousands. */
function lane(spans: readonly SpanReport[], whats: readonly string[], end: number): Html {
  const place = (time: number): number =>
    end > 0 ? Math.round(Math.min(WIDTH, Math.max(0, (WIDTH * time) / end))) : 0;
  const shapes = new Map<number, string>();
  for (const { what, start, end: stop } of joined(spans, end / WIDTH)) {
    const color = Math.min(whats.indexOf(what), COLORS - 1);
    const width = Math.max(2, place(stop) - place(start));
    const x = Math.min(place(start), WIDTH - 2);
    shapes.set(color, `${shapes.get(color) ?? ''}M${x} 0h${width}v10H${x}z`);
  }
  return html`<svg
    class="lane"
    viewBox="0 0 ${WIDTH} 10"
    preserveAspectRatio="none"
    role="img"
    aria-label="${told(spans)}"
  >
    ${[...shapes].map(([color, shape]) => html`<path class="w${color}" d="${shape}" />`)}
  </svg>`;
}

/** What a lane shows, in words: how long each thing took in all. */
function told(spans: readonly SpanReport[]): string {
  const sums = new Map<string, number>();
  for (const { what, start, end } of spans) sums.set(what, (sums.get(what) ?? 0) + Math.abs(end - start));
  return [...sums]
    .slice(0, COLORS)
    .map(([what, sum]) => `${what} ${duration(sum)}`)
    .join(', ');
}

/** In order of time, and with stretches of the same thing joined where the gap could not be seen. */
function joined(spans: readonly SpanReport[], gap: number): SpanReport[] {
  const ordered = spans
    .map((span) => ({ ...span, start: Math.min(span.start, span.end), end: Math.max(span.start, span.end) }))
    .sort((a, b) => a.start - b.start);
  const kept: SpanReport[] = [];
  for (const span of ordered) {
    const last = kept.at(-1);
    if (last && last.what === span.what && span.start - last.end <= gap) {
      kept[kept.length - 1] = { ...last, end: Math.max(last.end, span.end) };
    } else kept.push(span);
  }
  return kept;
}
