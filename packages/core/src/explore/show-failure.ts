/**
 * A failing schedule as text: one column for each agent, time going down, the line of source at the edge.
 *
 * @module
 */

import type { Failure, Step } from './exploration.ts';

/** A step as it is shown. */
export interface ShownStep {
  readonly agent: string;
  readonly text: string;
  readonly source: string;
}

export function showFailure({ kind, message, schedule, switches, steps }: Failure): string {
  const count = `${steps.length} steps, ${switches} ${switches === 1 ? 'switch' : 'switches'}`;
  const shown = steps.map((step) => ({ ...step, text: showStep(step) }));
  return [`${kind}: ${message}`, `schedule ${schedule} (${count})`, '', showColumns(shown)].join('\n');
}

/** The columns alone. */
export function showColumns(steps: readonly ShownStep[]): string {
  const agents = [...new Set(steps.map(({ agent }) => agent))];
  const widths = agents.map((agent) =>
    Math.max(agent.length, ...steps.map((step) => (step.agent === agent ? step.text.length : 0))),
  );
  const line = (columns: readonly string[], source: string): string =>
    [...columns.map((text, at) => text.padEnd(widths[at] as number)), source].join('  ').trimEnd();
  const rows = steps.map(({ agent: mine, text, source }) =>
    line(
      agents.map((agent) => (agent === mine ? text : '')),
      source,
    ),
  );
  return [line(agents, ''), ...rows].join('\n');
}

/** One operation, and what came of it. */
export function showStep({ what, word, result }: Step): string {
  if (word === '') return what;
  const [name, ...rest] = what.split(' ');
  const value = rest.join(' ');
  const before = result === '' ? '' : ` (${result})`;
  switch (name) {
    case 'load':
      return `${word} is ${result}`;
    case 'store':
      return `${word} = ${value}`;
    case 'add':
      return `${word} += ${value}${before}`;
    case 'sub':
      return `${word} -= ${value}${before}`;
    case 'exchange':
      return `${word} ⇄ ${value}${before}`;
    case 'compareExchange':
      return result === value.split(' ')[0] ? `${word}: ${value}` : `${word}: ${value}? no, ${result}`;
    case 'wait':
      return result === 'sleeps' ? `sleeps on ${word}` : `waits for ${word}: ${result}`;
    case 'notify':
      return `wakes ${result} at ${word}`;
    default:
      return `${word} ${what}${before}`;
  }
}
