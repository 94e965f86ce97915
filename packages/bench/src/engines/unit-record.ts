/**
 * Everything that one unit said and how it ended.
 *
 * @module
 */

import type { ErrorData, Phase, Timeline, UnitEvent } from '@interleave/core/scenario';
import type { Gone } from '../targets/target.ts';

/** How a unit came to its end. */
export type Fate =
  | { readonly kind: 'ended' }
  | ({ readonly kind: 'died' } & Gone)
  | { readonly kind: 'timeout'; readonly stage: Stage; readonly after: number }
  | { readonly kind: 'interrupted' };

/** What a unit is in the middle of: coming up, at work, or leaving after its last event. */
export type Stage = 'start' | 'work' | 'exit';

export interface Span {
  readonly thread: string;
  readonly what: string;
  readonly start: number;
  readonly end: number;
}

export interface UnitRecord {
  readonly startedAt: Date;
  durationMs: number;
  fate: Fate;
  hello: Extract<UnitEvent, { type: 'hello' }> | undefined;
  contractHash: string | undefined;
  readonly histogram: Map<string, number>;
  readonly counters: Map<string, number>;
  readonly measures: Map<string, number[]>;
  readonly spans: Span[];
  timeline: Timeline | undefined;
  /** The last lines that it logged or printed. */
  readonly lines: string[];
  readonly missing: { readonly name: string; readonly reason: string }[];
  readonly errors: { readonly phase: Phase; readonly error: ErrorData }[];
  screenshot: Uint8Array | undefined;
}

/** So many lines and spans of a unit are kept. */
const LINES = 200;
const LINE_LENGTH = 2000;
const SPANS = 5000;

export function newRecord(): UnitRecord {
  return {
    startedAt: new Date(),
    durationMs: 0,
    fate: { kind: 'interrupted' },
    hello: undefined,
    contractHash: undefined,
    histogram: new Map(),
    counters: new Map(),
    measures: new Map(),
    spans: [],
    timeline: undefined,
    lines: [],
    missing: [],
    errors: [],
    screenshot: undefined,
  };
}

/** Takes one event into the record. */
export function take(record: UnitRecord, event: UnitEvent): void {
  switch (event.type) {
    case 'hello':
      record.hello = event;
      break;
    case 'start':
      // A Python twin has no contract of its own and says so with an empty hash.
      record.contractHash = event.contractHash === '' ? undefined : event.contractHash;
      break;
    case 'log':
      for (const line of event.text.split('\n')) takeLine(record, line);
      break;
    case 'span':
      if (record.spans.length < SPANS) record.spans.push(pick(event));
      break;
    case 'timeline':
      record.timeline = event.timeline;
      break;
    case 'count':
      add(record.counters, event.name, event.by);
      break;
    case 'measure':
      valuesOf(record.measures, event.id).push(event.value);
      break;
    case 'observation':
      add(record.histogram, event.key, 1);
      break;
    case 'histogram':
      for (const [key, count] of event.counts) add(record.histogram, key, count);
      break;
    case 'precondition':
      record.missing.push(...event.missing);
      break;
    case 'error':
      record.errors.push({ phase: event.phase, error: event.error });
      break;
    default:
  }
}

export function takeLine(record: UnitRecord, line: string): void {
  record.lines.push(line.length > LINE_LENGTH ? `${line.slice(0, LINE_LENGTH)}…` : line);
  if (record.lines.length > LINES) record.lines.splice(0, record.lines.length - LINES);
}

/** The rounds of one variant on one target as one record; of the fates, the worst. */
export function mergeRecords(records: readonly UnitRecord[]): UnitRecord {
  const [first, ...others] = records;
  if (first === undefined) throw new RangeError('There is no record to merge');
  if (others.length === 0) return first;
  const merged: UnitRecord = {
    ...newRecord(),
    startedAt: first.startedAt,
    hello: first.hello,
    fate: first.fate,
  };
  for (const record of records) {
    merged.durationMs += record.durationMs;
    merged.contractHash ??= record.contractHash;
    merged.timeline ??= record.timeline;
    merged.screenshot ??= record.screenshot;
    if (FATES.indexOf(record.fate.kind) > FATES.indexOf(merged.fate.kind)) merged.fate = record.fate;
    for (const [key, count] of record.histogram) add(merged.histogram, key, count);
    for (const [name, by] of record.counters) add(merged.counters, name, by);
    for (const [id, values] of record.measures) {
      for (const value of values) valuesOf(merged.measures, id).push(value);
    }
    for (const line of record.lines) takeLine(merged, line);
    // What a target lacks it lacks in every round.
    const known = merged.missing.map(({ name, reason }) => `${name}: ${reason}`);
    merged.missing.push(
      ...record.missing.filter(({ name, reason }) => !known.includes(`${name}: ${reason}`)),
    );
    merged.errors.push(...record.errors);
  }
  // Their clocks all begin at zero, so only one round's timeline can be drawn.
  merged.spans.push(...(records.findLast((record) => record.spans.length > 0)?.spans ?? []));
  return merged;
}

const FATES: readonly Fate['kind'][] = ['ended', 'interrupted', 'timeout', 'died'];

function add(to: Map<string, number>, name: string, by: number): void {
  to.set(name, (to.get(name) ?? 0) + by);
}

function valuesOf(measures: Map<string, number[]>, id: string): number[] {
  const values = measures.get(id) ?? [];
  measures.set(id, values);
  return values;
}

function pick({ thread, what, start, end }: Span): Span {
  return { thread, what, start, end };
}
