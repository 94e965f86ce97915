/**
 * Row 11.7: somebody is always faster, and the others never have their turn.
 *
 * @module
 */

import { atomicAdd, atomicLoad } from '../../memory/atomic-view.ts';
import { defineScenario, type Outcome, type Scenario, type ScenarioContext } from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import { Event, Lock, Thread } from '../../threading/index.ts';
import { lineUp, newStartLine, startAndJoin, type StartLine } from '../support/start-line.ts';
import { JAVASCRIPT } from '../support/runtimes.ts';

/** Words of the shared memory: the turns of all, then those of each. */
const ALL = 0;
const EACH = 1;

interface Contest {
  readonly line: StartLine;
  readonly words: SharedArrayBuffer;
  readonly lock: Lock;
  readonly turns: number;
  /** Never set, so that waiting for it while holding the lock is working under it. */
  readonly never: Event;
  /** Only the mutant has one: who keeps the lock from turn to turn. */
  readonly hog: number | null;
}

/** Turns of each until all together had as many as were to be had. */
type Seen = {
  readonly turns: readonly number[];
  /** From which part of an equal share on nobody starves. */
  readonly enough: number;
};

const { contend } = defineTasks(import.meta.url, {
  contend({ line, words, lock, turns, never, hog }: Contest, self: number): void {
    const view = new Int32Array(words);
    lineUp(line);
    lock.acquireSync();
    while (atomicLoad(view, ALL) < turns) {
      atomicAdd(view, ALL, 1);
      atomicAdd(view, EACH + self, 1);
      never.waitSync({ timeout: 1 });
      if (self === hog) continue;
      lock.release();
      lock.acquireSync();
    }
    lock.release();
  },
});

interface Lengths {
  readonly contenders: number;
  readonly turns: number;
  readonly ms: number;
}

async function onThreads(ctx: ScenarioContext, lengths: Lengths, fair: boolean): Promise<Seen> {
  const { contenders, turns } = lengths;
  const contest: Contest = {
    line: newStartLine(contenders),
    words: new SharedArrayBuffer(4 * (EACH + contenders)),
    lock: new Lock({ name: 'door', fair }),
    turns,
    never: new Event(),
    hog: ctx.mutant === 'keeps-it' ? 0 : null,
  };
  const threads = Array.from({ length: contenders }, (_, self) =>
    new Thread(contend, { args: [contest, self], name: `contender-${self + 1}` }).start(),
  );
  await startAndJoin(contest.line, threads, ctx.signal);
  const view = new Int32Array(contest.words);
  return { turns: threads.map((_thread, self) => atomicLoad(view, EACH + self)), enough: ENOUGH };
}

/** Each takes the lock again in the very step in which it has released it. */
async function onOneLoop(ctx: ScenarioContext, lengths: Lengths, fair: boolean): Promise<Seen> {
  const lock = new Lock({ name: 'door', fair });
  const turns = Array.from({ length: lengths.contenders }, () => 0);
  let all = 0;
  const flow = async (self: number): Promise<void> => {
    await lock.acquire({ signal: ctx.signal });
    while (all < lengths.turns) {
      all += 1;
      turns[self] = (turns[self] ?? 0) + 1;
      await ctx.sleep(0);
      lock.release();
      if (!lock.tryAcquire()) await lock.acquire({ signal: ctx.signal });
    }
    lock.release();
  };
  await Promise.all(turns.map((_, self) => flow(self)));
  return { turns, enough: ENOUGH };
}

/** An await of what is settled already lets other such awaits run, but no timer and no message. */
async function againstTimers(ctx: ScenarioContext, ms: number): Promise<Seen> {
  const turns = [0, 0];
  let over = false;
  const timers = async (): Promise<void> => {
    while (!over) {
      await ctx.sleep(0);
      if (!over) turns[1] = (turns[1] ?? 0) + 1;
    }
  };
  const ticking = timers();
  for (const end = ctx.now() + ms; ctx.now() < end;) {
    turns[0] = (turns[0] ?? 0) + 1;
    await (ctx.mutant === 'yields' ? ctx.sleep(0) : undefined);
  }
  over = true;
  await ticking;
  // There are many more awaits than timers could ever have turns, so that any turn of a timer is enough.
  return { turns, enough: Number.MIN_VALUE };
}

/** The share of the one that had the least, of what would have been its equal share. */
function leastShare(turns: readonly number[]): number {
  const all = turns.reduce((sum, each) => sum + each, 0);
  return (Math.min(...turns) * turns.length) / all;
}

/** Less than this part of an equal share is starving; far from what chance does to a fair queue. */
const ENOUGH = 0.25;

const SHARED: Outcome = {
  match: 'shared',
  expect: 'always',
  why: 'Who releases the lock has to queue behind all who wait already',
};
const STARVED: Outcome = {
  match: 'starved',
  expect: 'always',
  why: 'Who has just released the lock is awake, and those who wait for it are not yet',
};
const never = ({ match, why }: Outcome): Outcome => ({ match, expect: 'never', why });

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'starvation',
  title: 'Starvation: somebody is always faster',
  section: 11,
  rows: ['11.7'],
  lesson:
    'Nobody is stuck, and yet somebody never has a turn. A lock that is free for whoever comes first favours the one that has just ' +
    'released it: it is awake, and those who wait have to be woken first. How unequal that gets between threads depends on the machine ' +
    'and is promised by nobody, neither here nor by Python’s Lock; between flows of one event loop it is total, because a release and the next ' +
    'try are one step. A fair lock is handed to the one that has waited longest (asyncio.Lock is one as well). Event loops ' +
    'starve in a way of their own: an await of what is settled already goes on before any timer or message, so a loop of such awaits ' +
    'shuts them all out.',
  refs: [
    { title: 'Python: Lock objects', url: 'https://docs.python.org/3/library/threading.html#lock-objects' },
    {
      title: 'Python: asyncio.Lock',
      url: 'https://docs.python.org/3/library/asyncio-sync.html#asyncio.Lock',
    },
    {
      title: 'HTML: microtask checkpoint',
      url: 'https://html.spec.whatwg.org/multipage/webappapis.html#perform-a-microtask-checkpoint',
    },
    {
      title: 'Java: ReentrantLock, fairness',
      url: 'https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/concurrent/locks/ReentrantLock.html',
    },
  ],
  requires: ['threads', 'shared-memory'],
  params: {
    contenders: { type: 'integer', default: 4, quick: 3, min: 2, max: 32, about: 'Who wants the lock' },
    turns: {
      type: 'integer',
      default: 1000,
      quick: 100,
      min: 20,
      max: 100_000,
      about: 'Turns there are to be had',
    },
    ms: {
      type: 'integer',
      default: 1000,
      quick: 100,
      min: 10,
      max: 60_000,
      unit: 'ms',
      about: 'How long timers compete with awaits',
    },
  },
  variants: {
    threads: { title: 'Threads, the lock for whoever comes first' },
    'threads-fair': { title: 'Threads, the fair lock' },
    flows: { title: 'Flows, the lock for whoever comes first' },
    'flows-fair': { title: 'Flows, the fair lock' },
    'settled-awaits': { title: 'Timers against awaits of what is settled' },
  },
  outcomes: {
    threads: [
      { match: 'shared', expect: 'may', why: 'Whoever waits may be quick enough; nobody promises it' },
      { match: 'starved', expect: 'may', why: STARVED.why },
    ],
    'threads-fair': [SHARED, never(STARVED)],
    flows: [
      { ...STARVED, on: JAVASCRIPT },
      { ...never(SHARED), why: 'A release and the next try are one step of the event loop', on: JAVASCRIPT },
      { match: 'shared', expect: 'always', why: 'asyncio.Lock is a fair lock', on: ['python'] },
    ],
    'flows-fair': [SHARED, never(STARVED)],
    'settled-awaits': [
      {
        match: 'starved',
        expect: 'always',
        why: 'What is settled goes on before the event loop turns to its timers',
      },
      { match: 'shared', expect: 'never', why: 'A timer that fired would have had a turn of the event loop' },
    ],
  },
  nonVacuous: Object.fromEntries(
    ['threads', 'threads-fair', 'flows', 'flows-fair', 'settled-awaits'].map((variant) => [
      variant,
      ['turns'],
    ]),
  ),
  mutants: [
    {
      id: 'keeps-it',
      variant: 'threads-fair',
      status: 'forbidden',
      why: 'One thread keeps the lock from turn to turn',
    },
    { id: 'hands-over', variant: 'flows', status: 'forbidden', why: 'The lock is a fair one' },
    { id: 'barges', variant: 'flows-fair', status: 'forbidden', why: 'The lock is not fair' },
    {
      id: 'yields',
      variant: 'settled-awaits',
      status: 'forbidden',
      why: 'Awaits a timer each time, which gives the loop away',
    },
  ],
  measures: [
    {
      id: 'least-share',
      title: 'Turns of the hungriest, of its equal share',
      unit: 'ratio',
      better: 'higher',
    },
    { id: 'wall', title: 'Time of all turns', unit: 'ms', better: 'lower' },
  ],
  engine: 'run',
  async run(ctx, params): Promise<Seen> {
    const [who, kind] = ctx.variant.split('-');
    const fair = ctx.mutant === 'hands-over' || (kind === 'fair' && ctx.mutant !== 'barges');
    const start = ctx.now();
    const seen = await (who === 'settled'
      ? againstTimers(ctx, params.ms)
      : (who === 'threads' ? onThreads : onOneLoop)(ctx, params, fair));
    ctx.measure('wall', ctx.now() - start);
    ctx.measure('least-share', leastShare(seen.turns));
    ctx.count(
      'turns',
      seen.turns.reduce((sum, each) => sum + each, 0),
    );
    return seen;
  },
  project: ({ turns, enough }): string => (leastShare(turns) < enough ? 'starved' : 'shared'),
});

export default scenario;
