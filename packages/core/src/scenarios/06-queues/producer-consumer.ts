/**
 * Row 6.1: some make what others use, at speeds of their own.
 *
 * @module
 */

import { Empty, Full } from '../../errors.ts';
import { atomicAdd, atomicLoad } from '../../memory/atomic-view.ts';
import { LifoQueue, Queue } from '../../queue/index.ts';
import { defineScenario, type Outcome, type Scenario } from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import { Event, Thread } from '../../threading/index.ts';
import { joinAll } from '../support/start-line.ts';

/** Words of the shared memory: waits on either side, disorder, then how often each item was taken. */
const FULL = 0;
const EMPTY = 1;
const DISORDER = 2;
const TAKEN = 3;

/** One item: the producer that made it and its number among that one's; the number -1 ends a consumer. */
type Item = readonly [producer: number, number: number];
const END = -1;

interface Line {
  readonly queue: Queue<Item>;
  readonly words: SharedArrayBuffer;
  /** Of each producer. */
  readonly items: number;
  /** What making one and using one takes, in milliseconds. */
  readonly make: number;
  readonly use: number;
  /** Never set, so that waiting for it is working. */
  readonly never: Event;
  /** What broken consumers, each of them as one may get nothing, do with their first items. */
  readonly broken: 'drops' | 'uses-twice' | null;
}

type Seen = {
  readonly items: number;
  readonly lost: number;
  readonly twice: number;
  /** Items that a consumer got after a later one of the same producer. */
  readonly disorder: number;
  /** How often somebody found the queue full, and empty. */
  readonly waits: readonly [full: number, empty: number];
};

const { produce, consume } = defineTasks(import.meta.url, {
  produce({ queue, words, items, make, never }: Line, self: number): void {
    const view = new Int32Array(words);
    for (let number = 0; number < items; number++) {
      if (make > 0) never.waitSync({ timeout: make });
      const item: Item = [self, number];
      try {
        queue.putNowait(item);
      } catch (error) {
        if (!(error instanceof Full)) throw error;
        atomicAdd(view, FULL, 1);
        queue.putSync(item);
      }
    }
  },
  consume({ queue, words, items, use, never, broken }: Line): void {
    const view = new Int32Array(words);
    const latest = new Map<number, number>();
    for (let breaks = broken; ;) {
      const [producer, number] = take(queue, view);
      if (number === END) return;
      if (number < (latest.get(producer) ?? -1)) atomicAdd(view, DISORDER, 1);
      latest.set(producer, number);
      if (use > 0) never.waitSync({ timeout: use });
      const times = breaks === 'drops' ? 0 : breaks === 'uses-twice' ? 2 : 1;
      breaks = null;
      atomicAdd(view, TAKEN + producer * items + number, times);
    }
  },
});

function take(queue: Queue<Item>, view: Int32Array): Item {
  try {
    return queue.getNowait();
  } catch (error) {
    if (!(error instanceof Empty)) throw error;
    atomicAdd(view, EMPTY, 1);
    return queue.getSync();
  }
}

/** How many on each side. */
const CREWS: Readonly<Record<string, readonly [producers: number, consumers: number]>> = {
  'slow-producer': [1, 1],
  'slow-consumer': [1, 1],
  'many-to-many': [2, 2],
};

const LOST: Outcome = { match: 'lost', expect: 'never', why: 'What was put is got by somebody' };
const TWICE: Outcome = { match: 'twice', expect: 'never', why: 'What one has got nobody else gets' };
const ORDER: Outcome = {
  match: 'out of order',
  expect: 'never',
  why: 'A queue gives first what was put first, so each consumer sees the items of a producer in their order',
};
const table = (why: string): readonly Outcome[] => [
  { match: 'every item once', expect: 'always', why },
  LOST,
  TWICE,
  ORDER,
];

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'producer-consumer',
  title: 'Producers and consumers, each at a speed of its own',
  section: 6,
  rows: ['6.1'],
  lesson:
    'One side makes items and puts them into a queue, the other gets them out and uses them. Neither knows the other, how many there are, ' +
    'or how fast they are: that is what the queue is for. Whoever is faster waits: the consumer at an empty queue, the producer at a ' +
    'full one. Each item is got once, and in the order in which it was put. Python’s threads share the item itself; here ' +
    'threads have heaps of their own, so the consumer gets a copy, as it would between processes. Locks and events inside ' +
    'an item arrive as the same locks and events.',
  refs: [
    { title: 'Python: queue', url: 'https://docs.python.org/3/library/queue.html' },
    {
      title: 'E. W. Dijkstra, EWD 123: Cooperating sequential processes',
      url: 'https://www.cs.utexas.edu/~EWD/transcriptions/EWD01xx/EWD123.html',
    },
    {
      title: 'HTML: the structured clone algorithm',
      url: 'https://html.spec.whatwg.org/multipage/structured-data.html',
    },
  ],
  requires: ['threads', 'shared-memory'],
  params: {
    items: {
      type: 'integer',
      default: 50,
      quick: 20,
      min: 2,
      max: 100_000,
      about: 'Items that each producer makes',
    },
    maxsize: { type: 'integer', default: 3, min: 1, max: 10_000, about: 'Items that the queue has room for' },
    pause: {
      type: 'number',
      default: 50,
      quick: 5,
      min: 1,
      max: 10_000,
      unit: 'ms',
      about: 'What the slower side takes for one item',
    },
  },
  variants: {
    'slow-producer': { title: 'The consumer is faster' },
    'slow-consumer': { title: 'The producer is faster' },
    'many-to-many': { title: 'Two producers, two consumers, all as fast as they can' },
  },
  outcomes: {
    'slow-producer': table('The consumer waits at an empty queue for each item'),
    'slow-consumer': table('The producer waits at a full queue for room'),
    'many-to-many': table('The consumers share the items, and neither gets what the other one has'),
  },
  nonVacuous: {
    'slow-producer': ['items', 'found-empty'],
    'slow-consumer': ['items', 'found-full'],
    'many-to-many': ['items'],
  },
  mutants: [
    { id: 'drops', variant: 'slow-producer', status: 'forbidden', why: 'The consumer drops its first item' },
    {
      id: 'uses-twice',
      variant: 'many-to-many',
      status: 'forbidden',
      why: 'Each consumer uses its first item twice',
    },
    {
      id: 'last-in-first-out',
      variant: 'slow-consumer',
      status: 'forbidden',
      why: 'The queue gives the latest first',
    },
  ],
  measures: [
    {
      id: 'rate',
      title: 'Items a second, from the first thread’s start to the last one’s end',
      unit: 'ops/s',
      better: 'higher',
    },
    {
      id: 'found-full',
      title: 'How often a producer found the queue full',
      unit: 'count',
      better: 'neither',
    },
    { id: 'found-empty', title: 'How often a consumer found it empty', unit: 'count', better: 'neither' },
  ],
  engine: 'run',
  async run(ctx, params): Promise<Seen> {
    const [producers, consumers] = CREWS[ctx.variant] ?? [1, 1];
    const total = producers * params.items;
    const { maxsize, items, pause } = params;
    const line: Line = {
      queue: ctx.mutant === 'last-in-first-out' ? new LifoQueue({ maxsize }) : new Queue({ maxsize }),
      words: new SharedArrayBuffer(4 * (TAKEN + total)),
      items,
      make: ctx.variant === 'slow-producer' ? pause : 0,
      use: ctx.variant === 'slow-consumer' ? pause : 0,
      never: new Event(),
      broken: ctx.mutant === 'drops' || ctx.mutant === 'uses-twice' ? ctx.mutant : null,
    };
    const start = ctx.now();
    const crew = (task: typeof produce, count: number, name: string): Thread<never[]>[] =>
      Array.from({ length: count }, (_, self) =>
        new Thread(task, { args: [line, self], name: `${name}-${self + 1}` }).start(),
      );
    const users = crew(consume, consumers, 'consumer');
    await joinAll(crew(produce, producers, 'producer'), ctx.signal);
    for (let i = 0; i < consumers; i++) await line.queue.put([0, END], { signal: ctx.signal });
    await joinAll(users, ctx.signal);
    ctx.measure('rate', (total * 1000) / (ctx.now() - start));
    const view = new Int32Array(line.words);
    const taken = Array.from({ length: total }, (_, at) => atomicLoad(view, TAKEN + at));
    const waits = [atomicLoad(view, FULL), atomicLoad(view, EMPTY)] as const;
    ctx.count('items', total);
    ctx.count('found-full', waits[0]);
    ctx.count('found-empty', waits[1]);
    ctx.measure('found-full', waits[0]);
    ctx.measure('found-empty', waits[1]);
    const times = (is: (count: number) => boolean): number => taken.filter(is).length;
    return {
      items: total,
      lost: times((count) => count === 0),
      twice: times((count) => count > 1),
      disorder: atomicLoad(view, DISORDER),
      waits,
    };
  },
  project({ lost, twice, disorder }): string {
    if (lost > 0) return 'lost';
    if (twice > 0) return 'twice';
    return disorder > 0 ? 'out of order' : 'every item once';
  },
});

export default scenario;
