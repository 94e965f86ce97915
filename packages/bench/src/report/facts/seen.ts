import type { Expectation } from '@interleave/core/scenario';

import { list } from '../format.ts';
import type { Lookup } from '../lookup.ts';
import type { Report, ScenarioReport, VariantContract, VariantReport } from '../model.ts';

/** Targets on which a variant showed the same rows of its outcome table. */
export interface SeenGroup {
  readonly targets: readonly string[];
  /** What was seen, in words: `'lost' and 'kept'`. */
  readonly text: string;
}

/**
 * Groups the targets of one variant by the rows they showed. Rows, not keys: where a row is a pattern, two runs of one
 * runtime differ in their keys as well, and that is no difference between runtimes.
 */
export function seenGroups(
  report: Report,
  look: Lookup,
  scenario: ScenarioReport,
  variant: VariantContract,
): SeenGroup[] {
  const groups = new Map<string, { targets: string[]; results: VariantReport[] }>();
  for (const target of report.targets) {
    const result = look.variant(scenario.id, target.id, variant.id);
    if (!result || result.observations.length === 0) continue;
    const rows = rowsOf(variant, result);
    const group = groups.get(rows) ?? { targets: [], results: [] };
    group.targets.push(target.id);
    group.results.push(result);
    groups.set(rows, group);
  }
  return [...groups.values()].map(({ targets, results }) => ({ targets, text: describe(variant, results) }));
}

/** Keys with the counts of several results added, the most frequent first. */
export function keyCounts(
  results: readonly VariantReport[],
): { key: string; count: number; row: number | null }[] {
  const keys = new Map<string, { key: string; count: number; row: number | null }>();
  for (const { key, count, row } of results.flatMap((result) => result.observations)) {
    keys.set(key, { key, row, count: count + (keys.get(key)?.count ?? 0) });
  }
  return [...keys.values()].sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1));
}

/** How often a variant ran, which every share of its observations is of. */
export function observed(result: VariantReport): number {
  return result.observations.reduce((sum, observation) => sum + observation.count, 0);
}

/** How many of a result's observations matched rows of one expectation. */
export function countOf(result: VariantReport, expect: Expectation | 'unmatched'): number {
  return result.observations.reduce((sum, one) => sum + (one.expect === expect ? one.count : 0), 0);
}

/** A key as it stands in a sentence. */
export function quoted(key: string): string {
  return `'${key}'`;
}

/** A title as it stands inside a sentence: it may be a sentence itself. */
export function named({ title }: { readonly title: string }): string {
  return `“${title}”`;
}

/** Rows of the same match are one here: what may happen on one runtime and must on another is the same outcome. */
function rowName(variant: VariantContract, { key, row }: { key: string; row: number | null }): string {
  const outcome = row === null ? undefined : variant.outcomes[row];
  return outcome?.pattern ? `pattern ${outcome.match}` : `key ${key}`;
}

function rowsOf(variant: VariantContract, result: VariantReport): string {
  return [...new Set(result.observations.map((one) => rowName(variant, one)))].sort().join('\n');
}

/** Each row by its most frequent key, and how many other keys it had. */
function describe(variant: VariantContract, results: readonly VariantReport[]): string {
  const rows = new Map<string, string[]>();
  for (const one of keyCounts(results)) {
    const name = rowName(variant, one);
    rows.set(name, [...(rows.get(name) ?? []), one.key]);
  }
  const words = [...rows.values()].map(([first = '', ...others]) =>
    others.length === 0 ? quoted(first) : `${quoted(first)} (and ${others.length} like it)`,
  );
  return words.length > 4
    ? `${words.slice(0, 3).join(', ')} and ${words.length - 3} other outcomes`
    : list(words);
}
