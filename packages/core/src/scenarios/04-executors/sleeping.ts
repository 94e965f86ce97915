/**
 * Row 4.6: waits overlap, in the threads of a pool and on one event loop, however many there are.
 *
 * @module
 */

import { atomicLoad, atomicStore } from '../../memory/atomic-view.ts';
import { defineScenario, type Outcome, type Scenario, type ScenarioContext } from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import { Event, Lock } from '../../threading/index.ts';
import { clock, momentOf, stamp } from '../support/clock.ts';
import { resultsOf, withPool } from '../support/pool.ts';
import { lineUp, newStartLine, sendOff, type StartLine } from '../support/start-line.ts';

/** Where the sleepers write when they fell asleep and when they woke: two words each. */
interface Dormitory {
  readonly ms: number;
  readonly epoch: number;
  readonly words: SharedArrayBuffer;
  /** Never set, so that waiting for it is sleeping. */
  readonly dawn: Event;
  /** Only the mutant has one: sleeping while holding it keeps everybody else awake. */
  readonly bed: Lock | null;
}

type Seen = { readonly waits: readonly { readonly begin: number; readonly end: number }[] };

const { sleep } = defineTasks(import.meta.url, {
  sleep(line: StartLine, room: Dormitory, index: number): void {
    const view = new Int32Array(room.words);
    lineUp(line);
    room.bed?.acquireSync();
    atomicStore(view, 2 * index, stamp(room.epoch));
    room.dawn.waitSync({ timeout: room.ms });
    atomicStore(view, 2 * index + 1, stamp(room.epoch));
    room.bed?.release();
  },
});

/** Returns when the first wait could begin. */
async function onThreads(ctx: ScenarioContext, room: Dormitory, count: number): Promise<number> {
  const { signal } = ctx;
  const line = newStartLine(count);
  let begin = 0;
  await withPool({ maxWorkers: count, namePrefix: 'sleeper' }, async (pool) => {
    const nights = Array.from({ length: count }, (_, index) => pool.submit(sleep, line, room, index));
    await sendOff(line, resultsOf(nights, signal), signal, () => (begin = ctx.now()));
  });
  return begin;
}

async function onOneLoop(ctx: ScenarioContext, room: Dormitory, count: number): Promise<number> {
  const view = new Int32Array(room.words);
  const flow = async (index: number): Promise<void> => {
    atomicStore(view, 2 * index, stamp(room.epoch));
    await room.dawn.wait({ timeout: room.ms, signal: ctx.signal });
    atomicStore(view, 2 * index + 1, stamp(room.epoch));
  };
  const begin = ctx.now();
  if (ctx.mutant === 'awaited-in-turn') for (let index = 0; index < count; index++) await flow(index);
  else await Promise.all(Array.from({ length: count }, (_, index) => flow(index)));
  return begin;
}

const COUNTS: Readonly<Record<string, number>> = { one: 1, ten: 10 };

/** From the first that fell asleep to the last that woke. */
function nightOf({ waits }: Seen): number {
  return Math.max(...waits.map((wait) => wait.end)) - Math.min(...waits.map((wait) => wait.begin));
}

/** How many slept at once, on average: 1 at most where they slept in turn, their number where all did together. */
function overlapOf(seen: Seen): number {
  return seen.waits.reduce((sum, wait) => sum + wait.end - wait.begin, 0) / nightOf(seen);
}

/**
 * From here on they did not sleep in turn, however many there are. A busy machine staggers a hundred starts, so asking
 * for more would say something about the machine; the measure says how many it really were.
 */
const ENOUGH = 2;

const CUT_SHORT: Outcome = {
  match: 'cut short',
  expect: 'never',
  why: 'A wait with a timeout lasts at least nine tenths of it',
};
const MISSING: Outcome = {
  match: 'missing',
  expect: 'never',
  why: 'Everybody was waited for, so everybody has slept',
};
const SERIAL: Outcome = {
  match: 'serial',
  expect: 'never',
  why: 'Waits that are had in turn overlap by one at most, and take as long as their sum',
};
const alone: readonly Outcome[] = [
  { match: 'alone', expect: 'always', why: 'One wait takes the time of one wait' },
  CUT_SHORT,
  MISSING,
];
const overlapped = (why: string): readonly Outcome[] => [
  { match: 'overlapped', expect: 'always', why },
  SERIAL,
  CUT_SHORT,
  MISSING,
];

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'sleeping',
  title: 'Waits overlap: one, ten and a hundred at once',
  section: 4,
  rows: ['4.6'],
  lesson:
    'A wait needs no CPU, so a hundred of them at once take the time of one. That is what threads are for even under the lock of CPython, ' +
    'which a sleeping thread lets go of: its threads are kernel threads, and the kernel can park as many as you like. What grows with the ' +
    'count is the price of starting them, shown beside the night itself. An event loop has the same waits for less: an await parks a ' +
    'flow, not a thread, and needs neither a stack nor a start. A pool starts only so many threads as have something to do, up to as many as it was allowed. A wait while holding a lock that the others need undoes all of it.',
  refs: [
    { title: 'Python: time.sleep', url: 'https://docs.python.org/3/library/time.html#time.sleep' },
    {
      title: 'Python: Event.wait',
      url: 'https://docs.python.org/3/library/threading.html#threading.Event.wait',
    },
    {
      title: 'Python: asyncio.sleep',
      url: 'https://docs.python.org/3/library/asyncio-task.html#asyncio.sleep',
    },
    { title: 'ECMAScript: Atomics.wait', url: 'https://tc39.es/ecma262/#sec-atomics.wait' },
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
      about: 'How long each one waits',
    },
    crowd: {
      type: 'integer',
      default: 100,
      quick: 40,
      min: 11,
      max: 200,
      unit: 'waits',
      about: 'How many wait at once where it is more than ten',
    },
  },
  variants: {
    one: { title: 'One thread of a pool waits' },
    ten: { title: 'Ten threads of a pool wait' },
    many: { title: 'A crowd of threads of a pool waits' },
    'one-async': { title: 'One flow waits on the event loop' },
    'ten-async': { title: 'Ten flows wait on one event loop' },
    'many-async': { title: 'A crowd of flows waits on one event loop' },
  },
  outcomes: {
    one: alone,
    ten: overlapped('Ten threads blocked at once: the kernel has parked them all'),
    many: overlapped('A crowd blocked at once takes no longer than ten do'),
    'one-async': alone,
    'ten-async': overlapped('Ten timers run at once on one loop'),
    'many-async': overlapped('A crowd of timers runs at once on one loop'),
  },
  nonVacuous: Object.fromEntries(
    ['one', 'ten', 'many', 'one-async', 'ten-async', 'many-async'].map((variant) => [variant, ['waits']]),
  ),
  mutants: [
    {
      id: 'one-bed',
      variant: 'ten',
      status: 'forbidden',
      why: 'Each one sleeps while holding the lock that the next one waits for',
    },
    {
      id: 'no-wait',
      variant: 'ten',
      status: 'forbidden',
      why: 'The timeout is lost on the way: nobody sleeps at all',
    },
    {
      id: 'awaited-in-turn',
      variant: 'ten-async',
      status: 'forbidden',
      why: 'Awaits each flow before it begins the next',
    },
  ],
  measures: [
    { id: 'wall', title: 'Time from the first start to the last end', unit: 'ms', better: 'lower' },
    { id: 'start', title: 'Time until all were ready to wait', unit: 'ms', better: 'lower' },
    { id: 'night', title: 'Time from the first wait to the last wake-up', unit: 'ms', better: 'lower' },
    { id: 'overlap', title: 'Waits in progress at once, on average', unit: 'ratio', better: 'higher' },
  ],
  // A hundred threads are started before the first one waits, on a machine that may have a lot else to do.
  limit: 180_000,
  engine: 'timing',
  async run(ctx, params): Promise<Seen> {
    const [size = '', flows] = ctx.variant.split('-');
    const count = COUNTS[size] ?? params.crowd;
    const room: Dormitory = {
      ms: ctx.mutant === 'no-wait' ? 0 : params.ms,
      epoch: clock(),
      words: new SharedArrayBuffer(8 * count),
      dawn: new Event(),
      bed: ctx.mutant === 'one-bed' ? new Lock() : null,
    };
    const start = ctx.now();
    const begin = await (flows ? onOneLoop : onThreads)(ctx, room, count);
    ctx.measure('wall', ctx.now() - start);
    ctx.measure('start', begin - start);
    const view = new Int32Array(room.words);
    const moment = (at: number): number => momentOf(atomicLoad(view, at), room.epoch);
    const waits = Array.from({ length: count }, (_, index) => ({
      begin: moment(2 * index),
      end: moment(2 * index + 1),
    }));
    for (const [index, { begin: from, end: to }] of waits.entries()) {
      if (to <= from) continue;
      ctx.count('waits');
      ctx.span(`sleeper-${index + 1}`, 'wait', from, to);
    }
    ctx.measure('night', nightOf({ waits }));
    ctx.measure('overlap', overlapOf({ waits }));
    return { waits: waits.map((wait) => ({ begin: wait.begin - room.epoch, end: wait.end - room.epoch })) };
  },
  project(seen, params): string {
    const lengths = seen.waits.map((wait) => wait.end - wait.begin);
    if (lengths.some((length) => length < 0)) return 'missing';
    if (lengths.some((length) => length < 0.9 * params.ms)) return 'cut short';
    if (lengths.length === 1) return 'alone';
    return overlapOf(seen) < ENOUGH ? 'serial' : 'overlapped';
  },
});

export default scenario;
