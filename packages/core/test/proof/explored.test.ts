/**
 * What is explored is what docs/proof.md says, and what was promised of every primitive.
 *
 * @module
 */

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { proofs } from '../../src/testing/proof/index.ts';
import { readDeepResults } from './deep-results.ts';
import { boundOf, COLUMNS, exploredTables, type Kind } from './explored-table.ts';

const docs = readFileSync(new URL('../../../../docs/proof.md', import.meta.url), 'utf8');
const results = readDeepResults();

test('the tables of docs/proof.md are those of the explorations', () => {
  const [, tables = ''] = /<!-- explored -->\n([\s\S]*?)\n<!-- \/explored -->/.exec(docs) ?? [];
  const plain = (text: string): string =>
    text
      .replaceAll(/ *\| */g, '|')
      .replaceAll(/:?-+:?/g, '-')
      .trim();
  // Where this fails: node scripts/explored.ts writes them.
  expect(plain(tables)).toBe(plain(exploredTables(proofs, results)));
});

test('no two explorations have one title', () => {
  const titles = proofs.map(({ group, name }) => `${group}: ${name}`);
  expect(titles.filter((title, at) => titles.indexOf(title) !== at)).toEqual([]);
});

test('what was explored once is what is to be explored where there is time', () => {
  for (const { group, name, limits } of results) {
    const proof = proofs.find((one) => one.group === group && one.name === name);
    // Where this fails: node scripts/explored.ts --deep explores it again.
    expect([group, name, proof?.deep]).toEqual([group, name, limits]);
  }
});

/** Of those that cannot wait, no wait can end by time. */
const WITHOUT_WAITS = ['blocks', 'slots'];

/** What every run of the tests explores at least: two agents in every order, three with two preemptions, but for these. */
const LESS: Readonly<Record<string, number>> = {
  'blocks, 3 agents, a death': 1,
  'Lock, fair, 2 agents, a death': 2,
  'Lock, fair, 3 agents, a death': 0,
  'RLock, 3 agents, a death': 1,
  'Condition, 2 agents': 3,
  'Condition, 2 agents, a timeout': 2,
  'Condition, 2 agents, a death': 2,
  'Condition, 3 agents, a timeout': 1,
  'Condition, 3 agents, a death': 1,
  'Barrier, 2 agents': 3,
  'Barrier, 2 agents, a timeout': 2,
  'Barrier, 2 agents, a death': 2,
  'Barrier, 3 agents, a timeout': 1,
  'Barrier, 3 agents, a death': 0,
  'Queue, 3 agents, a death': 1,
};

function promised(group: string, { agents, title }: Kind): number {
  return LESS[`${group}, ${title}`] ?? (agents === 2 ? Infinity : 2);
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
    expect(boundOf(proofs, group, kind)).toBeGreaterThanOrEqual(promised(group, kind));
  });
});
