/**
 * Row 8.7: a number in a database that several processes change.
 *
 * @module
 */

import {
  type Database,
  defineScenario,
  type Outcome,
  type Scenario,
  systemAt,
} from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import {
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
import { systemOf } from '../support/system.ts';

type Seen = Counts & { readonly wanted: number; readonly final: number };
type Manner = 'read-then-write' | 'transaction' | 'one-statement';

const READ = 'SELECT n FROM counter';

/** Begins to write, and counts where another process is about to. */
function beginTransaction(database: Database, { contended }: Crossing): void {
  database.run('PRAGMA busy_timeout = 0');
  try {
    database.run('BEGIN IMMEDIATE');
  } catch (error) {
    if (!/locked|busy/i.test(String(error))) throw error;
    contended.add(1);
    waitIfBusy(database);
    database.run('BEGIN IMMEDIATE');
  }
  // Those that look in vain whether they may begin are in the way of the commit for a moment.
  waitIfBusy(database);
}

/** From here on, whoever finds the database in use waits and does not fail. */
function waitIfBusy(database: Database): void {
  database.run('PRAGMA busy_timeout = 60000');
}

function readThenWrite(database: Database, crossing: Crossing): void {
  const seen = database.number(READ);
  stayOpen(crossing);
  database.run(`UPDATE counter SET n = ${seen + 1}`);
}

const { count } = defineTasks(import.meta.url, {
  async count(crossing: Crossing, url: string, path: string, manner: Manner): Promise<void> {
    const database = await (await systemAt(url)).storage.openDatabase(path);
    if (database === null) throw new Error('There is no SQLite in this process');
    try {
      // Nothing here has to outlast a power failure.
      database.run('PRAGMA synchronous = OFF');
      cross(crossing, () => {
        waitIfBusy(database);
        if (manner === 'read-then-write') {
          readThenWrite(database, crossing);
        } else if (manner === 'transaction') {
          beginTransaction(database, crossing);
          readThenWrite(database, crossing);
          database.run('COMMIT');
        } else {
          stayOpen(crossing);
          database.run('UPDATE counter SET n = n + 1');
        }
      });
    } finally {
      database.close();
    }
  },
});

const MUTANTS: Readonly<Record<string, Manner>> = {
  'in-a-transaction': 'transaction',
  'no-transaction': 'read-then-write',
  'two-statements': 'read-then-write',
};

const EXACT = (why: string): readonly Outcome[] => [
  { match: 'exact', expect: 'always', why },
  { match: 'lost', expect: 'never', why: 'What was committed is not written over by who has not read it' },
];

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'database',
  title: 'A counter in a database that several processes change',
  section: 8,
  rows: ['8.7'],
  lesson:
    'A database is made for being used by many at once: each statement is one step for all others, whatever process they are in, and a ' +
    'transaction makes several statements one. It does not do so unasked. A program that reads a number by one statement and writes it, one ' +
    'higher, by another loses what was written in between, exactly as with a variable; that each statement for itself is safe does not ' +
    'help. Either the database does the sum itself, or the reading is part of the transaction, one that begins as a writer so ' +
    'that nobody else can read in order to write at the same time.',
  refs: [
    { title: 'SQLite: transactions', url: 'https://www.sqlite.org/lang_transaction.html' },
    { title: 'SQLite: isolation', url: 'https://www.sqlite.org/isolation.html' },
    { title: 'Node: node:sqlite', url: 'https://nodejs.org/api/sqlite.html' },
    { title: 'Bun: bun:sqlite', url: 'https://bun.com/docs/api/sqlite' },
  ],
  requires: PROCESSES,
  params: {
    processes: { type: 'integer', default: 4, quick: 3, min: 2, max: 20, about: 'Processes that count' },
    times: {
      type: 'integer',
      default: 50,
      quick: 10,
      min: 2,
      max: 10_000,
      about: 'How often each of them does',
    },
    patience: {
      type: 'number',
      default: 1000,
      min: 1,
      max: 10_000,
      unit: 'ms',
      about: 'How long an update waits for another one in its middle',
    },
    hold: {
      type: 'number',
      default: 1,
      min: 0.01,
      max: 1000,
      unit: 'ms',
      about: 'How long a transaction stays in its middle',
    },
  },
  variants: {
    'read-then-write': { title: 'One statement reads, another writes' },
    transaction: { title: 'The same two in a transaction' },
    'one-statement': { title: 'The database does the sum' },
  },
  outcomes: {
    'read-then-write': [
      {
        match: 'lost',
        expect: 'mustSee',
        why: 'Two processes that read the same number write the same number',
      },
      { match: 'exact', expect: 'may', why: 'Luck, which proves nothing' },
    ],
    transaction: EXACT('Nobody else can begin to write before this one has committed'),
    'one-statement': EXACT('To read, to add and to write is one step of the database'),
  },
  nonVacuous: {
    'read-then-write': ['interrupted'],
    transaction: ['contended'],
    'one-statement': ['interrupted'],
  },
  mutants: [
    {
      id: 'in-a-transaction',
      variant: 'read-then-write',
      status: 'notObserved',
      why: 'Uses a transaction after all, so that nothing is ever lost',
    },
    { id: 'no-transaction', variant: 'transaction', status: 'forbidden', why: 'There is no transaction' },
    {
      id: 'two-statements',
      variant: 'one-statement',
      status: 'forbidden',
      why: 'The program does the sum, between two statements',
    },
  ],
  measures: [{ id: 'wall', title: 'Time of all updates', unit: 'ms', better: 'lower' }],
  limit: 120_000,
  engine: 'run',
  async run(ctx, { processes, times, patience, hold }): Promise<Seen> {
    const { storage, url } = systemOf(ctx);
    const manner = MUTANTS[ctx.mutant ?? ''] ?? (ctx.variant as Manner);
    const quick = manner === 'transaction';
    const crossing = newCrossing({ parties: processes, times, patience: quick ? hold : patience });
    const folder = storage.makeFolder();
    try {
      const path = `${folder}/counter.db`;
      const database = await storage.openDatabase(path);
      ctx.assume(database !== null, 'This version of the runtime has no SQLite built in');
      if (database === null) return { ...countsOf(crossing), wanted: 0, final: 0 };
      database.run('CREATE TABLE counter (n INTEGER)');
      database.run('INSERT INTO counter VALUES (0)');
      const begin = ctx.now();
      const args: Parameters<typeof count> = [crossing, url, path, manner];
      await crossInProcesses(
        ctx.signal,
        count,
        Array.from({ length: processes }, () => args),
      );
      ctx.measure('wall', ctx.now() - begin);
      const final = database.number(READ);
      database.close();
      countThem(ctx, countsOf(crossing));
      return { ...countsOf(crossing), wanted: processes * times, final };
    } finally {
      storage.remove(folder);
    }
  },
  project: ({ wanted, final }) => (final === wanted ? 'exact' : 'lost'),
});

export default scenario;
