/**
 * What is explored is what docs/proof.md says, and what was promised of every primitive.
 *
 * @module
 */

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { proofs } from '../../src/testing/proof/index.ts';
import { boundOf, COLUMNS, exploredTables, type Kind } from './explored-table.ts';

const docs = readFileSync(new URL('../../../../docs/proof.md', import.meta.url), 'utf8');

test('the tables of docs/proof.md are those of the explorations', () => {
  const [, tables = ''] = /<!-- explored -->\n([\s\S]*?)\n<!-- \/explored -->/.exec(docs) ?? [];
  const plain = (text: string): string =>
    text
      .replaceAll(/ *\| */g, '|')
      .replaceAll(/:?-+:?/g, '-')
      .trim();
  // Where this fails: node scripts/explored.ts writes them.
  expect(plain(tables)).toBe(plain(exploredTables(proofs)));
});

test('no two explorations have one title', () => {
  const titles = proofs.map(({ group, name }) => `${group}: ${name}`);
  expect(titles.filter((title, at) => titles.indexOf(title) !== at)).toEqual([]);
});

/** Of those that cannot wait, no wait can end by time. */
const WITHOUT_WAITS = ['blocks', 'slots'];
/** Of those there are too many schedules of three agents of which one may die: only the first of them are tried. */
const CUT_SHORT = ['blocks', 'Condition', 'Barrier'];

/** The bound that each column has at least. */
function promised({ agents, event }: Kind): number {
  if (agents === 2) return event === 'deaths' ? 1 : 2;
  return event === 'deaths' ? 0 : 1;
}

describe.each([
  'blocks',
  'slots',
  'bell',
  'Event',
  'Lock, barging',
  'Lock, fair',
  'RLock',
  'Semaphore',
  'Condition',
  'Barrier',
  'Queue',
])('%s is explored', (group) => {
  const kinds = COLUMNS.filter(({ event }) => event !== 'timeouts' || !WITHOUT_WAITS.includes(group));
  test.each(kinds.map((kind) => [kind.title, kind] as const))('with %s', (_, kind) => {
    const bound = boundOf(proofs, group, kind);
    if (kind.agents === 3 && kind.event === 'deaths' && CUT_SHORT.includes(group)) {
      const cut = proofs.filter((proof) => proof.group === group && proof.limits.schedules !== undefined);
      expect([bound, cut.length > 0]).toEqual([undefined, true]);
    } else expect(bound).toBeGreaterThanOrEqual(promised(kind));
  });
});
