/**
 * Who is who in the records of a trace.
 *
 * @module
 */

import { TRACED, type TraceRecord } from '../agent/trace-buffer.ts';

/** A thread, or the first thread of a child process. */
export interface TracedLane {
  readonly key: string;
  readonly process: string;
  readonly thread: string;
  started: number | undefined;
  ran: number | undefined;
  ended: number | undefined;
}

export function keyOf({ pid, lane }: TraceRecord): string {
  return `${pid}:${lane}`;
}

/** In the order in which they were asked for. A child process and the word of its parent about it are told by name. */
export function lanesOf(records: readonly TraceRecord[]): TracedLane[] {
  const lanes = new Map<string, TracedLane>();
  const byBlock = new Map<string, TracedLane>();
  const children: TracedLane[] = [];
  for (const record of records.toSorted((a, b) => a.start - b.start)) {
    const { kind, pid, start, agent, of, text } = record;
    const block = `${pid}:${of}`;
    if (kind === TRACED.thread || kind === TRACED.process) {
      const isChild = kind === TRACED.process;
      const key = isChild ? `child ${pid}:${of}:${start}` : `${pid}:${agent}`;
      const lane: TracedLane = {
        key,
        process: isChild ? text : '',
        thread: isChild ? 'MainThread' : text,
        started: start,
        ran: undefined,
        ended: undefined,
      };
      lanes.set(key, lane);
      byBlock.set(block, lane);
      if (isChild) children.push(lane);
    } else if (kind === TRACED.end) {
      const ended = byBlock.get(block);
      if (ended !== undefined) ended.ended ??= start;
    } else if (kind === TRACED.agent && record.scope === 'thread') {
      const key = keyOf(record);
      const known = lanes.get(key) ?? adopted(children, record);
      if (known !== undefined) {
        known.ran ??= start;
        if (known.key !== key) {
          lanes.delete(known.key);
          const lane = Object.assign(known, { key });
          lanes.set(key, lane);
        }
      } else {
        const process = pid === 0 ? '' : text;
        const thread = pid === 0 ? text : 'MainThread';
        lanes.set(key, { key, process, thread, started: undefined, ran: start, ended: undefined });
      }
    }
  }
  return [...lanes.values()].sort((a, b) => (a.started ?? -Infinity) - (b.started ?? -Infinity));
}

/** The child of which only its start is known so far, under this name. */
function adopted(children: readonly TracedLane[], { pid, text }: TraceRecord): TracedLane | undefined {
  return pid === 0 ? undefined : children.find(({ process, ran }) => process === text && ran === undefined);
}

/** By scope and identity, the lane of an agent. Among threads identities are of one process. */
export function agentsOf(records: readonly TraceRecord[]): Map<string, string> {
  const agents = new Map<string, string>();
  for (const record of records) {
    if (record.kind === TRACED.agent) agents.set(agentKey(record, record.agent), keyOf(record));
  }
  return agents;
}

export function agentKey({ scope, pid }: TraceRecord, id: number): string {
  return scope === 'process' ? `shared ${id}` : `${pid} ${id}`;
}

export function placeKey({ scope, pid }: TraceRecord, at: number): string {
  return scope === 'process' ? `shared ${at}` : `${pid} ${at}`;
}
