/**
 * Row 4.9: threads by hand: make, start, keep, join.
 *
 * @module
 */

import { StateError } from '../../errors.ts';
import { atomicAdd, atomicLoad, atomicStore } from '../../memory/atomic-view.ts';
import { defineScenario, type Scenario, type ScenarioContext } from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import { currentThread, Event, Thread } from '../../threading/index.ts';
import { joinAll } from '../support/start-line.ts';

const RESULT = 42;

interface Work {
  /** How many have ended, then the result of each and the place in which it ended. */
  readonly words: SharedArrayBuffer;
  /** What each one waits for before it ends; one more than there are threads. */
  readonly gates: readonly Event[];
}

type Seen = {
  readonly threads: number;
  /** Results that were there when they were looked for. */
  readonly results: number;
  /** The threads in the order in which they ended. */
  readonly ended: readonly number[];
  /** `isAlive` of the first thread before its start, after it, after a join that timed out, and after the join. */
  readonly alive: readonly boolean[];
  /** What the join with a timeout and the one without gave. */
  readonly joins: readonly boolean[];
  /** What was refused, of what had to be. */
  readonly refused: readonly string[];
};

const { work, joinsItself } = defineTasks(import.meta.url, {
  work({ words, gates }: Work, self: number, place: number): void {
    const view = new Int32Array(words);
    gates[place + 1]?.waitSync();
    atomicStore(view, 1 + 2 * self, RESULT);
    atomicStore(view, 2 + 2 * self, atomicAdd(view, 0, 1) + 1);
    gates[place]?.set();
  },
  joinsItself(): void {
    currentThread().joinSync();
  },
});

function newWork(threads: number): Work {
  const gates = Array.from({ length: threads + 1 }, () => new Event());
  return { words: new SharedArrayBuffer(4 + 8 * threads), gates };
}

/** The last thread waits for the gate of the caller and each other one for its successor: they end in reverse. */
async function startAndJoin(ctx: ScenarioContext, count: number, wait: number): Promise<Seen> {
  const given = newWork(count);
  const { words, gates } = given;
  const threads = Array.from({ length: count }, (_, self) => {
    const place = ctx.mutant === 'other-order' ? count - 1 - self : self;
    return new Thread(work, { args: [given, self, place], name: `worker-${self + 1}` });
  });
  const first = threads[0] as Thread<never[]>;
  const alive = [first.isAlive];
  for (const thread of threads) thread.start();
  alive.push(first.isAlive);
  const joins = [await first.join({ timeout: wait, signal: ctx.signal })];
  alive.push(first.isAlive);
  const view = new Int32Array(words);
  const early = ctx.mutant === 'no-join' ? resultsOf(view, count) : undefined;
  const begin = ctx.now();
  gates[count]?.set();
  joins.push(await first.join({ signal: ctx.signal }));
  alive.push(first.isAlive);
  ctx.measure('first-join', ctx.now() - begin);
  await joinAll(threads, ctx.signal);
  ctx.measure('all-joins', ctx.now() - begin);
  ctx.count('threads', count);
  const ended = Array.from({ length: count }, (_, place) => {
    const self = threads.findIndex((_thread, at) => atomicLoad(view, 2 + 2 * at) === place + 1);
    return self + 1;
  });
  return { threads: count, results: early ?? resultsOf(view, count), ended, alive, joins, refused: [] };
}

function resultsOf(view: Int32Array, count: number): number {
  return Array.from({ length: count }, (_, self) => atomicLoad(view, 1 + 2 * self)).filter(
    (result) => result === RESULT,
  ).length;
}

/** What there is to do wrong with a thread, each refused with an error that says so. */
async function misuse(ctx: ScenarioContext): Promise<Seen> {
  const refused: string[] = [];
  const attempt = async (what: string, wrong: () => unknown): Promise<void> => {
    try {
      await wrong();
    } catch (error) {
      if (!(error instanceof StateError)) throw error;
      refused.push(what);
    }
  };
  const given = newWork(1);
  const thread = new Thread(work, { args: [given, 0, 0], name: 'worker' });
  await attempt('join before start', () => thread.join());
  thread.start();
  given.gates[1]?.set();
  const again = ctx.mutant === 'fresh-thread' ? new Thread(work, { args: [given, 0, 0] }) : thread;
  await attempt('start twice', () => again.start());
  await joinAll([thread], ctx.signal);
  await attempt('start after the end', () => thread.start());
  const own = new Thread(joinsItself, { name: 'own' });
  own.start();
  await own.join({ signal: ctx.signal });
  await attempt('join oneself', () => {
    if (own.error) throw own.error;
  });
  ctx.count('threads', 2);
  return { threads: 1, results: 1, ended: [1], alive: [], joins: [], refused };
}

const MISUSES = ['join before start', 'start twice', 'start after the end', 'join oneself'];

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'start-and-join',
  title: 'Threads by hand: make, start, keep, join',
  section: 4,
  rows: ['4.9'],
  lesson:
    'An executor hides four steps: make a thread, start it, keep it, join it. A thread is alive from its start until its function has ' +
    'ended, and never again; what it found out is left somewhere, because a thread gives nothing back. Whoever does not keep the ' +
    'thread cannot join it, and whoever does not join it reads too early. Joins are had in any order: the first one lasts until that ' +
    'thread has ended, and those of threads that ended meanwhile give at once. A join with a timeout says whether the thread has ended; ' +
    'in Python it gives None either way, and one has to ask is_alive.',
  refs: [
    {
      title: 'Python: Thread objects',
      url: 'https://docs.python.org/3/library/threading.html#thread-objects',
    },
    {
      title: 'Python: Thread.join',
      url: 'https://docs.python.org/3/library/threading.html#threading.Thread.join',
    },
    {
      title: 'POSIX: pthread_join',
      url: 'https://pubs.opengroup.org/onlinepubs/9799919799/functions/pthread_join.html',
    },
  ],
  requires: ['threads', 'shared-memory'],
  params: {
    threads: { type: 'integer', default: 10, quick: 3, min: 2, max: 100, about: 'Threads to start and join' },
    wait: {
      type: 'integer',
      default: 500,
      quick: 50,
      min: 1,
      max: 60_000,
      unit: 'ms',
      about: 'The timeout of the join that comes too early',
    },
  },
  variants: {
    joined: { title: 'Started, kept and joined in order; they end in reverse' },
    misused: { title: 'Started twice, joined before the start, joined by itself' },
  },
  outcomes: {
    joined: [
      {
        match: 'all there',
        expect: 'always',
        why: 'Alive from start to end, and after the joins every result is there',
      },
      { match: 'read too early', expect: 'never', why: 'What a join has waited for has been done' },
      {
        match: 'another order',
        expect: 'never',
        why: 'Each thread waits for the next one, so that the first one ends last',
      },
      {
        match: 'wrongly alive',
        expect: 'never',
        why: 'Not before the start, not after the end, and always in between',
      },
      {
        match: 'joined too early',
        expect: 'never',
        why: 'A join is true when the thread has ended, and only then',
      },
    ],
    misused: [
      {
        match: 'all refused',
        expect: 'always',
        why: 'A thread is started once, and joined by others, afterwards',
      },
      {
        match: /let through: .*/,
        expect: 'never',
        why: 'A thread runs once; a join before the start or of oneself would never end',
      },
    ],
  },
  nonVacuous: { joined: ['threads'], misused: ['threads'] },
  mutants: [
    { id: 'no-join', variant: 'joined', status: 'forbidden', why: 'Looks for the results without a join' },
    {
      id: 'other-order',
      variant: 'joined',
      status: 'forbidden',
      why: 'Each one waits for the one before it',
    },
    {
      id: 'fresh-thread',
      variant: 'misused',
      status: 'forbidden',
      why: 'Starts another thread instead of the same one again',
    },
  ],
  measures: [
    { id: 'first-join', title: 'Time of the first join, which waits for all', unit: 'ms', better: 'lower' },
    { id: 'all-joins', title: 'Time of all joins', unit: 'ms', better: 'lower' },
  ],
  engine: 'run',
  run(ctx, params): Promise<Seen> {
    return ctx.variant === 'joined' ? startAndJoin(ctx, params.threads, params.wait) : misuse(ctx);
  },
  project(seen): string {
    if (seen.alive.length === 0) {
      const through = MISUSES.filter((what) => !seen.refused.includes(what));
      return through.length === 0 ? 'all refused' : `let through: ${through.join(', ')}`;
    }
    if (seen.joins.join() !== 'false,true') return 'joined too early';
    if (seen.alive.join() !== 'false,true,true,false') return 'wrongly alive';
    if (seen.results < seen.threads) return 'read too early';
    return seen.ended.every((self, place) => self === seen.threads - place) ? 'all there' : 'another order';
  },
});

export default scenario;
