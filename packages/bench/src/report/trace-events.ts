/**
 * The timelines of a report as a Chrome trace, which Perfetto and chrome://tracing open.
 *
 * Each process of each variant on each target is a process there, under a name that says which; all are on the clock on
 * which they ran, in microseconds since the first. What a thread does one thing at a time is a complete event of its
 * thread; what may overlap (holds, waits with which its event loop goes on, a scenario's own spans) is an asynchronous pair;
 * who ended a wait is a flow from the thread that did.
 *
 * @module
 */

import type { Timeline } from '@interleave/core/scenario';
import type { Report, SpanReport } from './model.ts';

/** One event of the trace event format. */
export interface TraceEvent {
  readonly ph: 'M' | 'X' | 'b' | 'e' | 's' | 'f';
  readonly name: string;
  readonly cat: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly id?: string;
  readonly bp?: 'e';
  readonly args?: Readonly<Record<string, string | number>>;
}

/** A timeline and what it is of. */
interface Unit {
  readonly name: string;
  readonly timeline: Timeline;
  readonly spans: readonly SpanReport[];
}

export function traceEvents(report: Report): TraceEvent[] {
  const titles = new Map(report.targets.map(({ id, title }) => [id, title]));
  const units = report.cells.flatMap((cell) =>
    cell.variants.flatMap(({ variant, timeline, spans }): Unit[] => {
      const name = `${cell.scenario} ${variant} on ${titles.get(cell.target) ?? cell.target}`;
      return timeline === undefined ? [] : [{ name, timeline, spans }];
    }),
  );
  const base = Math.min(...units.map(({ timeline }) => timeline.origin + earliest(timeline)));
  const writer = new Writer();
  for (const unit of units) writer.unit(unit, unit.timeline.origin - base);
  return writer.events;
}

/** The file's text. */
export function renderTrace(report: Report): string {
  const events = traceEvents(report).map((event) => JSON.stringify(event));
  return `{"displayTimeUnit":"ms","traceEvents":[\n${events.join(',\n')}\n]}\n`;
}

function earliest({ lanes, waits }: Timeline): number {
  const times = [
    ...lanes.flatMap(({ started, ran }) => [started ?? 0, ran ?? 0]),
    ...waits.map(({ start }) => start),
  ];
  return Math.min(0, ...times);
}

class Writer {
  readonly events: TraceEvent[] = [];
  #pids = 0;
  #ids = 0;

  unit({ name, timeline, spans }: Unit, offset: number): void {
    const { lanes, waits, holds, end } = timeline;
    const at = (ms: number): number => Math.max(0, Math.round((ms + offset) * 1000));
    const pids = new Map<string, number>();
    const places = lanes.map(({ process, thread }, index) => {
      // Children may have one name: each has a process of its own.
      const key = process === '' ? '' : `${process} ${index}`;
      const pid = pids.get(key) ?? this.#process(process === '' ? name : `${name}: ${process}`);
      pids.set(key, pid);
      const place = { pid, tid: index + 1 };
      this.#meta('thread_name', place, { name: thread });
      this.#meta('thread_sort_index', place, { sort_index: index });
      return place;
    });
    const placeOf = (lane: number): Place => places[lane] as Place;
    const nameOf = (lane: number): string => laneName(timeline, lane);
    for (const [index, { started, ran, ended }] of lanes.entries()) {
      const from = ran ?? ended ?? end;
      if (started !== null) this.#slice('starts', 'life', placeOf(index), at(started), at(from));
      if (ran !== null) this.#slice('runs', 'life', placeOf(index), at(ran), at(ended ?? end));
    }
    for (const wait of waits) {
      const place = placeOf(wait.lane);
      const what = `waits on ${wait.on === '' ? wait.by : wait.on}`;
      // Within its thread's life, whichever clock said which: viewers drop what crosses.
      const { ran, ended } = lanes[wait.lane] as Timeline['lanes'][number];
      const within = (ms: number): number => at(Math.max(ran ?? ms, Math.min(ms, ended ?? end)));
      const [from, to] = [within(wait.start), within(wait.end ?? end)];
      const args = {
        ...(wait.by === '' ? {} : { in: wait.by }),
        ...(wait.holder === null ? {} : { 'held by': nameOf(wait.holder) }),
        ...(wait.wokenBy === null ? {} : { 'ended by': nameOf(wait.wokenBy) }),
      };
      if (wait.async) this.#pair(`${nameOf(wait.lane)} ${what}`, 'wait', place, from, to, args);
      else this.#slice(what, 'wait', place, from, to, args);
      if (wait.wokenBy !== null && !wait.async && to > from) this.#flow(placeOf(wait.wokenBy), place, to - 1);
    }
    for (const { lane, of, start, end: until } of holds) {
      this.#pair(`${nameOf(lane)} holds ${of}`, 'hold', placeOf(lane), at(start), at(until ?? end));
    }
    for (const { thread, what, start, end: until } of spans) {
      const lane = Math.max(
        0,
        lanes.findIndex((one) => one.thread === thread),
      );
      this.#pair(`${thread}: ${what}`, 'span', placeOf(lane), at(start), at(Math.max(start, until)));
    }
  }

  #process(name: string): number {
    const pid = ++this.#pids;
    this.#meta('process_name', { pid, tid: 0 }, { name });
    this.#meta('process_sort_index', { pid, tid: 0 }, { sort_index: pid });
    return pid;
  }

  #meta(name: string, place: Place, args: Readonly<Record<string, string | number>>): void {
    this.events.push({ ph: 'M', name, cat: '__metadata', ...place, ts: 0, args });
  }

  #slice(name: string, cat: string, place: Place, from: number, to: number, args: Args = {}): void {
    this.events.push({ ph: 'X', name, cat, ...place, ts: from, dur: Math.max(0, to - from), args });
  }

  #pair(name: string, cat: string, place: Place, from: number, to: number, args: Args = {}): void {
    const id = String(++this.#ids);
    this.events.push({ ph: 'b', name, cat, ...place, ts: from, id, args });
    this.events.push({ ph: 'e', name, cat, ...place, ts: Math.max(from, to), id });
  }

  #flow(from: Place, to: Place, ts: number): void {
    const id = String(++this.#ids);
    this.events.push({ ph: 's', name: 'wakes', cat: 'wake', ...from, ts, id });
    this.events.push({ ph: 'f', name: 'wakes', cat: 'wake', ...to, ts, id, bp: 'e' });
  }
}

interface Place {
  readonly pid: number;
  readonly tid: number;
}

type Args = Readonly<Record<string, string | number>>;

/** What a lane is called where it stands alone. */
export function laneName({ lanes }: Timeline, lane: number): string {
  const { process = '', thread = '' } = lanes[lane] ?? {};
  return process === '' ? thread : process;
}
