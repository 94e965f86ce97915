/**
 * Rows 3.4 and 3.6: many user threads on one kernel thread take turns, and hand over only where they say so.
 *
 * @module
 */

import { atomicAdd, atomicLoad, atomicStore } from '../../memory/atomic-view.ts';
import { defineScenario, type Outcome, type Scenario, type ScenarioContext } from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import { getIdent, getNativeId, Lock, Thread } from '../../threading/index.ts';
import { clock } from '../support/clock.ts';
import { lineUp, newStartLine, startAndJoin, type StartLine } from '../support/start-line.ts';

type Seen = {
  readonly items: number;
  readonly done: number;
  /** The most user threads that were in the middle of an item at one moment. */
  readonly together: number;
  /** How often an item was followed by one of another user thread. */
  readonly handOvers: number;
  /** How many threads ran them, by the kernel’s count where it can be had, and how many were to. */
  readonly threads: number;
  readonly wanted: number;
  /** Whether a timer that was due interrupted an item. */
  readonly preempted: boolean;
};

/** Words of the shared memory. */
const INSIDE = 0;
const TOGETHER = 1;
const LATEST = 2;
const HAND_OVERS = 3;
const DONE = 4;
const IDENTS = 5;

interface Shift {
  readonly line: StartLine;
  readonly words: SharedArrayBuffer;
  readonly items: number;
  readonly turn: number;
  readonly lock: Lock | null;
}

/** One item: computes for a turn, or until two have been in the middle of one at once. */
function work(words: Int32Array, turn: number): void {
  const inside = atomicAdd(words, INSIDE, 1) + 1;
  atomicStore(words, TOGETHER, Math.max(inside, atomicLoad(words, TOGETHER)));
  const end = clock() + turn;
  while (clock() < end && atomicLoad(words, TOGETHER) < 2);
}

function leave(words: Int32Array, self: number): void {
  if (atomicLoad(words, LATEST) !== self) atomicAdd(words, HAND_OVERS, 1);
  atomicStore(words, LATEST, self);
  atomicAdd(words, DONE, 1);
  atomicAdd(words, INSIDE, -1);
}

const { runUnderLock } = defineTasks(import.meta.url, {
  runUnderLock({ line, words: buffer, items, turn, lock }: Shift, self: number): void {
    const words = new Int32Array(buffer);
    atomicStore(words, IDENTS + self, getNativeId() ?? getIdent());
    lineUp(line);
    for (let item = 0; item < items; item++) {
      lock?.acquireSync();
      work(words, turn);
      leave(words, self);
      lock?.release();
    }
  },
});

/** Green threads: generators, and a scheduler of a few lines that lets each of them run to its next yield. */
function runGreen(ctx: ScenarioContext, words: Int32Array, flows: number, items: number, turn: number): void {
  function* green(self: number): Generator<undefined, void> {
    for (let item = 0; item < items; item++) {
      atomicStore(words, IDENTS + self, getNativeId() ?? getIdent());
      work(words, turn);
      if (ctx.mutant === 'yields-inside') yield;
      leave(words, self);
      yield;
    }
  }
  const ready = Array.from({ length: flows }, (_, self) => green(self));
  for (let next = ready.shift(); next !== undefined; next = ready.shift())
    if (next.next().done !== true) ready.push(next);
}

/** The event loop as the scheduler; gives whether a timer came in the middle of an item. */
async function runFlows(
  ctx: ScenarioContext,
  words: Int32Array,
  flows: number,
  items: number,
  turn: number,
): Promise<boolean> {
  let busy = false;
  let preempted = false;
  const flow = async (self: number): Promise<void> => {
    for (let item = 0; item < items; item++) {
      atomicStore(words, IDENTS + self, getNativeId() ?? getIdent());
      busy = true;
      // Due long before the item is done, and yet to wait for its end.
      const timer = setTimeout(() => (preempted ||= busy), 0);
      work(words, turn);
      if (ctx.mutant === 'awaits-inside') await ctx.sleep(turn);
      busy = false;
      leave(words, self);
      await ctx.sleep(0);
      clearTimeout(timer);
    }
  };
  await Promise.all(Array.from({ length: flows }, (_, self) => flow(self)));
  return preempted;
}

/** Gives when the first turn could begin. */
async function runThreads(
  ctx: ScenarioContext,
  words: Int32Array,
  flows: number,
  items: number,
  turn: number,
): Promise<number> {
  const line = newStartLine(flows);
  const free = ctx.mutant === 'no-lock';
  const shift: Shift = {
    line,
    words: words.buffer as SharedArrayBuffer,
    items,
    // Where nothing excludes, an item stays open until somebody else has entered.
    turn: free ? 5000 : turn,
    // In order of arrival: what a releaser gets back at once has not been handed over.
    lock: free ? null : new Lock({ fair: true, name: 'interpreter' }),
  };
  const threads = Array.from({ length: flows }, (_, self) =>
    new Thread(runUnderLock, { args: [shift, self], name: `turn-${self + 1}` }).start(),
  );
  let begin = 0;
  await startAndJoin(line, threads, ctx.signal, () => (begin = ctx.now()));
  return begin;
}

const table = (why: string): readonly Outcome[] => [
  { match: 'in turn', expect: 'always', why },
  { match: 'two at once', expect: 'never', why: 'Between two hand-overs one of them has it all to itself' },
  { match: 'no turns', expect: 'never', why: 'Each of them must have had a turn before the last was done' },
  { match: 'preempted', expect: 'never', why: 'No timer takes the event loop from a running function' },
  { match: 'on other threads', expect: 'never', why: 'That would be another model' },
  { match: 'missing', expect: 'never', why: 'Every item is done, whoever does it' },
];

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'taking-turns',
  title: 'M:1: many flows take turns on one thread',
  section: 3,
  rows: ['3.4', '3.6'],
  lesson:
    'In the M:1 model a virtual machine runs all user threads on one kernel thread at a time. Green threads, greenlets, generators and ' +
    'async functions are such user threads: a scheduler of the language picks who is next, they cost no kernel thread, and they hand over ' +
    'only at a yield or an await. No timer interrupts a running function, so one that computes for long holds up all the others. ' +
    'CPython arrives at the same by other means: its threads are kernel threads (1:1), but they run Python code under one lock that is ' +
    'handed over every few milliseconds, by a timer. Nothing like it exists in JavaScript; it can be rebuilt, with a lock that each thread ' +
    'takes for every turn, and then threads take turns as well.',
  refs: [
    { title: 'greenlet', url: 'https://greenlet.readthedocs.io/en/latest/' },
    {
      title: 'Python: sys.setswitchinterval',
      url: 'https://docs.python.org/3/library/sys.html#sys.setswitchinterval',
    },
    {
      title: 'HTML: event loop processing model',
      url: 'https://html.spec.whatwg.org/multipage/webappapis.html#event-loop-processing-model',
    },
    {
      title: 'ECMAScript: generator objects',
      url: 'https://tc39.es/ecma262/#sec-generator-objects',
    },
  ],
  requires: ['threads', 'shared-memory'],
  params: {
    flows: { type: 'integer', default: 4, min: 2, max: 64, about: 'User threads' },
    items: { type: 'integer', default: 25, quick: 8, min: 2, max: 10_000, about: 'Turns of each' },
    turn: {
      type: 'number',
      default: 5,
      quick: 2,
      min: 0.1,
      max: 1000,
      unit: 'ms',
      about: 'How long a turn takes',
    },
  },
  variants: {
    green: { title: 'Generators and a scheduler' },
    flows: { title: 'Async functions on one event loop' },
    'one-lock': { title: 'Threads under one lock, as in CPython' },
  },
  outcomes: {
    green: table('They run on the thread that schedules them and hand over at each yield'),
    flows: table('They run on the thread that has the event loop and hand over at each await'),
    'one-lock': table('Kernel threads of their own, but one at a time has the lock'),
  },
  nonVacuous: { green: ['hand-overs'], flows: ['hand-overs'], 'one-lock': ['hand-overs'] },
  mutants: [
    {
      id: 'yields-inside',
      variant: 'green',
      status: 'forbidden',
      why: 'Yields in the middle of an item, where the next one then enters',
    },
    {
      id: 'awaits-inside',
      variant: 'flows',
      status: 'forbidden',
      why: 'Awaits in the middle of an item, where another flow then enters',
    },
    { id: 'no-lock', variant: 'one-lock', status: 'forbidden', why: 'Nobody takes the lock' },
  ],
  measures: [
    { id: 'wall', title: 'Time of all turns', unit: 'ms', better: 'lower' },
    {
      id: 'split',
      title: 'Time of all turns over what they take one after another: below 1 where they ran in parallel',
      unit: 'ratio',
      better: 'neither',
    },
  ],
  engine: 'run',
  async run(ctx, { flows, items, turn }): Promise<Seen> {
    const words = new Int32Array(new SharedArrayBuffer(4 * (IDENTS + flows)));
    atomicStore(words, LATEST, -1);
    let begin = ctx.now();
    let preempted = false;
    if (ctx.variant === 'green') runGreen(ctx, words, flows, items, turn);
    else if (ctx.variant === 'flows') preempted = await runFlows(ctx, words, flows, items, turn);
    else begin = await runThreads(ctx, words, flows, items, turn);
    const wall = ctx.now() - begin;
    ctx.measure('wall', wall);
    ctx.measure('split', wall / (flows * items * turn));
    const handOvers = atomicLoad(words, HAND_OVERS);
    ctx.count('hand-overs', handOvers);
    const idents = Array.from({ length: flows }, (_, self) => atomicLoad(words, IDENTS + self));
    return {
      items: flows * items,
      done: atomicLoad(words, DONE),
      together: atomicLoad(words, TOGETHER),
      handOvers,
      threads: new Set(idents).size,
      wanted: ctx.variant === 'one-lock' ? flows : 1,
      preempted,
    };
  },
  project(seen, { flows }): string {
    if (seen.done < seen.items) return 'missing';
    if (seen.preempted) return 'preempted';
    if (seen.together > 1) return 'two at once';
    if (seen.threads !== seen.wanted) return 'on other threads';
    return seen.handOvers < flows ? 'no turns' : 'in turn';
  },
});

export default scenario;
