/**
 * Row 8.2: a queue whose puts and gets are those of different processes.
 *
 * @module
 */

import { SerializationError, ShutDown } from '../../errors.ts';
import {
  Array as SharedArrayOf,
  JoinableQueue,
  Process,
  type SharedArray,
} from '../../multiprocessing/index.ts';
import { defineScenario, type Outcome, type Scenario, type ScenarioContext } from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import { joinProcesses, PROCESSES, untilOrFailed } from '../support/processes.ts';
import { JAVASCRIPT } from '../support/runtimes.ts';

type Item = readonly [producer: number, number: number];
type Items = JoinableQueue<Item>;
type Seen = { readonly key: string; readonly items: number; readonly got: number };

/** What is done wrong by a producer, or by a consumer. */
type Slip = 'none' | 'drops' | 'doubles' | 'swaps' | 'done-first';

/** Who got it last: a place that is no item's. */
const NOBODY: Item = [-1, -1];

const tasks = defineTasks(import.meta.url, {
  produce(queue: Items, self: number, items: number, slip: Slip): void {
    for (let number = 0; number < items; number += 1) {
      const last = number === items - 1;
      // The last two, in the other order.
      const swapped = slip === 'swaps' && number >= items - 2 ? 2 * items - 3 - number : number;
      if (!(last && slip === 'drops')) queue.putSync([self, swapped]);
      if (last && slip === 'doubles') queue.putSync([self, swapped]);
    }
  },
  /** Counts each item where all can see it. */
  async consume(queue: Items, counts: SharedArray<'i32'>, items: number, slip: Slip): Promise<void> {
    try {
      for (;;) {
        const [producer, number] = queue.getSync();
        if (slip === 'done-first') {
          queue.taskDone();
          // Long enough for whoever waits for the last of them.
          if (number === items - 1) await new Promise<void>((resolve) => setTimeout(() => resolve(), 500));
        }
        const place = producer * items + number;
        counts.lock?.runSync(() => counts.set(place, counts.get(place) + 1));
        if (slip !== 'done-first') queue.taskDone();
      }
    } catch (error) {
      if (!(error instanceof ShutDown)) throw error;
    }
  },
  /** Takes what it says, tells, and never comes to use it. */
  async hold(queue: Items, held: JoinableQueue<Item>, count: number): Promise<void> {
    for (let taken = 0; taken < count; taken += 1) await held.put(await queue.get());
    await new Promise<void>(() => {});
  },
});

interface Sizes {
  readonly items: number;
  readonly producers: number;
  readonly maxsize: number;
}

function slipOf(ctx: ScenarioContext): Slip {
  const slips: Readonly<Record<string, Slip>> = {
    dropped: 'drops',
    doubled: 'doubles',
    swapped: 'swaps',
    'done-first': 'done-first',
  };
  return slips[ctx.mutant ?? ''] ?? 'none';
}

function startProducers(ctx: ScenarioContext, queue: Items, { producers, items }: Sizes): Process<never[]>[] {
  return Array.from({ length: producers }, (_, self) =>
    new Process(tasks.produce, { args: [queue, self, items, slipOf(ctx)] }).start(),
  );
}

/** What one consumer gets of several producers. */
async function ofSeveral(ctx: ScenarioContext, sizes: Sizes): Promise<Seen> {
  const queue: Items = new JoinableQueue({ maxsize: sizes.maxsize });
  const producers = startProducers(ctx, queue, sizes);
  const next = Array.from({ length: sizes.producers }, () => 0);
  const [start, items] = [ctx.now(), sizes.producers * sizes.items];
  const all = joinProcesses(producers, ctx.signal).then(() => queue.shutdown());
  let [key, got] = ['each once, in order', 0];
  try {
    for (;;) {
      const [producer, number] = await queue.get({ signal: ctx.signal });
      got += 1;
      const expected = next[producer] ?? 0;
      if (number < expected) key = 'some twice, or late';
      else if (number > expected) key = 'out of order';
      next[producer] = Math.max(expected, number + 1);
    }
  } catch (error) {
    if (!(error instanceof ShutDown)) throw error;
  }
  await all;
  ctx.measure('wall', ctx.now() - start);
  ctx.count('items', got);
  return { key: got < items ? 'some lost' : key, items, got };
}

/** Whether all is done when the one who waits for that goes on. */
async function joined(ctx: ScenarioContext, sizes: Sizes): Promise<Seen> {
  const items = sizes.producers * sizes.items;
  const [queue, counts]: [Items, SharedArray<'i32'>] = [
    new JoinableQueue({ maxsize: sizes.maxsize }),
    SharedArrayOf('i32', items),
  ];
  const consumers = [0, 1].map(() =>
    new Process(tasks.consume, { args: [queue, counts, sizes.items, slipOf(ctx)] }).start(),
  );
  const start = ctx.now();
  await joinProcesses(startProducers(ctx, queue, sizes), ctx.signal);
  await untilOrFailed(queue.join({ signal: ctx.signal }), consumers, ctx.signal);
  const now = [...counts];
  ctx.measure('wall', ctx.now() - start);
  queue.shutdown();
  await joinProcesses(consumers, ctx.signal);
  const done = now.filter((count) => count > 0).length;
  ctx.count('items', done);
  const key = now.some((count) => count > 1)
    ? 'some twice'
    : done < items
      ? 'joined too early'
      : 'all done when joined';
  return { key, items, got: done };
}

/** A process is killed with an item in its hands. */
async function withTheDead(ctx: ScenarioContext, { items }: Sizes): Promise<Seen> {
  const [queue, held]: [Items, JoinableQueue<Item>] = [new JoinableQueue(), new JoinableQueue()];
  for (let number = 0; number < items; number += 1) queue.putNowait([0, number]);
  const takes = ctx.mutant === 'takes-two' ? 2 : 1;
  const doomed = new Process(tasks.hold, { args: [queue, held, takes] }).start();
  let inHand = NOBODY;
  for (let taken = 0; taken < takes; taken += 1)
    inHand = await untilOrFailed(held.get({ signal: ctx.signal }), [doomed], ctx.signal);
  doomed.kill();
  await doomed.join({ signal: ctx.signal });
  if (ctx.mutant === 'put-back') queue.putNowait(inHand);
  const got: number[] = [];
  while (!queue.empty) got.push(queue.getNowait()[1]);
  ctx.count('items', got.length);
  const lost = items - new Set(got).size;
  const twice = got.length > new Set(got).size;
  const key = twice
    ? 'some twice'
    : lost === 1
      ? 'one lost, with its holder'
      : lost === 0
        ? 'none lost'
        : 'others lost';
  return { key, items, got: got.length };
}

/** One of several items cannot travel. */
async function refuse(ctx: ScenarioContext, { items }: Sizes): Promise<Seen> {
  const queue = new JoinableQueue<unknown>({ maxsize: items + 1 });
  let refused = false;
  for (let number = 0; number <= items; number += 1) {
    const wrong = number === 1;
    try {
      await queue.put(wrong && ctx.mutant !== 'travels' ? { number, callback: () => number } : number, {
        signal: ctx.signal,
      });
    } catch (error) {
      if (!(error instanceof SerializationError)) throw error;
      refused = true;
      if (ctx.mutant === 'takes-its-place') queue.putNowait(null);
    }
  }
  let got = 0;
  for (; !queue.empty; got += 1) queue.getNowait();
  ctx.count('items', got);
  const key = !refused
    ? 'nothing refused'
    : got === items
      ? 'refused at its put, the rest passed'
      : 'refused, and in the way of the rest';
  return { key, items, got };
}

const never = (match: string, why: string): Outcome => ({ match, expect: 'never', why });

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'process-queue',
  title: 'A queue between processes',
  section: 8,
  rows: ['8.2'],
  lesson:
    'Processes have no list in common that one could append to and another pop from, and they do not need one: a queue takes an item here and gives it ' +
    'there, each once, and those of one producer in the order of their puts. It is the queue of threads with the same methods, and what goes through it is a ' +
    'copy. So an item that cannot be copied does not pass. Python finds that out behind the back of put, in the thread that feeds a pipe, ' +
    'and prints it; here the put itself refuses it, and nothing has taken its place. A process may be killed with an item in its hands: that one is lost ' +
    'with it, nobody puts it back, and no other is concerned. Whoever is killed in the midst of a get of Python’s takes the lock of the queue ' +
    'with it, and all others wait for ever; here the next one goes on.',
  refs: [
    {
      title: 'Python: multiprocessing, exchanging objects between processes',
      url: 'https://docs.python.org/3/library/multiprocessing.html#exchanging-objects-between-processes',
    },
    {
      title: 'Python: multiprocessing.JoinableQueue',
      url: 'https://docs.python.org/3/library/multiprocessing.html#multiprocessing.JoinableQueue',
    },
  ],
  requires: PROCESSES,
  params: {
    items: {
      type: 'integer',
      default: 1000,
      quick: 100,
      min: 10,
      max: 100_000,
      about: 'Items of each producer',
    },
    producers: { type: 'integer', default: 3, quick: 2, min: 1, max: 16, about: 'Processes that put' },
    maxsize: { type: 'integer', default: 16, min: 0, max: 10_000, about: 'How many items fit at once' },
  },
  variants: {
    'one-consumer': { title: 'Several processes put, one gets' },
    joined: { title: 'Several put, two get, and one waits until all is done' },
    killed: { title: 'A process is killed with an item in its hands' },
    refused: { title: 'An item that cannot travel' },
  },
  outcomes: {
    'one-consumer': [
      {
        match: 'each once, in order',
        expect: 'always',
        why: 'What a process puts first is got first, and by one',
      },
      never('some lost', 'What was put is there until it is got'),
      never('some twice, or late', 'A get takes the item out'),
      never('out of order', 'Puts have one order, which gets keep'),
    ],
    joined: [
      {
        match: 'all done when joined',
        expect: 'always',
        why: 'Each task is unfinished from its put until it is reported done',
      },
      never('joined too early', 'Nobody has reported done what is not'),
      never('some twice', 'A get takes the item out'),
    ],
    killed: [
      {
        match: 'one lost, with its holder',
        expect: 'always',
        why: 'What was got is no longer in the queue, and nobody knows whether it was used',
      },
      never('others lost', 'The others are in the queue'),
      never('none lost', 'Nobody puts back what a dead process had'),
      never('some twice', 'A get takes the item out'),
    ],
    refused: [
      {
        match: 'refused at its put, the rest passed',
        expect: 'always',
        why: 'An item becomes bytes before it takes a place',
        on: JAVASCRIPT,
      },
      {
        match: 'dropped behind put, the rest passed',
        expect: 'always',
        why: 'The thread that feeds the pipe finds it out, prints it and goes on',
        on: ['python'],
      },
      never('nothing refused', 'A function does not travel'),
      never('refused, and in the way of the rest', 'What is refused has taken no place'),
    ],
  },
  nonVacuous: { 'one-consumer': ['items'], joined: ['items'], killed: ['items'], refused: ['items'] },
  mutants: [
    {
      id: 'dropped',
      variant: 'one-consumer',
      status: 'forbidden',
      why: 'A producer leaves its last item out',
    },
    {
      id: 'doubled',
      variant: 'one-consumer',
      status: 'forbidden',
      why: 'A producer puts its last item twice',
    },
    {
      id: 'swapped',
      variant: 'one-consumer',
      status: 'forbidden',
      why: 'A producer puts its last two items the other way round',
    },
    {
      id: 'done-first',
      variant: 'joined',
      status: 'forbidden',
      why: 'A consumer reports a task done before it does it',
    },
    {
      id: 'takes-two',
      variant: 'killed',
      status: 'forbidden',
      why: 'Another item is in the hands of the dead',
    },
    { id: 'put-back', variant: 'killed', status: 'forbidden', why: 'Somebody puts back what the dead had' },
    { id: 'travels', variant: 'refused', status: 'forbidden', why: 'All items can travel' },
    {
      id: 'takes-its-place',
      variant: 'refused',
      status: 'forbidden',
      why: 'Something takes the place of what was refused',
    },
  ],
  measures: [{ id: 'wall', title: 'From the first put to the last get', unit: 'ms', better: 'lower' }],
  limit: 120_000,
  engine: 'run',
  run(ctx, sizes): Promise<Seen> {
    if (ctx.variant === 'joined') return joined(ctx, sizes);
    if (ctx.variant === 'killed') return withTheDead(ctx, sizes);
    return ctx.variant === 'refused' ? refuse(ctx, sizes) : ofSeveral(ctx, sizes);
  },
  project: ({ key }) => key,
});

export default scenario;
