/**
 * What threads and processes did during a unit, on one clock: made of what they wrote down themselves (agent/trace.ts).
 *
 * @module
 */

import { TraceBuffer, type TraceRecord } from '../agent/trace-buffer.ts';
import { processProgram } from '../agent/scope.ts';
import { agent } from '../agent/state.ts';
import { assembleTimeline } from './timeline-assembly.ts';

/** Times are milliseconds since the variant's start; who was there before it has negative ones. */
export interface Timeline {
  /** The variant's start, in milliseconds since 1970. */
  readonly origin: number;
  /** When it was written down. */
  readonly end: number;
  readonly lanes: readonly TimelineLane[];
  readonly waits: readonly TimelineWait[];
  readonly holds: readonly TimelineHold[];
  /** How many waits, holds and threads it has no room for: short ones, and what came last. */
  readonly leftOut: number;
}

/** One thread, or the first thread of a child process. */
export interface TimelineLane {
  /** Empty: the process that ran the scenario. */
  readonly process: string;
  readonly thread: string;
  /** When it was asked for; null for the first of all. */
  readonly started: number | null;
  /** When it began to run; null where nothing of it is known but what its starter saw. */
  readonly ran: number | null;
  /** Null where it had not ended when this was written down, or nobody saw it. */
  readonly ended: number | null;
}

export interface TimelineWait {
  /** Which lane. */
  readonly lane: number;
  /** As the primitive prints itself: `Lock(counter)`; empty where it is none, or unknown. */
  readonly on: string;
  /** The call: `lock.acquire()`; empty for an asynchronous one. */
  readonly by: string;
  /** Whether the thread's event loop went on meanwhile. */
  readonly async: boolean;
  readonly start: number;
  /** Null where it had not ended. */
  readonly end: number | null;
  /** The lane that held the lock when the wait began; null where there is none. */
  readonly holder: number | null;
  /** The lane that ended the wait by what it did; null where none is known. */
  readonly wokenBy: number | null;
}

/** A lock's hold, as far as somebody waited for it: from when it is known to be held. */
export interface TimelineHold {
  readonly lane: number;
  readonly of: string;
  readonly start: number;
  /** Null where it had not ended. */
  readonly end: number | null;
}

/** From now on, before the library is first used: what is done here is written down. */
export function traceFromHere(): void {
  agent().traced = true;
}

/** What was written down so far; undefined where the library was not used, or in one thread that never waited. */
export function timelineSince(start: number): Timeline | undefined {
  const { program } = agent();
  const buffer = program?.waits.trace?.buffer;
  if (buffer === undefined) return undefined;
  const records = [...buffer.read()];
  let { leftOut } = buffer;
  const abroad = readAbroad(buffer.abroad);
  if (abroad !== undefined) {
    records.push(...abroad.records);
    leftOut += abroad.leftOut;
  }
  return assembleTimeline(records, { origin: buffer.origin, start, now: buffer.now(), leftOut });
}

function readAbroad(at: number): { records: TraceRecord[]; leftOut: number } | undefined {
  if (at === 0) return undefined;
  const processes = processProgram();
  processes.blocks.meet(at);
  const buffer = new TraceBuffer(processes.words, at);
  return { records: buffer.read(), leftOut: buffer.leftOut };
}
