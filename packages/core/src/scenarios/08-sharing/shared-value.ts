/**
 * Row 8.4: one number in shared memory that processes add to and take from.
 *
 * @module
 */

import { type SharedValue, Value } from '../../multiprocessing/index.ts';
import { defineScenario, type Outcome, type Scenario } from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import {
  behind,
  type Counts,
  countsOf,
  countThem,
  cross,
  type Crossing,
  crossInProcesses,
  newCrossing,
  stayOpen,
} from '../support/crossing.ts';
import { PROCESSES } from '../support/processes.ts';

type Seen = Counts & { readonly final: number };
type Balance = SharedValue<'i32'>;
type Way = 'read-write' | 'locked' | 'atomic';

const START = 500;

const { pay } = defineTasks(import.meta.url, {
  pay(crossing: Crossing, balance: Balance, by: number, way: Way): void {
    const readAndWrite = (): void => {
      const seen = balance.value;
      stayOpen(crossing);
      balance.value = seen + by;
    };
    cross(crossing, () => {
      if (way === 'locked') behind(balance.lock, crossing, readAndWrite);
      else if (way === 'read-write') readAndWrite();
      else {
        stayOpen(crossing);
        balance.add(by);
      }
    });
  },
});

const WAYS: Readonly<Record<string, Way>> = { unlocked: 'read-write', locked: 'locked', atomic: 'atomic' };
const MUTANTS: Readonly<Record<string, Way>> = {
  'locked-after-all': 'locked',
  'without-its-lock': 'read-write',
  'value-plus-equals': 'read-write',
};

const EXACT = (why: string): readonly Outcome[] => [
  { match: 'exact', expect: 'always', why },
  { match: 'differs', expect: 'never', why: 'What is paid in and paid out in full leaves what there was' },
];

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'shared-value',
  title: 'A Value that two processes change',
  section: 8,
  rows: ['8.4'],
  lesson:
    'A Value is one number in memory that processes share. Two processes, one that pays in five hundred times and one that pays out five ' +
    'hundred times, must leave what there was: 500. A Value alone does not see to that. To read it, add one and write it back is three ' +
    'steps here as everywhere, also where it is written as v.value += 1, and what the other process wrote in between is lost. The lock that ' +
    'comes with each Value makes the three steps one for all that take it; add() is one step by itself, which Python’s Value does ' +
    'not have.',
  refs: [
    {
      title: 'Python: multiprocessing.Value',
      url: 'https://docs.python.org/3/library/multiprocessing.html#multiprocessing.Value',
    },
    {
      title: 'MDN: Atomics.add',
      url: 'https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/Atomics/add',
    },
  ],
  requires: PROCESSES,
  params: {
    times: {
      type: 'integer',
      default: 500,
      quick: 50,
      min: 10,
      max: 1_000_000,
      about: 'Payments of each process',
    },
    patience: {
      type: 'number',
      default: 1000,
      min: 1,
      max: 10_000,
      unit: 'ms',
      about: 'How long a payment without the lock waits for another',
    },
    hold: {
      type: 'number',
      default: 0.1,
      min: 0.01,
      max: 1000,
      unit: 'ms',
      about: 'How long a payment with the lock stays in its middle',
    },
    runs: { type: 'integer', default: 20, quick: 3, min: 1, max: 1000, about: 'How often each variant runs' },
  },
  variants: {
    unlocked: { title: 'Read, then write' },
    locked: { title: 'Read, then write, under the lock of the Value' },
    atomic: { title: 'One atomic addition' },
  },
  outcomes: {
    unlocked: [
      {
        match: 'differs',
        expect: 'mustSee',
        why: 'A payment that was read before and written after another one undoes it',
      },
      { match: 'exact', expect: 'may', why: 'As many payments in were lost as payments out' },
    ],
    locked: EXACT('Nobody reads while another one stands between read and write'),
    atomic: EXACT('The addition has no middle'),
  },
  nonVacuous: { unlocked: ['interrupted'], locked: ['contended'], atomic: ['interrupted'] },
  mutants: [
    {
      id: 'locked-after-all',
      variant: 'unlocked',
      status: 'notObserved',
      why: 'Takes the lock after all, so that nothing is ever lost',
    },
    { id: 'without-its-lock', variant: 'locked', status: 'forbidden', why: 'Nobody takes the lock' },
    {
      id: 'value-plus-equals',
      variant: 'atomic',
      status: 'forbidden',
      why: 'Reads and writes in place of adding',
    },
  ],
  measures: [{ id: 'wall', title: 'Time of all payments', unit: 'ms', better: 'lower' }],
  limit: 180_000,
  engine: 'run',
  repeat: ({ runs }) => runs,
  async run(ctx, { times, patience, hold }): Promise<Seen> {
    const way = MUTANTS[ctx.mutant ?? ''] ?? WAYS[ctx.variant] ?? 'read-write';
    const crossing = newCrossing({ parties: 2, times, patience: way === 'locked' ? hold : patience });
    const balance = Value('i32', START);
    const begin = ctx.now();
    await crossInProcesses(ctx.signal, pay, [
      [crossing, balance, 1, way],
      [crossing, balance, -1, way],
    ]);
    ctx.measure('wall', ctx.now() - begin);
    countThem(ctx, countsOf(crossing));
    return { ...countsOf(crossing), final: balance.value };
  },
  project: ({ final }) => (final === START ? 'exact' : 'differs'),
});

export default scenario;
