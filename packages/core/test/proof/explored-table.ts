/**
 * What is explored and how far, as docs/proof.md says it.
 *
 * @module
 */

import type { Limits } from '../../src/explore/index.ts';
import type { Proof } from '../../src/testing/proof/index.ts';
import type { DeepResult } from './deep-results.ts';

/** What is asked of every primitive: so many agents, with or without something that can happen at any point. */
export interface Kind {
  readonly title: string;
  readonly agents: 2 | 3;
  readonly event: 'timeouts' | 'deaths' | undefined;
}

export const COLUMNS: readonly Kind[] = ([2, 3] as const).flatMap((agents) =>
  ([undefined, 'timeouts', 'deaths'] as const).map((event) => {
    const what = { timeouts: ', a timeout', deaths: ', a death' };
    return { title: `${agents} agents${event === undefined ? '' : what[event]}`, agents, event };
  }),
);

/** The greatest bound on preemptions under which a group is explored in this way; undefined where it is not. */
export function boundOf(
  proofs: readonly Proof[],
  group: string,
  { agents, event }: Kind,
): number | undefined {
  const bounds = proofs
    .filter((proof) => proof.group === group && proof.limits.schedules === undefined)
    .filter((proof) => Math.min(3, Object.keys(proof.agents).length) === agents)
    .filter(({ limits }) => (event === undefined ? (limits.deaths ?? 0) === 0 : (limits[event] ?? 0) > 0))
    .map(({ limits: { preemptions = Infinity } }) => preemptions);
  return bounds.length === 0 ? undefined : Math.max(...bounds);
}

function resultOf({ group, name }: Proof, results: readonly DeepResult[]): DeepResult | undefined {
  return results.find((result) => result.group === group && result.name === name);
}

/** The explorations as they were once explored with time, to their end. */
function inDepth(proofs: readonly Proof[], results: readonly DeepResult[]): readonly Proof[] {
  return proofs.flatMap((proof) => {
    const isAll = resultOf(proof, results)?.complete === true;
    return proof.deep === undefined || !isAll ? [] : [{ ...proof, limits: proof.deep }];
  });
}

export function boundText(bound: number | undefined): string {
  if (bound === undefined) return '–';
  if (bound === Infinity) return 'all';
  return bound === 0 ? '0' : `≤ ${bound}`;
}

function rows(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => ':--')), ...lines.map(line)].join('\n');
}

function limitsText({ timeouts = 0, deaths = 0, rings = 0, schedules }: Limits): string {
  const parts = Object.entries({ timeout: timeouts, death: deaths, ring: rings });
  const told = parts.flatMap(([what, count]) =>
    count === 0 ? [] : [`${count} ${what}${count === 1 ? '' : 's'}`],
  );
  return [...told, ...(schedules === undefined ? [] : [`the first ${schedules} schedules`])].join(', ');
}

/** With a star where it took the time that the tests do not have. */
function cell(proofs: readonly Proof[], deep: readonly Proof[], group: string, kind: Kind): string {
  const [always, once] = [boundOf(proofs, group, kind), boundOf(deep, group, kind)];
  return (once ?? -1) > (always ?? -1) ? `${boundText(once)} \\*` : boundText(always);
}

/** The tables: how far each primitive is explored, what was explored once, and everything one by one. */
export function exploredTables(proofs: readonly Proof[], results: readonly DeepResult[]): string {
  const groups = [...new Set(proofs.map(({ group }) => group))];
  const deep = inDepth(proofs, results);
  const summary = rows(
    ['', ...COLUMNS.map(({ title }) => title)],
    groups.map((group) => [group, ...COLUMNS.map((kind) => cell(proofs, deep, group, kind))]),
  );
  const once = rows(
    ['Of', 'Agents', 'Preemptions', 'And', 'Schedules', 'States', 'All'],
    proofs.flatMap((proof) => {
      const { group, name, deep: bounds } = proof;
      if (bounds === undefined) return [];
      const told = [group, name, boundText(bounds.preemptions ?? Infinity), limitsText(bounds)];
      const result = resultOf(proof, results);
      if (result === undefined) return [[...told, '–', '–', 'not tried']];
      const { schedules, states, complete } = result;
      const [many, seen] = [schedules, states].map((count) => count.toLocaleString('en'));
      return [[...told, many as string, seen as string, complete ? 'yes' : 'no']];
    }),
  );
  const all = rows(
    ['Of', 'Agents', 'Preemptions', 'And'],
    proofs.map(({ group, name, limits }) => [
      group,
      name.replaceAll('|', '\\|'),
      boundText(limits.preemptions ?? Infinity),
      limitsText(limits),
    ]),
  );
  const count = `<details>\n<summary>All ${proofs.length} explorations</summary>`;
  return `${summary}\n\nOnce, where there was time:\n\n${once}\n\n${count}\n\n${all}\n\n</details>`;
}
