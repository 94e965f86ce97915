/**
 * Who held which lock when, as far as somebody waited for it.
 *
 * @module
 */

import { BUDGET, TRACED, type TraceRecord } from '../agent/trace-buffer.ts';
import { placeKey } from './timeline-lanes.ts';

export interface TracedHold {
  readonly lane: number;
  readonly of: string;
  readonly start: number;
  end: number | undefined;
}

/** What a moment says of a lock: that a lane has it, or has it no more. */
interface Evidence {
  readonly at: number;
  readonly lane: number;
  readonly has: boolean;
  readonly name: string;
}

/**
 * A wait names the holder, a wait that ended with the lock makes one, a release for which somebody waits ends one; and
 * so does another's hold, because a lock has one holder at a time.
 */
export function holdsOf(
  waiting: readonly TraceRecord[],
  waking: readonly TraceRecord[],
  holderOf: (record: TraceRecord) => number | null,
  laneOf: (record: TraceRecord) => number | undefined,
): TracedHold[] {
  const locks = new Map<string, Evidence[]>();
  const add = (key: string, evidence: Evidence): void => {
    const known = locks.get(key);
    if (known === undefined) locks.set(key, [evidence]);
    else known.push(evidence);
  };
  for (const record of waiting) {
    const name = record.text.split('\t')[0] ?? '';
    if (!/^R?Lock\(/.test(name)) continue;
    const key = placeKey(record, record.of);
    const holder = holderOf(record);
    if (holder !== null) add(key, { at: record.start, lane: holder, has: true, name });
    const lane = laneOf(record);
    if (record.taken && record.end !== undefined && lane !== undefined) {
      add(key, { at: record.end, lane, has: true, name });
    }
  }
  for (const record of waking) {
    const lane = laneOf(record);
    const key = placeKey(record, record.of);
    if (record.kind === TRACED.give && lane !== undefined && locks.has(key)) {
      add(key, { at: record.start, lane, has: false, name: '' });
    }
  }
  // Who used up what it may write down may have given up a lock unseen.
  const gaveAll = Map.groupBy(waking, (record) => laneOf(record) ?? -1);
  const full = (lane: number): boolean => (gaveAll.get(lane)?.length ?? 0) >= BUDGET;
  return [...locks.values()].flatMap((evidence) => heldBy(evidence, full));
}

function heldBy(evidence: readonly Evidence[], full: (lane: number) => boolean): TracedHold[] {
  const holds: TracedHold[] = [];
  let now: TracedHold | undefined;
  for (const { at, lane, has, name } of evidence.toSorted((a, b) => a.at - b.at)) {
    if (now !== undefined && now.lane === lane && has) continue;
    if (now !== undefined && (has || now.lane === lane)) {
      now.end = at;
      now = undefined;
    }
    if (!has) continue;
    now = { lane, of: name, start: at, end: undefined };
    holds.push(now);
  }
  if (now !== undefined && full(now.lane)) holds.pop();
  return holds;
}
