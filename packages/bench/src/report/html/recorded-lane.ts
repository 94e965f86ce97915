import type { Timeline } from '@interleave/core/scenario';
import { duration, list, plural } from '../format.ts';
import { coordinate, html, type Html } from './markup.ts';

const WIDTH = 1000;
/** What is thinner could not be seen. */
const THIN = 2;

/** The window of time that is drawn. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** One lane: bars by height and place, not by colour alone. One path a kind, so that hundreds of stretches stay small. */
export function recordedLane(timeline: Timeline, lane: number, span: Span): Html {
  const { lanes, waits, holds, end } = timeline;
  const { started = null, ran = null, ended = null } = lanes[lane] ?? {};
  const closed = ({ start, end: until }: { start: number; end: number | null }): Stretch => ({
    start,
    end: until ?? ended ?? end,
  });
  const own = waits.filter((wait) => wait.lane === lane);
  const blocked = own.filter((wait) => !wait.async).map(closed);
  const idle = own.filter((wait) => wait.async).map(closed);
  const held = holds.filter((hold) => hold.lane === lane).map(closed);
  const runs = ran === null ? [] : [{ start: ran, end: ended ?? end }];
  const asked = started === null ? [] : [{ start: started, end: ran ?? ended ?? end }];
  return html`<svg
    viewBox="0 0 ${WIDTH} 20"
    height="20"
    preserveAspectRatio="none"
    role="img"
    aria-label="${told(timeline, lane)}"
  >
    ${path('t-asked', asked, span, 8, 1)} ${path('t-run', runs, span, 4, 9)}
    ${path('t-gap', blocked, span, 3, 11)} ${path('t-wait', blocked, span, 7, 3)}
    ${path('t-idle', idle, span, 1, 2)} ${path('t-hold', held, span, 15, 4)}
  </svg>`;
}

function path(
  kind: string,
  stretches: readonly Stretch[],
  span: Span,
  y: number,
  height: number,
): Html | null {
  const bars = joined(stretches.flatMap((one) => placed(one, span)));
  if (bars.length === 0) return null;
  const d = bars.map(({ start, end }) => {
    const width = coordinate(end - start);
    return `M${coordinate(start)} ${y}h${width}v${height}h-${width}z`;
  });
  return html`<path class="${kind}" d="${d.join('')}" />`;
}

function placed({ start, end }: Stretch, { from, to }: Span): Stretch[] {
  if (end < from || start > to) return [];
  const place = (time: number): number => (WIDTH * (Math.min(to, Math.max(from, time)) - from)) / (to - from);
  const x = Math.min(place(start), WIDTH - THIN);
  return [{ start: x, end: Math.max(x + THIN, place(end)) }];
}

/** Stretches between which no gap could be seen are one. */
function joined(bars: readonly Stretch[]): Stretch[] {
  const kept: Stretch[] = [];
  for (const bar of bars.toSorted((a, b) => a.start - b.start)) {
    const last = kept.at(-1);
    if (last === undefined || bar.start - last.end > 1) kept.push(bar);
    else kept[kept.length - 1] = { start: last.start, end: Math.max(last.end, bar.end) };
  }
  return kept;
}

/** What a lane shows, in words. */
function told({ lanes, waits, holds, end }: Timeline, lane: number): string {
  const { ran = null, ended = null } = lanes[lane] ?? {};
  const runs =
    ran === null
      ? 'nothing is known of what it did'
      : `ran for ${duration((ended ?? end) - Math.max(0, ran))}`;
  const sums = new Map<string, { count: number; time: number }>();
  const add = (what: string, start: number, until: number | null): void => {
    const { count, time } = sums.get(what) ?? { count: 0, time: 0 };
    sums.set(what, { count: count + 1, time: time + (until ?? end) - start });
  };
  for (const wait of waits) {
    if (wait.lane === lane) add(`waited on ${wait.on === '' ? wait.by : wait.on}`, wait.start, wait.end);
  }
  for (const hold of holds) if (hold.lane === lane) add(`held ${hold.of}`, hold.start, hold.end);
  const parts = [...sums].map(
    ([what, { count, time }]) => `${what} ${plural(count, 'time')}, ${duration(time)} in all`,
  );
  const shown = parts.slice(0, 5);
  const others = parts.length - shown.length;
  return list([runs, ...shown, ...(others > 0 ? [`${others} other things`] : [])]);
}
