/**
 * A history as text: one column for each agent, time going down.
 *
 * @module
 */

import { showCall, type Call } from './call.ts';
import type { NotLinearizable } from './linearize.ts';

/** What no order explains, for people to look at. */
export function showCounterexample({ history, longest, stuck }: NotLinearizable): string {
  const explained = longest.map((call) => `${call.agent}: ${showCall(call)}`).join('; ') || 'nothing';
  const next = stuck.map((call) => `${call.agent}: ${showCall(call)}`).join(' or ');
  return `${showHistory(history)}\n\nIn some order: ${explained}.\nNo order explains what comes next: ${next}.`;
}

export function showHistory(history: readonly Call[]): string {
  const agents = [...new Set(history.map(({ agent }) => agent))];
  const moments = history.flatMap((call) => [
    { at: call.called, call, returns: false },
    ...(Number.isFinite(call.returned) ? [{ at: call.returned, call, returns: true }] : []),
  ]);
  moments.sort((one, other) => one.at - other.at);
  const open = new Set<Call>();
  const rows = moments.map(({ call, returns }): string[] => {
    if (!returns) open.add(call);
    const row = agents.map((agent) => {
      const mine = [...open].find((each) => each.agent === agent);
      if (agent !== call.agent) return mine === undefined ? '' : '│';
      if (returns)
        return `└ ${call.result === undefined ? '' : showCall(call).replace(/^.*→ /, '→ ')}`.trimEnd();
      return `┌ ${showCall({ ...call, returned: 0, result: undefined })}`;
    });
    if (returns) open.delete(call);
    return row;
  });
  const widths = agents.map((agent, at) =>
    Math.max(agent.length, ...rows.map((row) => (row[at] as string).length)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, at) => cell.padEnd(widths[at] as number))
      .join('  ')
      .trimEnd();
  return [line(agents), ...rows.map(line)].join('\n');
}
