/**
 * Whether the outcome tables say something about every variant.
 *
 * @module
 */

import { type Checker, show } from './check.ts';
import { suggestion } from './nearest.ts';

const EXPECTATIONS = ['always', 'mustSee', 'may', 'interesting', 'never'];

export function checkOutcomes(
  c: Checker,
  outcomes: unknown,
  nonVacuous: unknown,
  variants: readonly string[],
): void {
  if (c.object('outcomes', outcomes, "{ locked: [{ match: '100', expect: 'always', why: '...' }] }")) {
    for (const name of Object.keys(outcomes)) checkVariantName(c, `outcomes.${name}`, name, variants);
    for (const variant of variants) checkTable(c, `outcomes.${variant}`, outcomes[variant]);
  }
  if (nonVacuous === undefined) return;
  if (!c.object('nonVacuous', nonVacuous, "{ locked: ['contended'] }")) return;
  for (const [name, counters] of Object.entries(nonVacuous)) {
    checkVariantName(c, `nonVacuous.${name}`, name, variants);
    c.texts(`nonVacuous.${name}`, counters, 'names of counters');
  }
}

export function checkVariantName(c: Checker, field: string, name: string, variants: readonly string[]): void {
  if (!variants.includes(name)) c.fail(field, `is of no variant; ${suggestion(name, variants)}`);
}

function checkTable(c: Checker, field: string, table: unknown): void {
  if (!c.list(field, table, '{ match, expect, why }')) return;
  if (table.length === 0) c.fail(field, 'is empty; without a row every observation is forbidden');
  const exact = new Map<string, number>();
  table.forEach((row: unknown, i) => {
    const at = `${field}[${i}]`;
    if (!c.object(at, row, '{ match, expect, why }')) return;
    c.fields(at, row, ['match', 'expect', 'why', 'on']);
    checkMatch(c, `${at}.match`, row['match']);
    c.oneOf(`${at}.expect`, row['expect'], EXPECTATIONS);
    c.text(`${at}.why`, row['why'], 'why this outcome has this expectation');
    if (row['on'] !== undefined) c.texts(`${at}.on`, row['on'], 'names of runtimes');
    if (typeof row['match'] !== 'string' || row['on'] !== undefined) return;
    const before = exact.get(row['match']);
    if (before !== undefined) c.fail(at, `matches '${row['match']}', which row ${before} already does`);
    else exact.set(row['match'], i);
  });
}

function checkMatch(c: Checker, field: string, match: unknown): void {
  if (typeof match === 'string') return;
  if (!(match instanceof RegExp)) {
    c.fail(field, `is ${show(match)}; it must be the whole key as a text, or a pattern for the whole of it`);
  } else if (match.global || match.sticky) {
    c.fail(
      field,
      `is ${match}; a pattern with the flag g or y remembers where it stopped: leave the flag out`,
    );
  }
}
