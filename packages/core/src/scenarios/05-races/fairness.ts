/**
 * Row 5.5: who gets the CPU, the event loop, the lock, and how often.
 *
 * @module
 */

import { atomicAdd, atomicLoad, atomicStore } from '../../memory/atomic-view.ts';
import { defineScenario, type Outcome, type Scenario, type ScenarioContext } from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import { Event, Lock, Thread } from '../../threading/index.ts';
import { lineUp, newStartLine, startAndJoin, type StartLine } from '../support/start-line.ts';
import { JAVASCRIPT } from '../support/runtimes.ts';

interface Race {
  readonly line: StartLine;
  /** Whether it is over, then what each thread has counted. */
  readonly words: SharedArrayBuffer;
  readonly over: Event;
}

type Seen = {
  /** How often each one had its turn. */
  readonly turns: readonly number[];
  /** In which order a lock was had; empty where there was none. */
  readonly order: readonly string[];
};

interface Lengths {
  readonly threads: number;
  readonly ms: number;
  readonly patience: number;
}

const { spin, sitOut } = defineTasks(import.meta.url, {
  spin({ line, words }: Race, self: number): void {
    const view = new Int32Array(words);
    lineUp(line);
    while (atomicLoad(view, 0) === 0) atomicAdd(view, 1 + self, 1);
  },
  sitOut({ line, over }: Race, _self: number): void {
    lineUp(line);
    over.waitSync();
  },
});

/** Threads that never wait: only the kernel can take the CPU from one to give it to another. */
async function onThreads(ctx: ScenarioContext, { threads: count, ms, patience }: Lengths): Promise<Seen> {
  const race: Race = {
    line: newStartLine(count),
    words: new SharedArrayBuffer(4 + 4 * count),
    over: new Event(),
  };
  const threads = Array.from({ length: count }, (_, self) => {
    const task = ctx.mutant === 'sits-out' && self === 0 ? sitOut : spin;
    return new Thread(task, { args: [race, self], name: `spinner-${self + 1}` }).start();
  });
  const view = new Int32Array(race.words);
  const turns = (): number[] => threads.map((_thread, self) => atomicLoad(view, 1 + self));
  let ended: Promise<void> | undefined;
  const begun = new Promise<void>((resolve) => {
    ended = startAndJoin(race.line, threads, ctx.signal, resolve);
  });
  try {
    await Promise.race([begun, ended]);
    const begin = ctx.now();
    const after = (wait: number): boolean => ctx.now() - begin >= wait;
    while (!after(ms) || (Math.min(...turns()) === 0 && !after(patience))) await ctx.sleep(10);
    for (const { name } of threads) ctx.span(name, 'spin', begin, ctx.now());
  } finally {
    atomicStore(view, 0, 1);
    race.over.set();
  }
  await ended;
  return { turns: turns(), order: [] };
}

/** Flows of one event loop: each has its turn until it awaits, and then the next one. */
async function onOneLoop(
  ctx: ScenarioContext,
  { threads: count, ms }: Lengths,
  selfish: boolean,
): Promise<Seen> {
  const turns = Array.from({ length: count }, () => 0);
  const rounds = selfish ? 1 : 20;
  let alone: readonly number[] = turns;
  const flow = async (self: number): Promise<void> => {
    for (let round = 0; round < rounds; round++) {
      turns[self] = (turns[self] ?? 0) + 1;
      if (self === 0 && selfish) {
        const end = ctx.now() + ms;
        while (ctx.now() < end) if (ctx.mutant === 'awaits-after-all') await ctx.sleep(0);
        alone = [...turns];
      } else if (self !== 0 || ctx.mutant !== 'never-awaits') await ctx.sleep(0);
    }
    if (!selfish && self === 0) alone = [...turns];
  };
  await Promise.all(turns.map((_, self) => flow(self)));
  return { turns: alone, order: [] };
}

/** Some wait for a lock in a known order; one more comes in the very moment in which it is released. */
async function atALock(ctx: ScenarioContext, fair: boolean, count: number): Promise<Seen> {
  const lock = new Lock({ name: 'counter', fair });
  const order: string[] = [];
  lock.tryAcquire();
  const queue = async (who: string): Promise<void> => {
    await lock.acquire({ signal: ctx.signal });
    order.push(who);
    lock.release();
  };
  const waits = Array.from({ length: count }, (_, self) => queue(`${self + 1}`));
  lock.release();
  if (lock.tryAcquire()) {
    order.push(NEWCOMER);
    lock.release();
  } else waits.push(queue(NEWCOMER));
  await Promise.all(waits);
  return { turns: order.map(() => 1), order };
}

const NEWCOMER = 'newcomer';

function policyOf(order: readonly string[], count: number): string {
  if (order.length <= count) return 'somebody was left out';
  if (order[0] === NEWCOMER) return 'newcomer first';
  const expected = [...Array.from({ length: count }, (_, self) => `${self + 1}`), NEWCOMER];
  return order.join() === expected.join() ? 'in order of arrival' : 'in another order';
}

const LEFT_OUT: Outcome = {
  match: 'somebody was left out',
  expect: 'never',
  why: 'Whoever waits for a lock that everybody releases gets it in the end',
};
const ALONE: Outcome = {
  match: 'one alone',
  expect: 'never',
  why: 'Every flow awaits, and then another one has its turn',
};

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'fairness',
  title: 'Whose turn is it? The scheduler, the event loop, the lock',
  section: 5,
  rows: ['5.5'],
  lesson:
    'Three things are handed round, by three rules. The CPU is handed round by the kernel, which interrupts whoever has had it for long ' +
    'enough: of threads that never wait, each gets its share. The event loop is handed round by those who have it: a flow that never ' +
    'awaits keeps it, and nobody can take it away; in CPython the interpreter takes its lock from a running thread every few ' +
    'milliseconds, which no event loop does. A lock is handed round by its policy. The default one lets whoever comes when it is ' +
    'free take it, past all who wait, because waking somebody up takes time in which the lock would stand empty. A fair one is given ' +
    'to those who wait, in order of arrival, and costs that time on every hand-over. Python’s Lock promises no order at all.',
  refs: [
    { title: 'Linux: EEVDF scheduler', url: 'https://docs.kernel.org/scheduler/sched-eevdf.html' },
    {
      title: 'Python: sys.setswitchinterval',
      url: 'https://docs.python.org/3/library/sys.html#sys.setswitchinterval',
    },
    {
      title: 'Python: Lock.release: which one of the waiting threads proceeds is not defined',
      url: 'https://docs.python.org/3/library/threading.html#lock-objects',
    },
    { title: 'WebKit: Locking in WebKit', url: 'https://webkit.org/blog/6161/locking-in-webkit/' },
  ],
  requires: ['threads', 'shared-memory'],
  params: {
    threads: { type: 'integer', default: 4, quick: 3, min: 2, max: 64, about: 'Who takes part' },
    ms: {
      type: 'integer',
      default: 2000,
      quick: 200,
      min: 10,
      max: 60_000,
      unit: 'ms',
      about: 'How long they run',
    },
    patience: {
      type: 'integer',
      default: 10_000,
      quick: 3000,
      min: 100,
      max: 60_000,
      unit: 'ms',
      about: 'Who has not run after this never runs',
    },
  },
  variants: {
    threads: { title: 'Threads that never wait' },
    flows: { title: 'Flows that await after each turn' },
    'selfish-flow': { title: 'Flows, one of which does not await' },
    'barging-lock': { title: 'A lock for whoever comes first when it is free' },
    'fair-lock': { title: 'A lock in order of arrival' },
  },
  outcomes: {
    threads: [
      {
        match: 'everybody ran',
        expect: 'always',
        why: 'The kernel interrupts each of them to let the others run',
      },
      { match: 'one alone', expect: 'never', why: 'No thread can keep the CPU to itself' },
      {
        match: 'somebody never ran',
        expect: 'never',
        why: 'A kernel that leaves a thread out for so long is broken',
      },
    ],
    flows: [
      {
        match: 'everybody ran',
        expect: 'always',
        why: 'Timers of the same time run in the order in which they were set',
      },
      ALONE,
      { ...ALONE, match: 'somebody never ran' },
    ],
    'selfish-flow': [
      { match: 'one alone', expect: 'always', why: 'Nothing takes the event loop from a function that runs' },
      {
        match: 'everybody ran',
        expect: 'never',
        why: 'That would have taken an interruption of a running function',
      },
      { match: 'somebody never ran', expect: 'never', why: 'Either nobody else runs or everybody does' },
    ],
    'barging-lock': [
      {
        match: 'newcomer first',
        expect: 'always',
        why: 'The lock was free, and nobody who waited had woken up yet',
        on: JAVASCRIPT,
      },
      { match: 'newcomer first', expect: 'may', why: 'Usually nobody has woken up yet', on: ['python'] },
      { match: 'in another order', expect: 'may', why: 'Python promises no order', on: ['python'] },
      { match: 'in order of arrival', expect: 'may', why: 'Python promises no order', on: ['python'] },
      { match: 'in order of arrival', expect: 'never', why: 'That is the other policy', on: JAVASCRIPT },
      LEFT_OUT,
    ],
    'fair-lock': [
      {
        match: 'in order of arrival',
        expect: 'always',
        why: 'A release gives the lock to the first who waits',
      },
      { match: 'newcomer first', expect: 'never', why: 'Somebody was waiting already' },
      { match: 'in another order', expect: 'never', why: 'They arrived one after the other' },
      LEFT_OUT,
    ],
  },
  nonVacuous: Object.fromEntries(
    ['threads', 'flows', 'selfish-flow', 'barging-lock', 'fair-lock'].map((variant) => [variant, ['turns']]),
  ),
  mutants: [
    { id: 'sits-out', variant: 'threads', status: 'forbidden', why: 'One thread waits until all is over' },
    {
      id: 'never-awaits',
      variant: 'flows',
      status: 'forbidden',
      why: 'The first flow has all its turns at once',
    },
    { id: 'awaits-after-all', variant: 'selfish-flow', status: 'forbidden', why: 'The selfish flow awaits' },
    { id: 'takes-turns', variant: 'barging-lock', status: 'forbidden', why: 'The lock is a fair one' },
    { id: 'barges', variant: 'fair-lock', status: 'forbidden', why: 'The lock is not fair' },
  ],
  measures: [
    {
      id: 'evenness',
      title: 'Turns of the one with the fewest for each of the one with the most',
      unit: 'ratio',
      better: 'higher',
    },
  ],
  engine: 'run',
  async run(ctx, params): Promise<Seen> {
    const fair = ctx.variant === 'fair-lock' ? ctx.mutant !== 'barges' : ctx.mutant === 'takes-turns';
    const seen = await (ctx.variant === 'threads'
      ? onThreads(ctx, params)
      : ctx.variant.endsWith('lock')
        ? atALock(ctx, fair, params.threads)
        : onOneLoop(ctx, params, ctx.variant === 'selfish-flow'));
    ctx.count(
      'turns',
      seen.turns.reduce((sum, each) => sum + each, 0),
    );
    ctx.measure('evenness', Math.min(...seen.turns) / Math.max(...seen.turns));
    return seen;
  },
  project({ turns, order }, params): string {
    if (order.length > 0) return policyOf(order, params.threads);
    const ran = turns.filter((each) => each > 0).length;
    if (ran === turns.length) return 'everybody ran';
    return ran === 1 ? 'one alone' : 'somebody never ran';
  },
});

export default scenario;
