/**
 * Row 4.8: who goes on while somebody sleeps.
 *
 * @module
 */

import { atomicAdd, atomicLoad, atomicStore } from '../../memory/atomic-view.ts';
import { defineScenario, type Outcome, type Scenario, type ScenarioContext } from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import { Event, Lock, Thread } from '../../threading/index.ts';
import { clock, momentOf, stamp } from '../support/clock.ts';
import { joinAll } from '../support/start-line.ts';

/** Words of the shared memory. */
const ASLEEP = 0;
const BY_THREAD = 1;
const BY_LOOP = 2;
const BEGIN = 3;
const END = 4;
const WORDS = 5;

/** From so many ticks on somebody has gone on: one alone could have been on its way already. */
const ENOUGH = 3;

interface House {
  readonly words: SharedArrayBuffer;
  readonly epoch: number;
  readonly ms: number;
  readonly patience: number;
  readonly step: number;
  /** Whether the flow that is to go on shares the sleeper's event loop. */
  readonly together: boolean;
  readonly how: 'blocks' | 'awaits';
  /** Set when the other thread is there to tick. */
  readonly ready: Event;
  /** Set when there is nothing to tick for any more. */
  readonly over: Event;
  /** Never set, so that waiting for it is sleeping. */
  readonly dawn: Event;
  /** Only the mutant has one: the lock that a sleeper should have let go of. */
  readonly interpreter: Lock | null;
}

type Seen = { readonly slept: number; readonly byThread: number; readonly byLoop: number };

const { sleep, tick } = defineTasks(import.meta.url, {
  async sleep(house: House): Promise<void> {
    const view = new Int32Array(house.words);
    await house.ready.wait();
    const flow = house.together ? tickOnLoop(house) : undefined;
    await house.interpreter?.acquire();
    atomicStore(view, BEGIN, stamp(house.epoch));
    atomicStore(view, ASLEEP, 1);
    // One sleep of the given length, and on a busy machine more of them until the others had their chance.
    for (const end = clock() + house.patience; ;) {
      if (house.how === 'blocks') house.dawn.waitSync({ timeout: house.ms });
      else await house.dawn.wait({ timeout: house.ms });
      if (othersWentOn(view, house) || clock() > end) break;
    }
    atomicStore(view, ASLEEP, 0);
    atomicStore(view, END, stamp(house.epoch));
    house.interpreter?.release();
    house.over.set();
    await flow;
  },
  tick(house: House): void {
    const view = new Int32Array(house.words);
    house.ready.set();
    while (!house.over.waitSync({ timeout: house.step })) {
      house.interpreter?.acquireSync();
      atomicAdd(view, BY_THREAD, atomicLoad(view, ASLEEP));
      house.interpreter?.release();
    }
  },
});

async function tickOnLoop(house: House): Promise<void> {
  const view = new Int32Array(house.words);
  while (!(await house.over.wait({ timeout: house.step }))) {
    await house.interpreter?.acquire();
    atomicAdd(view, BY_LOOP, atomicLoad(view, ASLEEP));
    house.interpreter?.release();
  }
}

function othersWentOn(view: Int32Array, house: House): boolean {
  const frozen = house.together && house.how === 'blocks';
  return atomicLoad(view, BY_THREAD) >= ENOUGH && (frozen || atomicLoad(view, BY_LOOP) >= ENOUGH);
}

function houseOf(ctx: ScenarioContext, params: { ms: number; step: number; patience: number }): House {
  const blocks = ctx.variant === 'awaited' ? ctx.mutant === 'blocks' : ctx.mutant !== 'awaits';
  return {
    words: new SharedArrayBuffer(4 * WORDS),
    epoch: clock(),
    ...params,
    together: ctx.variant !== 'in-a-thread',
    how: blocks ? 'blocks' : 'awaits',
    ready: new Event(),
    over: new Event(),
    dawn: new Event(),
    interpreter: ctx.mutant === 'keeps-the-lock' ? new Lock() : null,
  };
}

const ALL: Outcome = {
  match: 'all go on',
  expect: 'never',
  why: 'A function that blocks has the event loop, and nobody takes it away',
};
const LOOP: Outcome = {
  match: 'loop stands still',
  expect: 'never',
  why: 'Nothing that blocks has this loop',
};
const THREAD: Outcome = {
  match: 'thread stands still',
  expect: 'never',
  why: 'A sleep holds nothing that another thread needs',
};
const NOBODY: Outcome = { match: 'all stand still', expect: 'never', why: THREAD.why };
const SHORT: Outcome = {
  match: 'cut short',
  expect: 'never',
  why: 'A sleep lasts at least nine tenths of what was asked for',
};

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'blocking-sleep',
  title: 'One sleeps: who goes on meanwhile?',
  section: 4,
  rows: ['4.8'],
  lesson:
    'A thread that sleeps is parked by the kernel and needs no CPU. CPython lets go of its interpreter lock before the sleep and takes it ' +
    'again afterwards, which is why the other threads run on. A JavaScript thread has no lock in common with the others that it would ' +
    'have to let go of; but it has an event loop, and a blocking sleep keeps that to itself: every other flow of the same thread, its ' +
    'timers and its sockets stand still, exactly as time.sleep inside a coroutine stops all of asyncio. An awaited sleep gives the loop ' +
    'away. So block in a thread that has nothing else to do, and await everywhere else.',
  refs: [
    {
      title: 'Python: releasing the GIL around blocking calls',
      url: 'https://docs.python.org/3/c-api/init.html#releasing-the-gil-from-extension-code',
    },
    { title: 'Python: time.sleep', url: 'https://docs.python.org/3/library/time.html#time.sleep' },
    {
      title: 'Python: running blocking code in asyncio',
      url: 'https://docs.python.org/3/library/asyncio-dev.html#running-blocking-code',
    },
    {
      title: "Node: don't block the event loop",
      url: 'https://nodejs.org/en/learn/asynchronous-work/dont-block-the-event-loop',
    },
  ],
  requires: ['threads', 'shared-memory'],
  params: {
    ms: {
      type: 'integer',
      default: 1000,
      quick: 100,
      min: 20,
      max: 60_000,
      unit: 'ms',
      about: 'How long the sleep lasts',
    },
    step: {
      type: 'integer',
      default: 50,
      quick: 5,
      min: 1,
      max: 1000,
      unit: 'ms',
      about: 'From tick to tick of those who are awake',
    },
    patience: {
      type: 'integer',
      default: 5000,
      quick: 3000,
      min: 100,
      max: 60_000,
      unit: 'ms',
      about: 'After how long without a tick somebody stands still',
    },
  },
  variants: {
    'in-a-thread': { title: 'Blocks in a thread of its own' },
    'on-the-loop': { title: 'Blocks on the event loop of the others' },
    awaited: { title: 'Awaits on the event loop of the others' },
  },
  outcomes: {
    'in-a-thread': [
      {
        match: 'all go on',
        expect: 'always',
        why: 'The loop of the first thread ticks, and so does another thread',
      },
      LOOP,
      THREAD,
      NOBODY,
      SHORT,
    ],
    'on-the-loop': [
      {
        match: 'loop stands still',
        expect: 'always',
        why: 'The other flows of this thread have to wait for the sleeper; another thread ticks on',
      },
      ALL,
      THREAD,
      NOBODY,
      SHORT,
    ],
    awaited: [
      { match: 'all go on', expect: 'always', why: 'A flow that awaits has given the loop away' },
      LOOP,
      THREAD,
      NOBODY,
      SHORT,
    ],
  },
  nonVacuous: {
    'in-a-thread': ['sleeps', 'ticks'],
    'on-the-loop': ['sleeps', 'ticks'],
    awaited: ['sleeps', 'ticks'],
  },
  mutants: [
    {
      id: 'keeps-the-lock',
      variant: 'in-a-thread',
      status: 'forbidden',
      why: 'Sleeps without letting go of the lock that everybody needs to run',
    },
    { id: 'awaits', variant: 'on-the-loop', status: 'forbidden', why: 'Gives the loop away after all' },
    { id: 'blocks', variant: 'awaited', status: 'forbidden', why: 'Blocks where it should have awaited' },
  ],
  measures: [
    { id: 'slept', title: 'How long the sleep lasted', unit: 'ms', better: 'neither' },
    { id: 'thread-ticks', title: 'Ticks of another thread meanwhile', unit: 'count', better: 'higher' },
    {
      id: 'loop-ticks',
      title: 'Ticks of a flow on the event loop meanwhile',
      unit: 'count',
      better: 'higher',
    },
  ],
  engine: 'run',
  async run(ctx, params): Promise<Seen> {
    const house = houseOf(ctx, params);
    const threads = [
      new Thread(sleep, { args: [house], name: 'sleeper' }).start(),
      new Thread(tick, { args: [house], name: 'ticker' }).start(),
    ];
    await house.ready.wait();
    const flow = house.together ? undefined : tickOnLoop(house);
    try {
      await joinAll(threads, ctx.signal);
    } finally {
      house.over.set();
    }
    await flow;
    const view = new Int32Array(house.words);
    const begin = momentOf(atomicLoad(view, BEGIN), house.epoch);
    const end = momentOf(atomicLoad(view, END), house.epoch);
    const byThread = atomicLoad(view, BY_THREAD);
    const byLoop = atomicLoad(view, BY_LOOP);
    ctx.span('sleeper', 'sleep', begin, end);
    ctx.count('sleeps');
    ctx.count('ticks', byThread + byLoop);
    ctx.measure('slept', end - begin);
    ctx.measure('thread-ticks', byThread);
    ctx.measure('loop-ticks', byLoop);
    return { slept: end - begin, byThread, byLoop };
  },
  project({ slept, byThread, byLoop }, params): string {
    if (slept < 0.9 * params.ms) return 'cut short';
    if (byThread >= ENOUGH) return byLoop >= ENOUGH ? 'all go on' : 'loop stands still';
    return byLoop >= ENOUGH ? 'thread stands still' : 'all stand still';
  },
});

export default scenario;
