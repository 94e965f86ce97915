import {
  defineScenario,
  describeScenario,
  type ScenarioDescription,
  type UnitEvent,
} from '@interleave/core/scenario';
import { expect, test } from 'vitest';
import { judge, judgeMutant } from '../../src/engines/judge.ts';
import { mergeRecords, newRecord, take, type UnitRecord } from '../../src/engines/unit-record.ts';
import { definition } from '../support/definition.ts';

const contract: ScenarioDescription = describeScenario(
  defineScenario('file:///s.ts', {
    ...definition,
    outcomes: {
      one: [
        { match: 'good', expect: 'may', why: 'it may' },
        { match: 'rare', expect: 'mustSee', why: 'it is the lesson' },
        { match: 'bad', expect: 'never', why: 'it must not' },
      ],
    },
    nonVacuous: { one: ['contended'] },
    mutants: [{ id: 'broken', why: 'x', variant: 'one', status: 'forbidden' }],
  }),
);

/** Events but for their time. */
type Timeless<E> = E extends UnitEvent ? Omit<E, 'at'> : never;

function record(
  events: readonly Timeless<UnitEvent>[],
  fate: UnitRecord['fate'] = { kind: 'ended' },
): UnitRecord {
  const made = newRecord();
  for (const event of events) take(made, { ...event, at: 0 } as UnitEvent);
  made.fate = fate;
  return made;
}

const good: Timeless<UnitEvent>[] = [
  { type: 'start', variant: 'one', contractHash: contract.contractHash, repeat: 1 },
  { type: 'observation', key: 'good', value: null },
  { type: 'histogram', counts: [['rare', 3]] },
  { type: 'count', name: 'contended', by: 2 },
];
const statusOf = (made: UnitRecord): string => judge(made, contract, 'one', 'node').status;

test('a complete run that keeps its contract passes', () => {
  expect(judge(record(good), contract, 'one', 'node')).toEqual({ status: 'pass', reason: '' });
});

test.each<[string, Timeless<UnitEvent>[], string]>([
  ['a counter at zero', good.filter(({ type }) => type !== 'count'), 'vacuous'],
  ['what must be seen and was not', good.filter(({ type }) => type !== 'histogram'), 'notObserved'],
  ['what must not be seen', [...good, { type: 'observation', key: 'bad', value: null }], 'forbidden'],
  ['a missing capability', [{ type: 'precondition', missing: [{ name: 'x', reason: 'y' }] }], 'precondition'],
  [
    'an error',
    [...good, { type: 'error', phase: 'run', error: { name: 'E', message: 'm', stack: '' } }],
    'error',
  ],
  [
    'its own time limit',
    [{ type: 'error', phase: 'limit', error: { name: 'E', message: 'm', stack: '' } }],
    'timeout',
  ],
  [
    'another contract',
    [{ ...good[0], contractHash: 'other' } as Timeless<UnitEvent>, ...good.slice(1)],
    'error',
  ],
])('%s', (_what, events, status) => {
  expect(statusOf(record(events))).toBe(status);
});

test.each<[UnitRecord['fate'], string, RegExp]>([
  [{ kind: 'interrupted' }, 'skipped', /interrupted/],
  [{ kind: 'timeout', stage: 'start', after: 30_000 }, 'timeout', /did not come up within 30000 ms/],
  [{ kind: 'timeout', stage: 'work', after: 5 }, 'timeout', /did not end within 5 ms/],
  [{ kind: 'died', code: 7, signal: null, reason: null }, 'crash', /exited with code 7/],
  [{ kind: 'died', code: null, signal: 'SIGSEGV', reason: null }, 'crash', /was killed by SIGSEGV/],
  [
    { kind: 'died', code: null, signal: null, reason: 'the page crashed' },
    'crash',
    /was lost \(the page crashed\)/,
  ],
])('a run that ends as %j', (fate, status, reason) => {
  const judged = judge(record([], fate), contract, 'one', 'node');
  expect(judged.status).toBe(status);
  expect(judged.reason).toMatch(reason);
});

test('a run cut short owes nothing more, but what it saw counts against it', () => {
  const cut = { kind: 'interrupted' } as const;
  expect(statusOf(record([{ type: 'observation', key: 'good', value: null }], cut))).toBe('skipped');
  expect(statusOf(record([{ type: 'observation', key: 'bad', value: null }], cut))).toBe('forbidden');
});

test('a mutant has to end exactly as it says', () => {
  const [mutant] = contract.mutants;
  if (mutant === undefined) throw new Error('the contract has a mutant');
  const judged = (made: UnitRecord): string => judgeMutant(made, contract, mutant, 'node').status;
  expect(judged(record([...good, { type: 'observation', key: 'bad', value: null }]))).toBe('pass');
  expect(judged(record(good)), 'it survived').toBe('vacuous');
  expect(
    judged(record(good, { kind: 'died', code: 1, signal: null, reason: null })),
    'it failed otherwise',
  ).toBe('error');
  expect(judged(record([], { kind: 'interrupted' }))).toBe('skipped');
});

test('rounds are judged together: what one of them saw was seen', () => {
  const without = record(good.filter(({ type }) => type !== 'histogram'));
  expect(statusOf(without)).toBe('notObserved');
  const merged = mergeRecords([without, record(good)]);
  expect(statusOf(merged)).toBe('pass');
  expect(Object.fromEntries(merged.histogram)).toEqual({ good: 2, rare: 3 });
  expect(merged.counters.get('contended')).toBe(4);
});

test('of the rounds’ ends the worst is kept', () => {
  const dead = record([], { kind: 'died', code: 1, signal: null, reason: null });
  expect(statusOf(mergeRecords([record(good), dead, record(good)]))).toBe('crash');
});

test('the last lines are kept, not all of them', () => {
  const made = record(Array.from({ length: 300 }, (_, i) => ({ type: 'log', text: `line ${i}` })));
  expect(made.lines).toHaveLength(200);
  expect(made.lines.at(-1)).toBe('line 299');
});
