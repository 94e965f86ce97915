/**
 * From records of many agents to lanes, waits and holds.
 *
 * @module
 */

import { TRACED, type TraceRecord } from '../agent/trace-buffer.ts';
import { holdsOf } from './timeline-holds.ts';
import { agentKey, agentsOf, keyOf, lanesOf } from './timeline-lanes.ts';
import { Wakers } from './timeline-wakers.ts';
import type { Timeline, TimelineHold, TimelineLane, TimelineWait } from './timeline.ts';

/** So many are kept of each; of waits and holds the longest. */
const LANES = 64;
const WAITS = 300;
const HOLDS = 200;

export interface TraceOccasion {
  /** In milliseconds since 1970: what the records' times count from, and the variant's start. */
  readonly origin: number;
  readonly start: number;
  /** By the records' clock. */
  readonly now: number;
  readonly leftOut: number;
}

/** Undefined where there is nothing to draw: one thread that never waited. */
export function assembleTimeline(
  records: readonly TraceRecord[],
  occasion: TraceOccasion,
): Timeline | undefined {
  const { origin, start, now } = occasion;
  const ms = (time: number): number => Math.round(origin * 1000 + time - start * 1000) / 1000;
  const orNull = (time: number | undefined): number | null => (time === undefined ? null : ms(time));
  const all = lanesOf(records);
  const lanes = all.slice(0, LANES);
  const places = new Map(lanes.map(({ key }, index) => [key, index]));
  const agents = agentsOf(records);
  const laneOf = (record: TraceRecord): number | undefined => places.get(keyOf(record));
  const holderOf = (record: TraceRecord): number | null =>
    places.get(agents.get(agentKey(record, record.agent)) ?? '') ?? null;
  const waiting = records.filter(({ kind }) => kind === TRACED.wait || kind === TRACED.asyncWait);
  const waking = records.filter(({ kind }) => kind === TRACED.wake || kind === TRACED.give);
  const wakers = new Wakers(waking);
  const waits = waiting.flatMap((record): TimelineWait[] => {
    const lane = laneOf(record);
    if (lane === undefined) return [];
    const [on = '', by = ''] = record.text.split('\t');
    const waker = wakers.of(record);
    return [
      {
        lane,
        on,
        by,
        async: record.kind === TRACED.asyncWait,
        start: ms(record.start),
        end: orNull(record.end ?? lanes[lane]?.ended),
        holder: holderOf(record),
        wokenBy: waker === undefined ? null : (laneOf(waker) ?? null),
      },
    ];
  });
  const holds = holdsOf(waiting, waking, holderOf, laneOf).map((hold): TimelineHold => ({
    ...hold,
    start: ms(hold.start),
    end: orNull(hold.end ?? lanes[hold.lane]?.ended),
  }));
  if (lanes.length < 2 && waits.length === 0) return undefined;
  const end = ms(now);
  const keptWaits = longest(waits, WAITS, end);
  const keptHolds = longest(holds, HOLDS, end);
  const dropped =
    all.length - lanes.length + waits.length - keptWaits.length + holds.length - keptHolds.length;
  return {
    origin: start,
    end,
    lanes: lanes.map(({ process, thread, started, ran, ended }): TimelineLane => ({
      process,
      thread,
      started: orNull(started),
      ran: orNull(ran),
      ended: orNull(ended),
    })),
    waits: keptWaits,
    holds: keptHolds,
    leftOut: occasion.leftOut + dropped,
  };
}

/** In order of time. */
function longest<T extends { readonly start: number; readonly end: number | null }>(
  stretches: readonly T[],
  most: number,
  end: number,
): T[] {
  const kept =
    stretches.length <= most
      ? stretches
      : stretches.toSorted((a, b) => (b.end ?? end) - b.start - ((a.end ?? end) - a.start)).slice(0, most);
  return kept.toSorted((a, b) => a.start - b.start);
}
