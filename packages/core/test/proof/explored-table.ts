/**
 * What is explored and how far, as docs/proof.md says it.
 *
 * @module
 */

import type { Limits } from '../../src/explore/index.ts';
import type { Proof } from '../../src/testing/proof/index.ts';

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

/** Both tables: how far each primitive is explored, and everything one by one. */
export function exploredTables(proofs: readonly Proof[]): string {
  const groups = [...new Set(proofs.map(({ group }) => group))];
  const summary = rows(
    ['', ...COLUMNS.map(({ title }) => title)],
    groups.map((group) => [group, ...COLUMNS.map((kind) => boundText(boundOf(proofs, group, kind)))]),
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
  return `${summary}\n\n${count}\n\n${all}\n\n</details>`;
}
