/**
 * Row 6.9: the end of the work comes through the queue, behind the work.
 *
 * @module
 */

import { ShutDown } from '../../errors.ts';
import { atomicAdd, atomicLoad } from '../../memory/atomic-view.ts';
import { LifoQueue, Queue } from '../../queue/index.ts';
import { defineScenario, type Outcome, type Scenario, type ScenarioContext } from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import { Thread } from '../../threading/index.ts';
import { joinAll } from '../support/start-line.ts';

/** Words of the shared memory: items that were used, and consumers that were ended by a pill or let go without one. */
const USED = 0;
const ENDED = 1;
const LET_GO = 2;

/** What no item is: the end, and what lets go somebody for whom there was none. */
const PILL = -1;
const LATE = -2;

interface Job {
  readonly queue: Queue<number>;
  readonly words: SharedArrayBuffer;
  /** Whether a consumer puts the pill back for the next one. */
  readonly passesOn: boolean;
}

type Seen = {
  readonly items: number;
  readonly used: number;
  readonly consumers: number;
  /** Consumers that did not have to be let go. */
  readonly ended: number;
};

const { consume } = defineTasks(import.meta.url, {
  consume({ queue, words, passesOn }: Job): void {
    const view = new Int32Array(words);
    let item = next(queue);
    for (; item >= 0; item = next(queue)) atomicAdd(view, USED, 1);
    if (passesOn) queue.putSync(item);
    atomicAdd(view, item === PILL ? ENDED : LET_GO, 1);
  },
});

/** The end of a queue that was shut down is as good as a pill. */
function next(queue: Queue<number>): number {
  try {
    return queue.getSync();
  } catch (error) {
    if (error instanceof ShutDown) return PILL;
    throw error;
  }
}

interface Lengths {
  readonly items: number;
  readonly consumers: number;
  readonly wait: number;
}

/** How many pills are put, and for how many consumers that is an end. */
function pillsOf(ctx: ScenarioContext, consumers: number): { readonly pills: number; readonly ends: number } {
  if (ctx.variant === 'shutdown') return { pills: 0, ends: consumers };
  if (ctx.variant === 'passed-on') return { pills: 1, ends: ctx.mutant === 'swallowed' ? 1 : consumers };
  const short = (ctx.variant === 'one-short') !== (ctx.mutant === 'one-short' || ctx.mutant === 'one-each');
  const pills = short ? consumers - 1 : consumers;
  return { pills, ends: pills };
}

async function feed(ctx: ScenarioContext, { items, consumers, wait }: Lengths): Promise<Seen> {
  const { signal } = ctx;
  const { pills, ends } = pillsOf(ctx, consumers);
  const job: Job = {
    queue: ctx.mutant === 'pills-first' ? new LifoQueue() : new Queue(),
    words: new SharedArrayBuffer(12),
    passesOn: ctx.variant === 'passed-on' && ctx.mutant !== 'swallowed',
  };
  const { queue } = job;
  const start = ctx.now();
  // All of the work is there before the first consumer, so that an end which overtakes it is seen to.
  for (let item = 0; item < items; item++) await queue.put(item, { signal });
  for (let pill = 0; pill < pills; pill++) await queue.put(PILL, { signal });
  if (ctx.variant === 'shutdown') queue.shutdown({ immediate: ctx.mutant === 'immediate' });
  const threads = Array.from({ length: consumers }, (_, self) =>
    new Thread(consume, { args: [job], name: `consumer-${self + 1}` }).start(),
  );
  const view = new Int32Array(job.words);
  if (ends < consumers) {
    while (atomicLoad(view, ENDED) < ends) await ctx.sleep(5);
    // Time enough to end in, for whoever had anything to end by; then the others are let go, and count themselves.
    await ctx.sleep(wait);
    for (let left = ends; left < consumers; left++) await queue.put(LATE, { signal });
  }
  await joinAll(threads, signal);
  ctx.measure('wall', ctx.now() - start);
  const [used, ended] = [atomicLoad(view, USED), consumers - atomicLoad(view, LET_GO)];
  ctx.count('items', used);
  return { items, used, consumers, ended };
}

const ALL: Outcome = {
  match: 'all ended, nothing lost',
  expect: 'always',
  why: 'A pill comes behind all of the work, and ends the one that gets it',
};
const LEFT: Outcome = {
  match: 'somebody left behind',
  expect: 'never',
  why: 'There was an end for everybody',
};
const LOST: Outcome = {
  match: 'work lost',
  expect: 'never',
  why: 'Whoever ends does so behind all of the work',
};

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'poison-pill',
  title: 'A poison pill: the end comes through the queue, behind the work',
  section: 6,
  rows: ['6.9'],
  lesson:
    'An event asks everybody to stop at once, and leaves in the queue what is in it. A poison pill is an item that means the end: it comes ' +
    'through the same queue, behind all of the work, wakes whoever waits for work, and ends the one that gets it. So there has to be ' +
    'one for each consumer: with one too few somebody waits for ever. Or the one pill is put back for the next one, which needs no ' +
    'count. What must not happen is a pill that overtakes the work, as in a queue that gives the latest first. Python 3.13 has made it ' +
    'a method: shutdown ends every get once the queue is empty, and every put at once; it is here too.',
  refs: [
    {
      title: 'Python: Queue.shutdown',
      url: 'https://docs.python.org/3/library/queue.html#queue.Queue.shutdown',
    },
    { title: 'B. Goetz et al., Java Concurrency in Practice, 7.2.3 Poison pills', url: 'https://jcip.net/' },
    { title: 'Go: closing a channel', url: 'https://go.dev/ref/spec#Close' },
  ],
  requires: ['threads', 'shared-memory'],
  params: {
    items: { type: 'integer', default: 1000, quick: 100, min: 10, max: 100_000, about: 'Items of work' },
    consumers: { type: 'integer', default: 4, quick: 3, min: 2, max: 32, about: 'Threads that work' },
    wait: {
      type: 'integer',
      default: 2000,
      quick: 100,
      min: 50,
      max: 60_000,
      unit: 'ms',
      about: 'How long somebody without a pill waits before it is let go',
    },
  },
  variants: {
    'one-each': { title: 'A pill for each consumer' },
    'passed-on': { title: 'One pill, which each puts back' },
    shutdown: { title: 'The queue is shut down' },
    'one-short': { title: 'One pill too few' },
  },
  outcomes: {
    'one-each': [ALL, LEFT, LOST],
    'passed-on': [ALL, LEFT, LOST],
    shutdown: [
      ALL,
      LEFT,
      LOST,
      { match: 'no such method', expect: 'always', why: 'Python has it from 3.13 on', on: ['python'] },
    ],
    'one-short': [
      { match: 'somebody left behind', expect: 'always', why: 'For one of them the end never comes' },
      { match: 'all ended, nothing lost', expect: 'never', why: 'A pill ends one consumer' },
      LOST,
    ],
  },
  nonVacuous: {
    'one-each': ['items'],
    'passed-on': ['items'],
    shutdown: ['items'],
    'one-short': ['items'],
  },
  mutants: [
    { id: 'one-short', variant: 'one-each', status: 'forbidden', why: 'There is one pill too few' },
    {
      id: 'pills-first',
      variant: 'one-each',
      status: 'forbidden',
      why: 'The queue gives the latest first, and that is the pills',
    },
    { id: 'swallowed', variant: 'passed-on', status: 'forbidden', why: 'The first consumer keeps the pill' },
    {
      id: 'immediate',
      variant: 'shutdown',
      status: 'forbidden',
      why: 'The shutdown drops the work that is left',
    },
    { id: 'one-each', variant: 'one-short', status: 'forbidden', why: 'There are enough pills after all' },
  ],
  measures: [{ id: 'wall', title: 'From the first item to the last end', unit: 'ms', better: 'lower' }],
  engine: 'terminate',
  run: (ctx, params): Promise<Seen> => feed(ctx, params),
  project({ items, used, consumers, ended }): string {
    if (used < items) return 'work lost';
    return ended < consumers ? 'somebody left behind' : 'all ended, nothing lost';
  },
});

export default scenario;
