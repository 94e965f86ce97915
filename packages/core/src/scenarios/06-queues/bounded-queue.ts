/**
 * Rows 6.3, 6.4 and 6.5: a queue with a bound, who waits at it, and who gives up.
 *
 * @module
 */

import { Full } from '../../errors.ts';
import { atomicAdd, atomicLoad, atomicStore } from '../../memory/atomic-view.ts';
import { Queue } from '../../queue/index.ts';
import { defineScenario, type Outcome, type Scenario, type ScenarioContext } from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import { Thread } from '../../threading/index.ts';
import { joinAll } from '../support/start-line.ts';

/** Words of the shared memory: items put, and how far somebody has come. */
const PUT = 0;
const BEGUN = 1;
const ENDED = 2;

interface Store {
  readonly queue: Queue<Uint8Array>;
  readonly words: SharedArrayBuffer;
  readonly items: number;
  readonly bytes: number;
}

type Seen = {
  readonly items: number;
  /** What the variant promises; 0 where it promises none. */
  readonly maxsize: number;
  /** The most that were ever in the queue, as far as somebody looked. */
  readonly highest: number;
  readonly got: number;
  /** What became of somebody who had to wait, or of a put with a timeout; null where nobody had to. */
  readonly waiter: string | null;
};

const { fill, putOne, getOne } = defineTasks(import.meta.url, {
  fill({ queue, words, items, bytes }: Store): void {
    const view = new Int32Array(words);
    const item = new Uint8Array(bytes);
    for (let i = 0; i < items; i++) {
      queue.putSync(item);
      atomicAdd(view, PUT, 1);
    }
    atomicStore(view, ENDED, 1);
  },
  putOne({ queue, words, bytes }: Store): void {
    const view = new Int32Array(words);
    atomicStore(view, BEGUN, 1);
    queue.putSync(new Uint8Array(bytes));
    atomicStore(view, ENDED, 1);
  },
  getOne({ queue, words }: Store): void {
    const view = new Int32Array(words);
    atomicStore(view, BEGUN, 1);
    queue.getSync();
    atomicStore(view, ENDED, 1);
  },
});

interface Lengths {
  readonly items: number;
  readonly maxsize: number;
  readonly bytes: number;
  readonly wait: number;
}

function newStore({ items, bytes }: Lengths, maxsize: number): Store {
  return { queue: new Queue({ maxsize }), words: new SharedArrayBuffer(12), items, bytes };
}

/** Nobody gets anything until the queue is full, or until everything is in it. */
async function overrun(ctx: ScenarioContext, lengths: Lengths): Promise<Seen> {
  const maxsize = ctx.variant === 'bounded' ? lengths.maxsize : 0;
  const mutated = ctx.mutant === 'no-bound' || ctx.mutant === 'bound-after-all';
  const store = newStore(lengths, mutated ? lengths.maxsize - maxsize : maxsize);
  const { queue } = store;
  const view = new Int32Array(store.words);
  const before = ctx.system?.memory();
  const producer = new Thread(fill, { args: [store], name: 'producer' }).start();
  while (!queue.full && atomicLoad(view, ENDED) === 0) await ctx.sleep(2);
  // A moment more: a queue that does not hold its bound would now run over.
  await ctx.sleep(lengths.wait / 4);
  let highest = 0;
  let got = 0;
  if (before !== undefined) ctx.measure('memory', (ctx.system?.memory() ?? before) - before);
  for (; got < lengths.items; got++) {
    // One may have been put that is not counted yet, and never the other way round.
    highest = Math.max(highest, queue.size, atomicLoad(view, PUT) - got);
    await queue.get({ signal: ctx.signal });
  }
  await joinAll([producer], ctx.signal);
  ctx.count('items', got);
  return { items: lengths.items, maxsize, highest, got, waiter: null };
}

/** Somebody waits at a queue that is full, or empty, until somebody else does the opposite. */
async function wake(ctx: ScenarioContext, lengths: Lengths): Promise<Seen> {
  const puts = ctx.variant === 'blocked-put';
  const store = newStore(lengths, 1);
  const { queue } = store;
  const view = new Int32Array(store.words);
  const item = new Uint8Array(lengths.bytes);
  if (puts !== (ctx.mutant === 'room-for-it' || ctx.mutant === 'nothing-to-wait-for')) queue.putNowait(item);
  const waiter = new Thread(puts ? putOne : getOne, { args: [store], name: 'waiter' }).start();
  while (atomicLoad(view, BEGUN) === 0) await ctx.sleep(2);
  // One wait is enough to see that somebody waits; that somebody does not may take a busy machine longer to show.
  const patience = (ctx.mutant === undefined ? 1 : PATIENCE) * lengths.wait;
  for (const end = ctx.now() + patience; ctx.now() < end && atomicLoad(view, ENDED) === 0;)
    await ctx.sleep(5);
  const early = atomicLoad(view, ENDED) === 1;
  if (!early && puts) await queue.get({ signal: ctx.signal });
  if (!early && !puts) await queue.put(item, { signal: ctx.signal });
  await joinAll([waiter], ctx.signal);
  ctx.count('items');
  const seen = early ? 'did not wait' : 'waited, then woken';
  return { items: 1, maxsize: 1, highest: 1, got: 1, waiter: seen };
}

async function giveUp(ctx: ScenarioContext, lengths: Lengths): Promise<Seen> {
  const { queue } = newStore(lengths, ctx.mutant === 'has-room' ? 2 : 1);
  const item = new Uint8Array(lengths.bytes);
  queue.putNowait(item);
  const hasty = ctx.mutant === 'does-not-wait';
  // A busy machine may hold somebody up who does not wait, and not for as long as this.
  const wait = (hasty ? PATIENCE : 1) * lengths.wait;
  const timeout = hasty ? 0 : wait;
  const start = ctx.now();
  let waiter = 'put';
  try {
    await queue.put(item, { timeout, signal: ctx.signal });
  } catch (error) {
    if (!(error instanceof Full)) throw error;
    ctx.log('producer: Queue is full');
    waiter = 'Full';
  }
  const took = ctx.now() - start;
  ctx.measure('until-full', took / wait);
  ctx.count('items');
  if (waiter === 'Full' && took < 0.9 * wait) waiter = 'Full too early';
  if (waiter === 'Full' && took > PATIENCE * wait) waiter = 'Full much too late';
  return { items: 2, maxsize: 1, highest: queue.size, got: 0, waiter };
}

/** Of so many timeouts at the most: how late a busy machine makes it says nothing about the queue. */
const PATIENCE = 20;

const WOKEN: Outcome = {
  match: 'waited, then woken',
  expect: 'always',
  why: 'What the one side waits for is what the other one does',
};
const AT_ONCE: Outcome = {
  match: 'did not wait',
  expect: 'never',
  why: 'There was nothing to get, or no room',
};
const LOST: Outcome = { match: 'lost', expect: 'never', why: 'Everything that was put can be got' };
const bounded: readonly Outcome[] = [
  {
    match: 'within its bound',
    expect: 'always',
    why: 'A put waits for room, so there is never more than fits',
  },
  { match: 'over its bound', expect: 'never', why: 'A queue never has more items than its maxsize' },
  LOST,
];

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'bounded-queue',
  title: 'A queue with a bound: who waits, who gives up, and what piles up without',
  section: 6,
  rows: ['6.3', '6.4', '6.5'],
  lesson:
    'Where the producer is faster, a queue without a bound grows until there is no memory left. A bound turns that around: whoever puts into a ' +
    'full queue waits until somebody has got something, so the fast side runs at the speed of the slow one. Who does not want to wait for ' +
    'ever says how long, and gets Full when that time is over; nothing has been put then. The same holds for a get from an empty ' +
    'queue, and Empty. An item takes memory as long as it is in the queue: here a copy in shared memory, in Python the object.',
  refs: [
    { title: 'Python: Queue.put', url: 'https://docs.python.org/3/library/queue.html#queue.Queue.put' },
    { title: 'Python: queue.Full', url: 'https://docs.python.org/3/library/queue.html#queue.Full' },
    { title: 'Reactive Streams: back pressure', url: 'https://www.reactive-streams.org/' },
  ],
  requires: ['threads', 'shared-memory'],
  params: {
    items: { type: 'integer', default: 500, quick: 100, min: 10, max: 10_000, about: 'Items that are put' },
    maxsize: {
      type: 'integer',
      default: 4,
      min: 1,
      max: 1000,
      about: 'Items that the bounded queue has room for',
    },
    bytes: {
      type: 'integer',
      default: 65_536,
      quick: 16_384,
      min: 1,
      max: 1_048_576,
      unit: 'bytes',
      about: 'Size of an item',
    },
    wait: {
      type: 'integer',
      default: 1000,
      quick: 100,
      min: 10,
      max: 60_000,
      unit: 'ms',
      about: 'How long somebody waits',
    },
  },
  variants: {
    bounded: { title: 'A bound, and a producer that is faster' },
    unbounded: { title: 'No bound, and a producer that is faster' },
    'blocked-put': { title: 'A put into a full queue, then a get' },
    'blocked-get': { title: 'A get from an empty queue, then a put' },
    'put-timeout': { title: 'A put into a full queue, with a timeout' },
  },
  outcomes: {
    bounded,
    unbounded: [
      {
        match: 'piled up',
        expect: 'always',
        why: 'Nothing stops the producer: everything it makes is in the queue',
      },
      { match: 'within a bound', expect: 'never', why: 'There is none that could have held' },
      LOST,
    ],
    'blocked-put': [WOKEN, AT_ONCE],
    'blocked-get': [WOKEN, AT_ONCE],
    'put-timeout': [
      { match: 'Full', expect: 'always', why: 'The time is over and there is still no room' },
      { match: 'put', expect: 'never', why: 'There was no room' },
      { match: 'Full too early', expect: 'never', why: 'A timeout lasts at least nine tenths of it' },
      {
        match: 'Full much too late',
        expect: 'never',
        why: 'A timeout ends a wait, however busy the machine',
      },
    ],
  },
  nonVacuous: Object.fromEntries(
    ['bounded', 'unbounded', 'blocked-put', 'blocked-get', 'put-timeout'].map((variant) => [
      variant,
      ['items'],
    ]),
  ),
  mutants: [
    { id: 'no-bound', variant: 'bounded', status: 'forbidden', why: 'The queue has no bound' },
    { id: 'bound-after-all', variant: 'unbounded', status: 'forbidden', why: 'The queue has a bound' },
    { id: 'room-for-it', variant: 'blocked-put', status: 'forbidden', why: 'There is room for one more' },
    {
      id: 'nothing-to-wait-for',
      variant: 'blocked-get',
      status: 'forbidden',
      why: 'There is an item already',
    },
    { id: 'has-room', variant: 'put-timeout', status: 'forbidden', why: 'The queue is larger than it says' },
    {
      id: 'does-not-wait',
      variant: 'put-timeout',
      status: 'forbidden',
      why: 'The timeout is lost on the way',
    },
  ],
  measures: [
    { id: 'memory', title: 'What the program grew by until the first get', unit: 'bytes', better: 'lower' },
    { id: 'until-full', title: 'Time until Full, of the timeout', unit: 'ratio', better: 'lower' },
  ],
  engine: 'run',
  run(ctx, params): Promise<Seen> {
    if (ctx.variant === 'put-timeout') return giveUp(ctx, params);
    return ctx.variant.startsWith('blocked') ? wake(ctx, params) : overrun(ctx, params);
  },
  project({ items, maxsize, highest, got, waiter }): string {
    if (waiter !== null) return waiter;
    if (got < items) return 'lost';
    if (maxsize === 0) return highest === items ? 'piled up' : 'within a bound';
    return highest <= maxsize ? 'within its bound' : 'over its bound';
  },
});

export default scenario;
