import type { Timeline, TimelineWait } from '@interleave/core/scenario';
import { duration } from '../format.ts';
import { laneName } from '../trace-events.ts';
import { html, type Html } from './markup.ts';

const SHOWN = 5;

/** The longest waits as sentences: who, on what, held by whom, ended by whom. */
export function recordedWaits(timeline: Timeline): Html | null {
  const { waits, end } = timeline;
  const length = (wait: TimelineWait): number => (wait.end ?? end) - wait.start;
  const blocked = waits.filter((wait) => !wait.async);
  const most = blocked.toSorted((a, b) => length(b) - length(a)).slice(0, SHOWN);
  if (most.length === 0) return null;
  return html`<details>
    <summary>The longest waits</summary>
    <ul class="words">
      ${most.map((wait) => html`<li>${sentence(timeline, wait, length(wait))}</li>`)}
    </ul>
  </details>`;
}

function sentence(timeline: Timeline, wait: TimelineWait, length: number): string {
  const { lane, on, by, end, holder, wokenBy } = wait;
  const name = (one: number): string => laneName(timeline, one);
  const what = [on === '' ? '' : ` on ${on}`, by === '' ? '' : ` in ${by}`].join('');
  const held = holder === null ? '' : `, held by ${name(holder)}`;
  const until = wokenBy === null || wokenBy === holder ? '' : `, until ${name(wokenBy)} let it go on`;
  const verb = end === null ? 'waited, and had not done when this was written,' : 'waited';
  return `${name(lane)} ${verb} ${duration(length)}${what}${held}${until}.`;
}
