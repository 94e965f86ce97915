/**
 * Rows 3.8 and 3.9: a kernel thread for each thread, and many tasks over a few of them.
 *
 * @module
 */

import { currentHost } from '../../agent/state.ts';
import { atomicAdd, atomicLoad, atomicStore } from '../../memory/atomic-view.ts';
import { defineScenario, type Outcome, type Scenario, type ScenarioContext } from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import { Event, getIdent } from '../../threading/index.ts';
import { assumeQuiet, gainOf, tryBursts } from '../support/bursts.ts';
import { resultsOf, withPool } from '../support/pool.ts';
import { JAVASCRIPT } from '../support/runtimes.ts';
import { lineUp, newStartLine, sendOff, type StartLine } from '../support/start-line.ts';

type Seen =
  | { readonly model: '1:1'; readonly parallel: boolean; readonly attempts: number }
  | {
      readonly model: 'M:N';
      readonly tasks: number;
      readonly done: number;
      /** The most tasks that ran code at one moment, and that were under way. */
      readonly running: number;
      readonly underWay: number;
      /** How many of them had to be, at least. */
      readonly crowd: number;
      /** Threads that the tasks were on, and that there could be. */
      readonly threads: number;
      readonly workers: number;
    };

/** Words of the shared memory; behind them three for each task: the most it saw running, and under way, and its thread. */
const RUNNING = 0;
const UNDER_WAY = 1;
const DONE = 2;
const FIRST = 3;

interface Works {
  readonly words: SharedArrayBuffer;
  /** So many tasks are to be under way at once; the last of them sets `crowded`. */
  readonly crowd: number;
  readonly crowded: Event;
  /** How long a task waits for the crowd before it ends that for all, and how long after it. */
  readonly patience: number;
  readonly pause: number;
  /** Never set: waiting for it is waiting. */
  readonly never: Event;
  /** Only a mutant: a task that waits counts as one that runs. */
  readonly countsWaits: boolean;
}

/** Of this thread, from its start on. */
let works: Works;

const { moveIn, arrive, perform, hold } = defineTasks(import.meta.url, {
  moveIn: (given: Works): void => void (works = given),
  /** Has a thread to itself until all are there. */
  arrive: (line: StartLine): void => lineUp(line),
  /** Some code, a wait, some code. While it waits its thread has others. */
  async perform(self: number): Promise<void> {
    begin(self);
    if (!(await works.crowded.wait({ timeout: works.patience }))) works.crowded.set();
    await works.never.wait({ timeout: works.pause });
    end(self);
  },
  /** The same by a mutant that keeps its thread. */
  hold(self: number): void {
    begin(self);
    if (!works.crowded.waitSync({ timeout: works.patience })) works.crowded.set();
    works.never.waitSync({ timeout: works.pause });
    end(self);
  },
});

function begin(self: number): void {
  const view = new Int32Array(works.words);
  const most = FIRST + 3 * self;
  if (enter(view, UNDER_WAY, most + 1) === works.crowd) works.crowded.set();
  enter(view, RUNNING, most);
  if (!works.countsWaits) atomicAdd(view, RUNNING, -1);
}

function end(self: number): void {
  const view = new Int32Array(works.words);
  const most = FIRST + 3 * self;
  if (!works.countsWaits) enter(view, RUNNING, most);
  atomicStore(view, most + 2, getIdent());
  for (const what of [RUNNING, UNDER_WAY]) atomicAdd(view, what, -1);
  atomicAdd(view, DONE, 1);
}

/** Counts one more; the most is kept by each task for itself, so that none of them writes over another's. */
function enter(view: Int32Array, what: number, most: number): number {
  const now = atomicAdd(view, what, 1) + 1;
  atomicStore(view, most, Math.max(now, atomicLoad(view, most)));
  return now;
}

/** One thread of a pool has so many under way at once, so it does not matter who takes how many. */
const CROWD = 1000;

async function manyOverFew(
  ctx: ScenarioContext,
  params: Readonly<Record<'tasks' | 'workers' | 'pause' | 'patience', number>>,
): Promise<Seen> {
  const { mutant, signal } = ctx;
  const { tasks, workers, pause } = params;
  const given = Array.from({ length: mutant === 'dropped-task' ? tasks - 1 : tasks }, (_, self) => self);
  const crowd = Math.min(given.length, CROWD);
  const shared: Works = {
    words: new SharedArrayBuffer(4 * (FIRST + 3 * tasks)),
    crowd,
    crowded: new Event(),
    // Who waits in vain, as a mutant does, need not wait long.
    patience: mutant === undefined ? params.patience : 300,
    pause,
    never: new Event(),
    countsWaits: mutant === 'waits-inside',
  };
  const inThreads = { maxWorkers: workers, namePrefix: 'worker' };
  await withPool({ ...inThreads, initializer: moveIn, initargs: [shared] }, async (pool) => {
    const line = newStartLine(workers);
    const arrivals = Array.from({ length: workers }, () => pool.submit(arrive, line));
    await sendOff(line, resultsOf(arrivals, signal), signal);
    const start = ctx.now();
    await resultsOf(
      given.map((self) => pool.submit(mutant === 'held-threads' ? hold : perform, self)),
      signal,
    );
    ctx.measure('wall', ctx.now() - start);
  });
  const view = new Int32Array(shared.words);
  const all = (which: number): number[] => given.map((self) => atomicLoad(view, FIRST + 3 * self + which));
  const seen = {
    tasks,
    done: atomicLoad(view, DONE),
    running: Math.max(...all(0)),
    underWay: Math.max(...all(1)),
    crowd,
    threads: new Set(all(2)).size,
    workers,
  };
  ctx.count('tasks', seen.done);
  ctx.measure('under-way', seen.underWay);
  return { model: 'M:N', ...seen };
}

async function oneForEach(ctx: ScenarioContext, ms: number, patience: number): Promise<Seen> {
  ctx.assume(currentHost().parallelism() > 1, 'This machine has one CPU for this program');
  const oneByOne = ctx.mutant === 'one-lock';
  // Turns stay turns however often they are tried.
  const limit = oneByOne ? Math.min(patience, 500) : patience;
  const bursts = await tryBursts(ctx, { threads: 2, ms, patience: limit, oneByOne });
  assumeQuiet(ctx, bursts);
  ctx.count('attempts', bursts.attempts);
  ctx.measure('gain', gainOf(bursts));
  return { model: '1:1', parallel: bursts.parallel, attempts: bursts.attempts };
}

const never = (match: string, why: string): Outcome => ({ match, expect: 'never', why });

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'tasks-over-threads',
  title: '1:1 and M:N: a kernel thread for each, and many tasks over a few',
  section: 3,
  rows: ['3.8', '3.9'],
  lesson:
    'In the 1:1 model each thread of the language is a kernel thread and all of them run in parallel as far as there are CPUs: Java’s ' +
    'platform threads, Rust’s std::thread, and the threads here, each a worker of the runtime. In the M:N model many tasks are spread over a few ' +
    'kernel threads: Go’s goroutines, Java’s virtual threads, the async runtimes of Rust. A task that waits is put aside and its thread ' +
    'takes another, so there are never more running than there are threads, and far more under way. Async functions ' +
    'in a pool of threads are that model: each event loop puts aside what awaits, and the thread takes the next call. One that blocks ' +
    'keeps its thread. CPython’s threads are 1:1 too, with a lock in common that its free-threaded builds have done away with; a call in ' +
    'its ThreadPoolExecutor keeps its thread to the end, so there each of the few threads runs an event loop of its own.',
  refs: [
    { title: 'Rust: std::thread', url: 'https://doc.rust-lang.org/std/thread/' },
    {
      title: 'Python: ThreadPoolExecutor',
      url: 'https://docs.python.org/3/library/concurrent.futures.html#threadpoolexecutor',
    },
    { title: 'Go: goroutines', url: 'https://go.dev/doc/effective_go#goroutines' },
    { title: 'JEP 444: virtual threads', url: 'https://openjdk.org/jeps/444' },
    {
      title: 'Python support for free threading',
      url: 'https://docs.python.org/3/howto/free-threading-python.html',
    },
  ],
  requires: ['threads', 'shared-memory'],
  params: {
    tasks: { type: 'integer', default: 1000, min: 100, max: 1_000_000, about: 'Tasks in all' },
    workers: { type: 'integer', default: 4, min: 2, max: 64, about: 'Threads that they are spread over' },
    pause: {
      type: 'number',
      default: 20,
      quick: 5,
      min: 1,
      max: 1000,
      unit: 'ms',
      about: 'How long a task waits',
    },
    ms: {
      type: 'number',
      default: 20,
      quick: 10,
      min: 5,
      max: 5000,
      unit: 'ms',
      about: 'How long one share of work takes, about',
    },
    patience: {
      type: 'integer',
      default: 40_000,
      min: 100,
      max: 300_000,
      unit: 'ms',
      about: 'How long parallel work is tried again on a machine that is busy, and tasks wait for each other',
    },
  },
  variants: {
    'one-to-one': { title: 'Two threads compute' },
    'm-to-n': { title: 'A thousand tasks over the four threads of a pool' },
  },
  outcomes: {
    'one-to-one': [
      {
        match: 'parallel',
        expect: 'always',
        why: 'Each thread has a kernel thread, and each of those a CPU',
      },
      {
        match: 'in turn',
        expect: 'always',
        why: 'Kernel threads as well, but the interpreter lock lets one at a time run Python code',
        on: ['python'],
      },
      {
        match: 'in turn',
        expect: 'never',
        why: 'Threads of JavaScript have no lock in common',
        on: JAVASCRIPT,
      },
    ],
    'm-to-n': [
      {
        match: 'spread',
        expect: 'always',
        why: 'All were done and were under way at once, of which never more ran than there were threads',
      },
      never('too many at once', 'A thread runs one task at a time'),
      never('too many threads', 'A pool has no more threads than it was allowed'),
      never('threads were held', 'A task that waits leaves its thread to another'),
      never('missing', 'Every task is taken by somebody'),
    ],
  },
  nonVacuous: { 'one-to-one': ['attempts'], 'm-to-n': ['tasks'] },
  mutants: [
    {
      id: 'one-lock',
      variant: 'one-to-one',
      status: 'forbidden',
      why: 'Computes under one lock, as the threads of CPython do',
    },
    {
      id: 'held-threads',
      variant: 'm-to-n',
      status: 'forbidden',
      why: 'Blocks where it should have awaited',
    },
    {
      id: 'waits-inside',
      variant: 'm-to-n',
      status: 'forbidden',
      why: 'Counts a task that waits as one that runs',
    },
    { id: 'dropped-task', variant: 'm-to-n', status: 'forbidden', why: 'Leaves the last task out' },
  ],
  measures: [
    { id: 'gain', title: 'Time by one thread over time by two', unit: 'ratio', better: 'higher' },
    { id: 'wall', title: 'Time of all tasks', unit: 'ms', better: 'lower' },
    { id: 'under-way', title: 'Tasks under way at once, at most', unit: 'count', better: 'higher' },
  ],
  limit: 120_000,
  engine: 'timing',
  run: (ctx, params): Promise<Seen> =>
    ctx.variant === 'one-to-one' ? oneForEach(ctx, params.ms, params.patience) : manyOverFew(ctx, params),
  project(seen): string {
    if (seen.model === '1:1') return seen.parallel ? 'parallel' : 'in turn';
    if (seen.done < seen.tasks) return 'missing';
    if (seen.threads > seen.workers) return 'too many threads';
    if (seen.running > seen.workers) return 'too many at once';
    return seen.underWay < seen.crowd ? 'threads were held' : 'spread';
  },
});

export default scenario;
