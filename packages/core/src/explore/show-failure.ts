/**
 * A failing schedule as text: one column for each agent, time going down, the line of source at the edge.
 *
 * @module
 */

import type { Failure, Step } from './exploration.ts';

export function showFailure({ kind, message, schedule, switches, steps }: Failure): string {
  const agents = [...new Set(steps.map(({ agent }) => agent))];
  const cells = steps.map((step) => show(step));
  const widths = agents.map((agent) =>
    Math.max(
      agent.length,
      ...steps.map((step, at) => (step.agent === agent ? (cells[at] as string).length : 0)),
    ),
  );
  const line = (columns: readonly string[], source: string): string =>
    [...columns.map((text, at) => text.padEnd(widths[at] as number)), source].join('  ').trimEnd();
  const rows = steps.map((step, at) =>
    line(
      agents.map((agent) => (agent === step.agent ? (cells[at] as string) : '')),
      step.source,
    ),
  );
  const count = `${steps.length} steps, ${switches} ${switches === 1 ? 'switch' : 'switches'}`;
  return [`${kind}: ${message}`, `schedule ${schedule} (${count})`, '', line(agents, ''), ...rows].join('\n');
}

function show({ what, word, result }: Step): string {
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
