/**
 * Row 4.7: for work that waits, threads do what processes do, and cost less.
 *
 * @module
 */

import {
  Event,
  Process,
  Semaphore,
  type SharedArray,
  Array as Numbers,
} from '../../multiprocessing/index.ts';
import {
  defineScenario,
  type Outcome,
  type Scenario,
  type ScenarioContext,
  systemAt,
} from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import { Thread } from '../../threading/index.ts';
import { joinProcesses, PROCESSES, untilOrFailed } from '../support/processes.ts';
import { joinAll } from '../support/start-line.ts';
import { systemOf } from '../support/system.ts';

/** Milliseconds, or bytes. */
type Seen = { readonly threads: number; readonly processes: number; readonly waited: number };

interface Crowd {
  readonly there: Semaphore;
  /** Nobody sets it while time is taken: to wait for it is to sleep. */
  readonly go: Event;
  readonly ms: number | null;
  /** Bytes that each process has in RAM. */
  readonly memory: SharedArray<'f64'>;
  readonly url: string;
}

const { waitThere } = defineTasks(import.meta.url, {
  async waitThere({ there, go, ms, memory, url }: Crowd, index: number): Promise<void> {
    if (ms === null) memory.set(index, (await systemAt(url)).memory());
    there.release();
    if (ms === null) go.waitSync();
    else go.waitSync({ timeout: ms });
  },
});

/** Who waits: so many of one kind, and the end of them all. */
type Start = (
  crowd: Crowd,
  count: number,
) => { readonly ended: Promise<void>; readonly race: <T>(what: Promise<T>) => Promise<T> };

const startThreads =
  ({ signal }: ScenarioContext): Start =>
  (crowd, count) => {
    const threads = Array.from({ length: count }, (_, index) =>
      new Thread(waitThere, { args: [crowd, index], name: `waiter-${index + 1}` }).start(),
    );
    const ended = joinAll(threads, signal);
    return { ended, race: (what) => Promise.race([what, ended.then(() => what)]) };
  };

const startProcesses =
  ({ signal }: ScenarioContext): Start =>
  (crowd, count) => {
    const processes = Array.from({ length: count }, (_, index) =>
      new Process(waitThere, { args: [crowd, index], name: `waiter-${index + 1}` }).start(),
    );
    return {
      ended: joinProcesses(processes, signal),
      race: (what) => untilOrFailed(what, processes, signal),
    };
  };

/** From the first start to the last end. */
async function timeOf(ctx: ScenarioContext, start: Start, count: number, ms: number): Promise<number> {
  const crowd = newCrowd(ctx, count, ms);
  const begin = ctx.now();
  await start(crowd, count).ended;
  ctx.count('waits', crowd.there.value);
  return ctx.now() - begin;
}

/** What one of them adds to the memory in use: for a thread, to that of its process; for a process, all that it has. */
async function memoryOf(ctx: ScenarioContext, start: Start, count: number, shared: boolean): Promise<number> {
  const crowd = newCrowd(ctx, count, null);
  const system = systemOf(ctx);
  const before = system.memory();
  const { ended, race } = start(crowd, count);
  let come = 0;
  try {
    for (; come < count; come++) await race(crowd.there.acquire({ signal: ctx.signal }));
    ctx.count('waits', come);
    const grown = Math.max(0, system.memory() - before);
    return (shared ? grown : [...crowd.memory].reduce((sum, bytes) => sum + bytes, 0)) / count;
  } finally {
    crowd.go.set();
    await ended;
  }
}

function newCrowd(ctx: ScenarioContext, count: number, ms: number | null): Crowd {
  const { url } = systemOf(ctx);
  const memory = Numbers('f64', count, { lock: false });
  return { there: new Semaphore(0), go: new Event(), ms, memory, url };
}

/** How many times the cost of the processes nothing explains but that the threads were none. */
const TOO_MUCH = 1.5;

const table = (why: string): readonly Outcome[] => [
  { match: 'threads cost less', expect: 'may', why },
  {
    match: 'threads cost about as much',
    expect: 'interesting',
    why: 'What else the machine did meanwhile cost more than there was to save',
  },
  {
    match: 'threads cost more',
    expect: 'never',
    why: 'For work that waits a thread does what a process does, and has less to load and to keep',
  },
  { match: 'cut short', expect: 'never', why: 'Both crowds wait as long as they are told to' },
];

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'threads-or-processes',
  title: 'For waiting, threads are cheaper than processes',
  section: 4,
  rows: ['4.7'],
  lesson:
    'Ten waits at once take the time of one, whether ten threads wait or ten processes: who waits needs no CPU. What differs is ' +
    'the price of having them there. A process loads a runtime, the library and its modules before its first line, and has all ' +
    'of that in memory for itself; a thread finds most of it there. So work that mostly waits, for a network or a disk, belongs to threads, ' +
    'or to async functions, and processes are for work that computes in Python, for programs of another kind, and for ' +
    'what must not take the others down with it.',
  refs: [
    {
      title: 'Python: multiprocessing, contexts and start methods',
      url: 'https://docs.python.org/3/library/multiprocessing.html#contexts-and-start-methods',
    },
    { title: 'Node: worker threads', url: 'https://nodejs.org/api/worker_threads.html' },
    { title: 'Linux: pthreads(7)', url: 'https://man7.org/linux/man-pages/man7/pthreads.7.html' },
  ],
  requires: PROCESSES,
  params: {
    count: { type: 'integer', default: 10, quick: 3, min: 2, max: 50, about: 'Threads, and processes' },
    ms: {
      type: 'integer',
      default: 1000,
      quick: 100,
      min: 10,
      max: 60_000,
      unit: 'ms',
      about: 'How long each of them waits',
    },
    tries: {
      type: 'integer',
      default: 3,
      quick: 2,
      min: 1,
      max: 20,
      about: 'How often; the best counts, because the rest is what the machine did meanwhile',
    },
  },
  variants: {
    time: { title: 'From the first start to the last end' },
    memory: { title: 'Memory of each while all wait' },
  },
  outcomes: {
    time: table('Both wait equally long, but a process has to load a runtime first'),
    memory: table('A thread adds a heap and a stack, a process a whole runtime'),
  },
  nonVacuous: { time: ['waits'], memory: ['waits'] },
  mutants: [
    {
      id: 'processes-by-another-name',
      variant: 'time',
      status: 'forbidden',
      why: 'Starts three crowds of processes, one after the other, and calls them threads',
    },
    {
      id: 'memory-by-another-name',
      variant: 'memory',
      status: 'forbidden',
      why: 'Weighs three processes and calls them a thread',
    },
  ],
  measures: [
    { id: 'threads', title: 'Time of all threads', unit: 'ms', better: 'lower' },
    { id: 'processes', title: 'Time of all processes', unit: 'ms', better: 'lower' },
    { id: 'thread-memory', title: 'Memory of a thread', unit: 'bytes', better: 'lower' },
    { id: 'process-memory', title: 'Memory of a process', unit: 'bytes', better: 'lower' },
  ],
  limit: 180_000,
  engine: 'timing',
  async run(ctx, { count, ms, tries }): Promise<Seen> {
    const byTime = ctx.variant === 'time';
    const [threads, processes] = [startThreads(ctx), startProcesses(ctx)];
    const cost = (start: Start): Promise<number> =>
      byTime ? timeOf(ctx, start, count, ms) : memoryOf(ctx, start, count, start === threads);
    // What the first thread needs, whatever starts and watches threads, is there once and for all.
    await timeOf(ctx, threads, 1, 0);
    let best: Seen = { threads: Infinity, processes: Infinity, waited: byTime ? ms : 0 };
    // Memory hardly differs from one time to the next.
    for (let i = 0; i < (byTime ? tries : 1); i++) {
      const one = await cost(processes);
      // Of three crowds, the last two are still more than the first when something held that one up.
      const other =
        ctx.mutant === undefined
          ? await cost(threads)
          : one + (await cost(processes)) + (await cost(processes));
      best = { ...best, threads: Math.min(best.threads, other), processes: Math.min(best.processes, one) };
    }
    ctx.measure(byTime ? 'threads' : 'thread-memory', best.threads);
    ctx.measure(byTime ? 'processes' : 'process-memory', best.processes);
    return best;
  },
  project({ threads, processes, waited }): string {
    if (Math.min(threads, processes) < 0.9 * waited) return 'cut short';
    if (threads < processes) return 'threads cost less';
    return threads < TOO_MUCH * processes ? 'threads cost about as much' : 'threads cost more';
  },
});

export default scenario;
