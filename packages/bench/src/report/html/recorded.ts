import type { Timeline } from '@interleave/core/scenario';
import { duration, plural } from '../format.ts';
import { laneName } from '../trace-events.ts';
import { html, type Html } from './markup.ts';
import { recordedLane, type Span } from './recorded-lane.ts';
import { recordedWaits } from './recorded-waits.ts';

/** So many lanes are drawn; the rest are in the trace. */
const LANES = 12;

/** Threads and processes of one run, a lane each, on one clock. */
export function recorded(timeline: Timeline, variant: string, target: string): Html {
  const span = worthSeeing(timeline);
  const lanes = timeline.lanes.slice(0, LANES).map(({ process, thread }, index) => {
    const name = laneName(timeline, index);
    const title = process === '' ? thread : `${thread} of process ${process}`;
    return html`<tr>
      <th scope="row" title="${title}">${name}</th>
      <td>${recordedLane(timeline, index, span)}</td>
    </tr>`;
  });
  const more = timeline.lanes.length - LANES;
  const left = [
    more > 0 && `${plural(more, 'more thread')}`,
    timeline.leftOut > 0 && `${plural(timeline.leftOut, 'short or late event')} that had no room`,
  ].filter((one) => one !== false);
  return html`<figure class="recorded">
    <table class="lanes">
      <caption>
        <strong>${variant}</strong>
        on ${target}
      </caption>
      <tbody>
        ${lanes}
        <tr>
          <th scope="row">time</th>
          <td>
            <span class="axis"><span>${duration(span.from)}</span><span>${duration(span.to)}</span></span>
          </td>
        </tr>
      </tbody>
    </table>
    ${left.length > 0 && html`<p class="meta">Not drawn: ${left.join(', ')}.</p>`} ${recordedWaits(timeline)}
  </figure>`;
}

/** How to read it, once a page section; the samples are drawn as the lanes draw. */
export function recordedKey(): Html {
  const entries = KEY.map(
    ([kind, what]) =>
      html`<li>
        <svg viewBox="0 0 12 20" aria-hidden="true">${SAMPLES[kind]}</svg>
        ${what}
      </li>`,
  );
  return html`<p class="meta">
      A lane is a thread, or the first thread of a child process, and time runs to the right on one clock. A
      thin line without a bar: asked for, not running yet. A lock is drawn as held from when somebody waited
      for it; one that nobody waited for is not seen.
    </p>
    <ul class="legend" aria-label="How to read the timeline">
      ${entries}
    </ul>`;
}

type Kind = 'runs' | 'waits' | 'idle' | 'holds';

const KEY: readonly (readonly [Kind, string])[] = [
  ['runs', 'runs'],
  ['waits', 'blocked: waits, and nothing of it runs'],
  ['idle', 'waits while its event loop goes on'],
  ['holds', 'holds a lock for which somebody waits'],
];

const SAMPLES: Readonly<Record<Kind, Html>> = {
  runs: html`<rect class="t-run" y="4" width="12" height="9" />`,
  waits: html`<rect class="t-wait" y="7" width="12" height="3" />`,
  idle: html`<rect class="t-idle" y="1" width="12" height="2" />`,
  holds: html`<rect class="t-hold" y="15" width="12" height="4" />`,
};

/** From shortly before the first thread that was started began to run, where much would be empty before that. */
function worthSeeing({ lanes, waits, end }: Timeline): Span {
  const begun = [
    ...lanes.flatMap(({ started, ran }) => (started === null || ran === null ? [] : [ran])),
    ...waits.flatMap((wait) => (wait.async ? [] : [wait.start])),
  ];
  const to = Math.max(end, 0.001);
  const first = Math.min(to, ...begun);
  const from = begun.length === 0 || first < to / 4 ? 0 : Math.max(0, first - (to - first) / 20);
  return { from, to };
}
