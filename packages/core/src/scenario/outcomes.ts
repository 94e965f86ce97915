/**
 * Reading an outcome table: which row an observation's key belongs to, and what all of them together come to.
 *
 * @module
 */

import type { Expectation, Outcome } from './contract.ts';
import { type Status, worst } from './status.ts';

/** How often each key was observed. */
export type Histogram = ReadonlyMap<string, number>;

/** One observed key beside the row it belongs to. */
export interface GradedKey {
  readonly key: string;
  readonly count: number;
  /** The row's index in the table; null where no row matched, which is forbidden. */
  readonly row: number | null;
  readonly expect: Expectation | 'unmatched';
  readonly why: string;
}

/** What a histogram comes to by a table. */
export interface Grade {
  readonly status: Status;
  /** The most frequent first. */
  readonly keys: readonly GradedKey[];
  /** One sentence for each thing that makes the status; empty for `pass`. */
  readonly reasons: readonly string[];
}

/** Whether a row's match takes the whole of a key. */
export function matches(match: string | RegExp, key: string): boolean {
  if (typeof match === 'string') return match === key;
  return new RegExp(`^(?:${match.source})$`, match.flags).test(key);
}

/** Whether a row holds on a runtime. */
export function holdsOn(outcome: Outcome, runtime: string): boolean {
  return outcome.on === undefined || outcome.on.includes(runtime);
}

/** The row of a key: an exact match first, then patterns in the order of the table. */
export function rowOf(table: readonly Outcome[], key: string, runtime: string): number | null {
  const exact = table.findIndex(
    (row) => typeof row.match === 'string' && holdsOn(row, runtime) && row.match === key,
  );
  if (exact >= 0) return exact;
  const pattern = table.findIndex(
    (row) => row.match instanceof RegExp && holdsOn(row, runtime) && matches(row.match, key),
  );
  return pattern >= 0 ? pattern : null;
}

/** A match as it is written in code. */
export function showMatch(match: string | RegExp): string {
  return typeof match === 'string' ? `'${match}'` : String(match);
}

/** Grades everything that was observed of one variant on one runtime. */
export function grade(table: readonly Outcome[], histogram: Histogram, runtime: string): Grade {
  const keys = [...histogram]
    .filter(([, count]) => count > 0)
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(([key, count]) => gradeKey(table, key, count, runtime));
  const rows = table.filter((row) => holdsOn(row, runtime));
  const always = rows.filter((row) => row.expect === 'always');
  const found: [Status, string][] = [];
  for (const { key, count, expect, why } of keys) {
    if (expect === 'never')
      found.push(['forbidden', `'${key}' was seen ${times(count)} and never may be: ${why}`]);
    if (expect === 'unmatched')
      found.push(['forbidden', `'${key}' was seen ${times(count)} and no outcome allows it`]);
    if (expect === 'interesting') found.push(['interesting', `'${key}' was seen ${times(count)}: ${why}`]);
    // An always row holds for every observation, whatever other row took the key.
    const broken = always.length > 0 && !always.some((row) => matches(row.match, key));
    if (broken && expect !== 'never' && expect !== 'unmatched') {
      const wanted = always.map((row) => showMatch(row.match)).join(' or ');
      found.push([
        'forbidden',
        `'${key}' was seen ${times(count)} where every observation must be ${wanted}`,
      ]);
    }
  }
  for (const row of rows) {
    if (row.expect !== 'mustSee' || keys.some(({ key }) => matches(row.match, key))) continue;
    found.push(['notObserved', `${showMatch(row.match)} was not seen and must be: ${row.why}`]);
  }
  if (keys.length === 0) found.push(['vacuous', 'Nothing was observed']);
  const status = worst(found.map(([each]) => each));
  const reasons = found.filter(([each]) => each === status).map(([, reason]) => reason);
  return { status, keys, reasons };
}

function gradeKey(table: readonly Outcome[], key: string, count: number, runtime: string): GradedKey {
  const row = rowOf(table, key, runtime);
  const outcome = row === null ? undefined : table[row];
  return {
    key,
    count,
    row,
    expect: outcome?.expect ?? 'unmatched',
    why: outcome?.why ?? 'No row of the contract matches it',
  };
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}
