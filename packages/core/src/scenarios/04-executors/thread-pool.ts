/**
 * Row 4.2: a hundred calls through a pool of threads, and how many threads that takes.
 *
 * @module
 */

import { BrokenThreadPool, Empty } from '../../errors.ts';
import type { ThreadPoolExecutor } from '../../futures/index.ts';
import { SimpleQueue } from '../../queue/index.ts';
import { defineScenario, type Outcome, type Scenario, type ScenarioContext } from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import { Event, Thread } from '../../threading/index.ts';
import { resultsOf, withPool } from '../support/pool.ts';
import { lineUp, newStartLine, startAndJoin, type StartLine } from '../support/start-line.ts';
import { JAVASCRIPT } from '../support/runtimes.ts';

interface Hall {
  /** 1 when a call comes in, and -1 before it goes. */
  readonly book: SimpleQueue<number>;
  /** What each call blocks at before it goes. */
  readonly gate: Event;
}

type Seen = {
  readonly calls: number;
  readonly done: number;
  readonly wrong: number;
  /** The most calls that were inside at one moment, and the threads that were ever started. */
  readonly inside: number;
  readonly started: number;
  /** How many threads there may be, and how many there have to be. */
  readonly allowed: number;
  readonly needed: number;
};

/** What the variants ask of the pool. */
interface Demand {
  readonly calls: number;
  readonly allowed: number;
  readonly needed: number;
}

const { visit, standBy } = defineTasks(import.meta.url, {
  visit({ book, gate }: Hall, self: number): number {
    book.putNowait(1);
    gate.waitSync();
    book.putNowait(-1);
    return self * self;
  },
  standBy: (line: StartLine): void => lineUp(line),
});

function demandOf(variant: string, { workers, calls }: { workers: number; calls: number }): Demand {
  switch (variant) {
    case 'one-each':
      return { calls: workers, allowed: workers, needed: workers };
    case 'more-calls':
      return { calls, allowed: 4, needed: 4 };
    case 'fewer-calls':
      return { calls: 3, allowed: workers, needed: 3 };
    default:
      return { calls: 3, allowed: workers, needed: 1 };
  }
}

/** The pool's options; a mutant's are not what its variant wants. */
function sizesOf(
  mutant: string | undefined,
  { allowed, needed }: Demand,
): {
  readonly maxWorkers: number;
  readonly minWorkers?: number;
} {
  if (mutant === 'one-too-few') return { maxWorkers: allowed - 1 };
  if (mutant === 'one-too-many') return { maxWorkers: allowed + 1 };
  if (mutant === 'one-ahead') return { maxWorkers: allowed, minWorkers: needed + 1 };
  return { maxWorkers: allowed };
}

async function visitAll(ctx: ScenarioContext, demand: Demand, patience: number): Promise<Seen> {
  const hall: Hall = { book: new SimpleQueue(), gate: new Event() };
  const begin = ctx.now();
  const { results, most, started } = await withPool(sizesOf(ctx.mutant, demand), async (pool) => {
    const oneByOne = ctx.variant === 'one-by-one' && ctx.mutant !== 'all-at-once';
    const work = oneByOne ? inTurn(ctx, pool, hall, demand) : atOnce(ctx, pool, hall, demand, patience);
    return { ...(await work), started: pool.stats.started };
  });
  ctx.measure('all', ctx.now() - begin);
  ctx.measure('threads', started);
  const done = results.filter((result) => result !== undefined);
  ctx.count('calls', done.length);
  return {
    ...demand,
    done: done.length,
    wrong: results.filter((result, self) => result !== undefined && result !== self * self).length,
    inside: mostInside(hall.book, most),
    started,
  };
}

interface Visits {
  /** Undefined for a call that was cancelled. */
  readonly results: readonly (number | undefined)[];
  /** How many calls were inside when the gate was opened. */
  readonly most: number;
}

/** Reads what else is in the book, from so many inside on. */
function mostInside(book: SimpleQueue<number>, inside: number): number {
  let most = inside;
  for (let now = inside; !book.empty; most = Math.max(most, now)) now += book.getNowait();
  return most;
}

async function inTurn(
  ctx: ScenarioContext,
  pool: ThreadPoolExecutor,
  hall: Hall,
  { calls }: Demand,
): Promise<Visits> {
  hall.gate.set();
  const results: number[] = [];
  for (let self = 0; self < calls; self++) {
    results.push(await pool.submit(visit, hall, self).result({ signal: ctx.signal }));
  }
  return { results, most: 0 };
}

async function atOnce(
  ctx: ScenarioContext,
  pool: ThreadPoolExecutor,
  hall: Hall,
  { calls, needed }: Demand,
  patience: number,
): Promise<Visits> {
  const { signal } = ctx;
  const begin = ctx.now();
  const futures = Array.from({ length: calls }, (_, self) => pool.submit(visit, hall, self));
  let most = 0;
  try {
    // The results come later; an error may come before.
    const results = resultsOf(futures, signal).then(() => needed);
    most = await Promise.race([comeIn(ctx, hall.book, needed, patience), results]);
    ctx.measure('full', ctx.now() - begin);
    if (ctx.mutant === 'cancels-the-rest') for (const future of futures) future.cancel();
  } finally {
    // Whatever has become of the others: who stands at the gate would otherwise stand there for ever.
    hall.gate.set();
  }
  const results = await Promise.all(
    futures.map((future) => (future.cancelled ? undefined : future.result({ signal }))),
  );
  return { results, most };
}

/** How many have come in: as many as are needed, or fewer when the patience is over. Nobody goes before the gate opens. */
async function comeIn(
  ctx: ScenarioContext,
  book: SimpleQueue<number>,
  needed: number,
  patience: number,
): Promise<number> {
  const end = ctx.now() + patience;
  for (let inside = 0; ; inside += 1) {
    if (inside === needed) return inside;
    try {
      await book.get({ timeout: Math.max(0, end - ctx.now()), signal: ctx.signal });
    } catch (error) {
      if (error instanceof Empty) return inside;
      throw error;
    }
  }
}

/** Ends the unit as `precondition` where there cannot be so many threads, whoever starts them. */
async function assumeRoom(ctx: ScenarioContext, count: number): Promise<void> {
  const line = newStartLine(count);
  try {
    const threads = Array.from({ length: count }, () => new Thread(standBy, { args: [line] }).start());
    await startAndJoin(line, threads, ctx.signal);
  } catch (error) {
    line.go.set();
    ctx.assume(false, `There cannot be ${count} threads at once here: ${String(error)}`);
  }
}

const never = (match: string, why: string): Outcome => ({ match, expect: 'never', why });
const NEVER: readonly Outcome[] = [
  never('missing', 'A call that was submitted is made, unless it is cancelled before that'),
  never('wrong result', 'Each future has the result of its own call'),
  never('more threads than allowed', 'A pool never has more threads than maxWorkers'),
  never(
    'fewer threads than needed',
    'A call that nobody is free for has a thread started, while there may be one more',
  ),
];
const IDLE: Outcome = never(
  'more threads than needed',
  'No thread is started while one has nothing to do, or for calls that do not exist',
);

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'thread-pool',
  title: 'A hundred calls through a pool of threads',
  section: 4,
  rows: ['4.2'],
  lesson:
    'An executor makes calls for you: submit says which, and its threads make them, at most so many at a time as the pool has threads. ' +
    'A pool of a hundred for a hundred calls gives each call a thread to itself, as the guide does; one of four makes the same calls four ' +
    'at a time, and the others wait in a queue. maxWorkers is a bound, not a number of threads: one is started when there is a call ' +
    'and nobody is free to make it, so that a hundred allowed threads cost nothing as long as three calls are all there is. A thread ' +
    'that is free takes the next call, which is what makes a pool cheaper than a thread for each.',
  refs: [
    {
      title: 'Python: ThreadPoolExecutor',
      url: 'https://docs.python.org/3/library/concurrent.futures.html#threadpoolexecutor',
    },
    { title: 'PEP 3148: futures', url: 'https://peps.python.org/pep-3148/' },
    {
      title: 'Java: ThreadPoolExecutor, core and maximum pool sizes',
      url: 'https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/concurrent/ThreadPoolExecutor.html',
    },
  ],
  requires: ['threads', 'shared-memory'],
  params: {
    workers: {
      type: 'integer',
      default: 100,
      quick: 20,
      min: 5,
      max: 500,
      about: 'Threads that the large pool may have',
    },
    calls: {
      type: 'integer',
      default: 100,
      quick: 40,
      min: 10,
      max: 100_000,
      about: 'Calls to the small pool',
    },
    patience: {
      type: 'integer',
      default: 60_000,
      min: 100,
      max: 300_000,
      unit: 'ms',
      about: 'How long calls that are to be made at once are waited for',
    },
  },
  variants: {
    'one-each': { title: 'As many threads as calls' },
    'more-calls': { title: 'Four threads for many calls' },
    'fewer-calls': { title: 'Many threads allowed, three calls at once' },
    'one-by-one': { title: 'Many threads allowed, each call after the result of the one before' },
  },
  outcomes: {
    'one-each': [
      {
        match: 'all done',
        expect: 'always',
        why: 'A call for each thread, all of them made at the same time',
      },
      ...NEVER,
      IDLE,
    ],
    'more-calls': [
      { match: 'all done', expect: 'always', why: 'Four calls at a time, and the next by whoever is free' },
      ...NEVER,
      IDLE,
    ],
    'fewer-calls': [
      { match: 'all done', expect: 'always', why: 'Three calls, three threads, whatever is allowed' },
      ...NEVER,
      IDLE,
    ],
    'one-by-one': [
      { match: 'all done', expect: 'always', why: 'The thread that made the last call is free for the next' },
      ...NEVER,
      { ...IDLE, on: JAVASCRIPT },
      {
        match: 'more threads than needed',
        expect: 'may',
        why: 'A thread of CPython gives the result first and says afterwards that it is free',
        on: ['python'],
      },
    ],
  },
  nonVacuous: {
    'one-each': ['calls'],
    'more-calls': ['calls'],
    'fewer-calls': ['calls'],
    'one-by-one': ['calls'],
  },
  mutants: [
    { id: 'one-too-few', variant: 'one-each', status: 'forbidden', why: 'The pool may have one thread less' },
    {
      id: 'one-too-many',
      variant: 'more-calls',
      status: 'forbidden',
      why: 'The pool starts one thread more than was allowed',
    },
    {
      id: 'cancels-the-rest',
      variant: 'more-calls',
      status: 'forbidden',
      why: 'Cancels the calls that nobody has begun',
    },
    {
      id: 'one-ahead',
      variant: 'fewer-calls',
      status: 'forbidden',
      why: 'The pool starts one thread more than there are calls',
    },
    {
      id: 'all-at-once',
      variant: 'one-by-one',
      status: 'forbidden',
      why: 'Submits without waiting for results',
    },
  ],
  measures: [
    {
      id: 'all',
      title: 'Time of all calls, with the start and the end of the pool',
      unit: 'ms',
      better: 'lower',
    },
    {
      id: 'full',
      title: 'Time until as many calls were made at once as there may be',
      unit: 'ms',
      better: 'lower',
    },
    { id: 'threads', title: 'Threads that were started', unit: 'count', better: 'neither' },
  ],
  // A hundred threads are started before the first call ends, on a machine that may have a lot else to do.
  limit: 180_000,
  engine: 'run',
  async run(ctx, params): Promise<Seen> {
    const demand = demandOf(ctx.variant, params);
    // Who waits in vain, as a mutant does, need not wait long.
    const patience = ctx.mutant === undefined ? params.patience : 1000;
    try {
      const seen = await visitAll(ctx, demand, patience);
      if (seen.inside < demand.needed && ctx.mutant === undefined) await assumeRoom(ctx, demand.needed);
      return seen;
    } catch (error) {
      if (error instanceof BrokenThreadPool) await assumeRoom(ctx, demand.needed);
      throw error;
    }
  },
  project({ calls, done, wrong, inside, started, allowed, needed }): string {
    if (started > allowed || inside > allowed) return 'more threads than allowed';
    if (started > needed) return 'more threads than needed';
    if (done < calls) return 'missing';
    if (wrong > 0) return 'wrong result';
    return inside < needed ? 'fewer threads than needed' : 'all done';
  },
});

export default scenario;
