/**
 * Row 3.2: related tasks on several threads, coordinated by queues.
 *
 * @module
 */

import { atomicAdd, atomicLoad } from '../../memory/atomic-view.ts';
import { Queue } from '../../queue/index.ts';
import { defineScenario, type Outcome, type Scenario, type ScenarioContext } from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import { Thread } from '../../threading/index.ts';
import { joinAll } from '../support/start-line.ts';

/** What goes from stage to stage. */
type Piece = { readonly item: number; readonly value: number; readonly stage: number };

type Seen = {
  readonly items: number;
  /** Items that came out once, more than once, and without having been through every stage. */
  readonly once: number;
  readonly twice: number;
  readonly unfinished: number;
  /** Items that were out already when the first stage took its last one. */
  readonly early: number;
};

/** Words of the shared memory; how often each item came out follows. */
const TAKEN = 0;
const OUT = 1;
const EARLY = 2;
const UNFINISHED = 3;
const COUNTS = 4;

const { square, collect } = defineTasks(import.meta.url, {
  async square(
    from: Queue<Piece>,
    to: Queue<Piece>,
    buffer: SharedArrayBuffer,
    items: number,
  ): Promise<void> {
    const words = new Int32Array(buffer);
    // A shut queue gives what it has left and then ends the loop.
    for await (const { item, value } of from) {
      if (atomicAdd(words, TAKEN, 1) + 1 === items) atomicAdd(words, EARLY, atomicLoad(words, OUT));
      await to.put({ item, value: value * value, stage: 1 });
    }
  },
  async collect(from: Queue<Piece>, buffer: SharedArrayBuffer): Promise<void> {
    const words = new Int32Array(buffer);
    for await (const { item, value, stage } of from) {
      if (stage !== 1 || value !== item * item) atomicAdd(words, UNFINISHED, 1);
      atomicAdd(words, COUNTS + item, 1);
      atomicAdd(words, OUT, 1);
    }
  },
});

interface Line {
  readonly raw: Queue<Piece>;
  readonly squared: Queue<Piece>;
  readonly buffer: SharedArrayBuffer;
  readonly items: number;
  readonly workers: number;
}

async function feed(ctx: ScenarioContext, { raw, squared, items }: Line): Promise<void> {
  for (let item = 0; item < items; item++) {
    if (ctx.mutant === 'dropped-item' && item === items - 1) break;
    const past = ctx.mutant === 'past-a-stage' && item === 1;
    await (past ? squared : raw).put({ item, value: item, stage: 0 }, { signal: ctx.signal });
    if (ctx.mutant === 'put-twice' && item === 1) await raw.put({ item, value: item, stage: 0 });
  }
  raw.shutdown();
}

async function onThreads(ctx: ScenarioContext, line: Line): Promise<void> {
  const { raw, squared, buffer, items, workers } = line;
  const first = Array.from({ length: workers }, (_, index) =>
    new Thread(square, { args: [raw, squared, buffer, items], name: `square-${index + 1}` }).start(),
  );
  const second = (): Thread<never[]> =>
    new Thread(collect, { args: [squared, buffer], name: 'collect' }).start() as Thread<never[]>;
  const begun = ctx.mutant === 'one-after-another' ? undefined : second();
  const ended = joinAll(first, ctx.signal);
  // A stage that dies leaves nobody to make room for the next item.
  await Promise.race([feed(ctx, line), ended.then(() => new Promise(() => {}))]);
  await ended;
  const last = begun ?? second();
  squared.shutdown();
  await joinAll([last], ctx.signal);
  ctx.count('threads', workers + 1);
}

async function onOneLoop(ctx: ScenarioContext, line: Line): Promise<void> {
  const { raw, squared, buffer, items, workers } = line;
  const last = collect(squared, buffer);
  const first = Array.from({ length: workers }, () => square(raw, squared, buffer, items));
  await Promise.all([feed(ctx, line), ...first]);
  squared.shutdown();
  await last;
  ctx.count('flows', workers + 1);
}

const table = (why: string): readonly Outcome[] => [
  { match: 'every item once', expect: 'always', why },
  { match: 'lost', expect: 'never', why: 'A queue keeps what is put into it until somebody gets it' },
  { match: 'twice', expect: 'never', why: 'An item is given to one getter' },
  { match: 'unfinished', expect: 'never', why: 'What comes out has been through both stages' },
];

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'pipeline',
  title: 'A pipeline of two stages, coordinated by queues',
  section: 3,
  rows: ['3.2'],
  lesson:
    'Threads of a program are seldom alone: what one has done another goes on with. A queue between them is all the coordination that ' +
    'this takes. It hands over items safely, lets a stage wait for work, and, when it is bounded, lets one that is ahead wait for one that ' +
    'is behind, so that both stages run at the same time and memory stays small. Shutting the queue tells the next stage that no more will come; in ' +
    'versions of Python before 3.13 a special item, the poison pill, has to say so. Between threads of JavaScript an item is copied, ' +
    'because each has a heap of its own; in Python both sides then have the same object.',
  refs: [
    { title: 'Python: queue', url: 'https://docs.python.org/3/library/queue.html' },
    {
      title: 'Python: Queue.shutdown',
      url: 'https://docs.python.org/3/library/queue.html#queue.Queue.shutdown',
    },
    { title: 'Python: asyncio queues', url: 'https://docs.python.org/3/library/asyncio-queue.html' },
  ],
  requires: ['threads', 'shared-memory'],
  params: {
    items: { type: 'integer', default: 500, quick: 100, min: 20, max: 100_000, about: 'Items put in' },
    workers: { type: 'integer', default: 2, min: 1, max: 8, about: 'Threads, or flows, of the first stage' },
    room: { type: 'integer', default: 4, min: 1, max: 5, about: 'Items that fit each queue' },
  },
  variants: {
    threads: { title: 'Each stage in threads of its own' },
    flows: { title: 'Both stages as flows of one event loop' },
  },
  outcomes: {
    threads: table('Each item went through both stages and came out once, whichever thread took it'),
    flows: table('The same queue and the same stages, with an await where the threads wait'),
  },
  nonVacuous: { threads: ['threads', 'early'], flows: ['flows', 'early'] },
  mutants: [
    { id: 'dropped-item', variant: 'threads', status: 'forbidden', why: 'The last item is never put in' },
    { id: 'put-twice', variant: 'threads', status: 'forbidden', why: 'One item is put in twice' },
    {
      id: 'past-a-stage',
      variant: 'flows',
      status: 'forbidden',
      why: 'One item goes past the first stage, straight into the second queue',
    },
    {
      id: 'one-after-another',
      variant: 'threads',
      status: 'vacuous',
      why: 'The second stage begins when the first has ended, which no queue is needed for',
    },
  ],
  measures: [{ id: 'rate', title: 'Items a second', unit: 'ops/s', better: 'higher' }],
  engine: 'run',
  async run(ctx, { items, workers, room }): Promise<Seen> {
    const maxsize = ctx.mutant === 'one-after-another' ? 0 : room;
    const line: Line = {
      raw: new Queue<Piece>({ maxsize, name: 'raw' }),
      squared: new Queue<Piece>({ maxsize, name: 'squared' }),
      buffer: new SharedArrayBuffer(4 * (COUNTS + items)),
      items,
      workers,
    };
    const begin = ctx.now();
    await (ctx.variant === 'threads' ? onThreads : onOneLoop)(ctx, line);
    ctx.measure('rate', (items * 1000) / (ctx.now() - begin));
    const words = new Int32Array(line.buffer);
    const counts = Array.from({ length: items }, (_, item) => atomicLoad(words, COUNTS + item));
    const early = atomicLoad(words, EARLY);
    ctx.count('early', early);
    return {
      items,
      once: counts.filter((count) => count === 1).length,
      twice: counts.filter((count) => count > 1).length,
      unfinished: atomicLoad(words, UNFINISHED),
      early,
    };
  },
  project({ items, once, twice, unfinished }): string {
    if (unfinished > 0) return 'unfinished';
    if (twice > 0) return 'twice';
    return once < items ? 'lost' : 'every item once';
  },
});

export default scenario;
