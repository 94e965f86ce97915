/**
 * Row 7.10: a semaphore lets so many in, and a lock is one that lets in one.
 *
 * @module
 */

import * as multiprocessing from '../../multiprocessing/index.ts';
import { defineScenario, type Outcome, type Scenario, type ScenarioContext } from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import * as threading from '../../threading/index.ts';
import { assumeProcesses, joinProcesses } from '../support/processes.ts';
import { joinAll } from '../support/start-line.ts';

type Seen = {
  readonly permits: number;
  readonly visitors: number;
  /** How many were inside before anybody had left, and how many have been inside in the end. */
  readonly inside: number;
  readonly came: number;
};

/** All of it of threads, or all of it of processes. */
interface Hall {
  readonly door: threading.Lock | threading.Semaphore;
  /** Counts who has come to the door, and who has come in. */
  readonly outside: threading.Semaphore;
  readonly inside: threading.Semaphore;
  readonly exit: threading.Event;
}

const { visit } = defineTasks(import.meta.url, {
  visit({ door, outside, inside, exit }: Hall): void {
    outside.release();
    door.acquireSync();
    inside.release();
    exit.waitSync();
    door.release();
  },
});

interface Manner {
  readonly processes: boolean;
  readonly lock: boolean;
  readonly permits: number;
}

function mannerOf({ variant, mutant }: ScenarioContext, many: number): Manner {
  const permits = variant.endsWith('many') ? many : 1;
  const lock = variant.endsWith('lock') && mutant === undefined;
  const wrong = mutant === undefined ? 0 : mutant.startsWith('one-less') ? -1 : 1;
  return { processes: variant.startsWith('processes'), lock, permits: permits + wrong };
}

function newHall({ processes, lock, permits }: Manner): Hall {
  const of = processes ? multiprocessing : threading;
  const door = lock ? new of.Lock() : new of.Semaphore(permits);
  return { door, outside: new of.Semaphore(0), inside: new of.Semaphore(0), exit: new of.Event() };
}

function startVisitors(ctx: ScenarioContext, hall: Hall, count: number, processes: boolean): Promise<void> {
  const each = Array.from({ length: count }, (_, index) => ({
    args: [hall] as [Hall],
    name: `visitor-${index + 1}`,
  }));
  if (processes) {
    const started = each.map((options) => new multiprocessing.Process(visit, options).start());
    return joinProcesses(started, ctx.signal);
  }
  const started = each.map((options) => new threading.Thread(visit, options).start());
  return joinAll(started, ctx.signal);
}

const never = (match: string, why: string): Outcome => ({ match, expect: 'never', why });
const table = (why: string): readonly Outcome[] => [
  { match: 'as many as permits', expect: 'always', why },
  never('too many', 'A visitor more than there are permits has come in'),
  never('too few', 'Nobody is kept out while there is a permit'),
  never('left outside', 'Whoever waits comes in when others have left'),
];

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'semaphore',
  title: 'A semaphore lets so many in, a lock lets in one',
  section: 7,
  rows: ['7.10'],
  lesson:
    'A semaphore is a number of permits. Whoever comes takes one and waits where there is none; whoever leaves gives one back. With one ' +
    'permit it excludes like a lock, and systems build locks of it: the lock of Python’s multiprocessing is a semaphore of the system with ' +
    'one permit. With several it bounds how many do something at the same time: connections to a database, downloads, ' +
    'processes in memory. A lock knows who holds it, and can be taken from a holder that died; a semaphore does not, and a permit that ' +
    'dies with a process is gone. It is one algorithm for threads and for processes.',
  refs: [
    {
      title: 'Python: Semaphore objects',
      url: 'https://docs.python.org/3/library/threading.html#semaphore-objects',
    },
    {
      title: 'Python: multiprocessing.Semaphore',
      url: 'https://docs.python.org/3/library/multiprocessing.html#multiprocessing.Semaphore',
    },
    { title: 'Linux: sem_overview(7)', url: 'https://man7.org/linux/man-pages/man7/sem_overview.7.html' },
  ],
  requires: ['threads', 'shared-memory'],
  params: {
    permits: {
      type: 'integer',
      default: 3,
      quick: 2,
      min: 2,
      max: 50,
      about: 'Permits where there are many',
    },
    visitors: {
      type: 'integer',
      default: 4,
      quick: 1,
      min: 1,
      max: 50,
      about: 'Visitors beyond those that get in at once',
    },
    quiet: {
      type: 'integer',
      default: 500,
      quick: 100,
      min: 10,
      max: 60_000,
      unit: 'ms',
      about: 'How long one more is waited for while all permits are taken',
    },
  },
  variants: {
    'threads-lock': { title: 'Threads at a lock' },
    'threads-one': { title: 'Threads at a semaphore of one permit' },
    'threads-many': { title: 'Threads at a semaphore of several' },
    'processes-lock': { title: 'Processes at a lock' },
    'processes-one': { title: 'Processes at a semaphore of one permit' },
    'processes-many': { title: 'Processes at a semaphore of several' },
  },
  outcomes: {
    'threads-lock': table('A lock is free or held, so one is inside'),
    'threads-one': table('One permit, one inside: a lock'),
    'threads-many': table('So many inside as there are permits, and nobody else before one has left'),
    'processes-lock': table('A lock is free or held, whichever process asks'),
    'processes-one': table('One permit for all processes'),
    'processes-many': table('The permits are those of all processes together'),
  },
  nonVacuous: Object.fromEntries(
    ['threads', 'processes'].flatMap((who) =>
      ['lock', 'one', 'many'].map((what) => [`${who}-${what}`, ['visits']]),
    ),
  ),
  mutants: [
    {
      id: 'one-more',
      variant: 'threads-many',
      status: 'forbidden',
      why: 'The semaphore has one permit more than it should',
    },
    {
      id: 'one-less',
      variant: 'processes-many',
      status: 'forbidden',
      why: 'The semaphore has one permit less than it should',
    },
    {
      id: 'two-at-the-lock',
      variant: 'processes-lock',
      status: 'forbidden',
      why: 'A semaphore of two permits stands in for the lock',
    },
    {
      id: 'two-at-once',
      variant: 'threads-one',
      status: 'forbidden',
      why: 'The semaphore of one permit has two',
    },
  ],
  measures: [{ id: 'inside', title: 'Inside at once', unit: 'count', better: 'neither' }],
  limit: 120_000,
  engine: 'run',
  async run(ctx, { permits: many, visitors: more, quiet }): Promise<Seen> {
    const manner = mannerOf(ctx, many);
    if (manner.processes) assumeProcesses(ctx);
    const permits = ctx.variant.endsWith('many') ? many : 1;
    const visitors = permits + more;
    const hall = newHall(manner);
    const ended = startVisitors(ctx, hall, visitors, manner.processes);
    const oneMore = (at: threading.Semaphore, timeout?: number): Promise<boolean> =>
      Promise.race([
        at.acquire({ signal: ctx.signal, ...(timeout === undefined ? {} : { timeout }) }),
        ended.then(() => false),
      ]);
    let inside = 0;
    try {
      for (let come = 0; come < visitors; come++) await oneMore(hall.outside);
      // Those that there is a permit for come in however long it takes; a mutant's semaphore may have fewer.
      while (inside < Math.min(permits, manner.permits) && (await oneMore(hall.inside))) inside += 1;
      while (await oneMore(hall.inside, quiet)) inside += 1;
    } finally {
      hall.exit.set();
    }
    let came = inside;
    while (came < visitors && (await oneMore(hall.inside))) came += 1;
    await ended;
    ctx.count('visits', came);
    ctx.measure('inside', inside);
    return { permits, visitors, inside, came };
  },
  project({ permits, visitors, inside, came }): string {
    if (inside > permits) return 'too many';
    if (inside < permits) return 'too few';
    return came < visitors ? 'left outside' : 'as many as permits';
  },
});

export default scenario;
