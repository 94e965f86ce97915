/** Whether a file is a trace as the trace event format has it, and one that a viewer shows whole. */
import type { TraceEvent } from '../../src/report/trace-events.ts';

export interface TraceFile {
  readonly traceEvents: readonly TraceEvent[];
}

/** What is wrong with it, as sentences. */
export function checkTrace({ traceEvents }: TraceFile): string[] {
  const problems: string[] = [];
  const named = new Set<string>();
  const slices = new Map<string, { readonly from: number; readonly to: number; readonly name: string }[]>();
  const halves = new Map<string, string[]>();
  for (const event of traceEvents) {
    const { ph, pid, tid, ts, name } = event;
    if (![pid, tid, ts].every((value) => Number.isInteger(value) && value >= 0))
      problems.push(`${name} has no place`);
    if (ph === 'M') {
      if (name === 'process_name') named.add(`process ${pid}`);
      if (name === 'thread_name') named.add(`thread ${pid} ${tid}`);
      continue;
    }
    if (!named.has(`process ${pid}`) || !named.has(`thread ${pid} ${tid}`))
      problems.push(`${name} is of no thread`);
    if (ph === 'X') {
      if (!((event.dur ?? -1) >= 0)) problems.push(`${name} has no length`);
      const key = `${pid} ${tid}`;
      slices.set(key, [...(slices.get(key) ?? []), { from: ts, to: ts + (event.dur ?? 0), name }]);
    } else {
      const key = `${event.cat} ${event.id ?? ''}`;
      halves.set(key, [...(halves.get(key) ?? []), ph]);
    }
  }
  for (const [key, parts] of halves) {
    if (!['be', 'sf'].includes(parts.join(''))) problems.push(`${key} is no pair: ${parts.join()}`);
  }
  for (const own of slices.values()) {
    for (const a of own) {
      for (const b of own) {
        if (a.from < b.from && b.from < a.to && a.to < b.to) problems.push(`${a.name} and ${b.name} cross`);
      }
    }
  }
  return problems;
}
