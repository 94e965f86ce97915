/**
 * Row 2.3: a thread is a lightweight process.
 *
 * @module
 */

import { atomicLoad, atomicStore } from '../../memory/atomic-view.ts';
import { defineScenario, type Outcome, type Scenario, type System, systemAt } from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import { Thread } from '../../threading/index.ts';
import { clock, momentOf, stamp } from '../support/clock.ts';
import { joinAll, lineUp, newStartLine, type StartLine } from '../support/start-line.ts';
import { systemOf } from '../support/system.ts';

/** Milliseconds, or bytes. */
type Seen = { readonly thread: number; readonly process: number };

/** Threads alive at once when their memory is looked at: one alone would drown in what a heap does by itself. */
const CROWD = 4;

const { arrive, wait, look } = defineTasks(import.meta.url, {
  arrive(words: SharedArrayBuffer, epoch: number): void {
    atomicStore(new Int32Array(words), 0, stamp(epoch));
  },
  wait(line: StartLine): void {
    lineUp(line);
  },
  async look(url: string): Promise<Readonly<Record<'at' | 'memory', number>>> {
    const at = clock();
    return { at, memory: (await systemAt(url)).memory() };
  },
});

async function startThread(signal: AbortSignal): Promise<number> {
  const words = new SharedArrayBuffer(4);
  const epoch = clock();
  await joinAll([new Thread(arrive, { args: [words, epoch], name: 'light' }).start()], signal);
  return momentOf(atomicLoad(new Int32Array(words), 0), epoch) - epoch;
}

/** A program that has loaded what a thread loads, the library and this module, and runs its task. */
async function startProcess(system: System): Promise<{ readonly start: number; readonly memory: number }> {
  const begin = clock();
  const { result, errors } = await system.start(look, { args: [system.url] }).ended;
  if (result === undefined) throw new Error(`The program failed: ${errors}`);
  const { at, memory } = result as Readonly<Record<'at' | 'memory', number>>;
  return { start: at - begin, memory };
}

async function memoryOfThread(system: System, signal: AbortSignal): Promise<number> {
  const before = system.memory();
  const line = newStartLine(CROWD);
  const threads = Array.from({ length: CROWD }, (_, index) =>
    new Thread(wait, { args: [line], name: `light-${index + 1}` }).start(),
  );
  const ended = joinAll(threads, signal);
  try {
    await Promise.race([line.complete.wait({ signal }), ended]);
    return Math.max(0, system.memory() - before) / CROWD;
  } finally {
    line.go.set();
    await ended;
  }
}

const table = (why: string): readonly Outcome[] => [
  { match: 'a thread costs less', expect: 'always', why },
  {
    match: 'a thread costs no less',
    expect: 'never',
    why: 'Else there were no reason to have threads at all',
  },
];

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'thread-cost',
  title: 'A thread is a lightweight process',
  section: 2,
  rows: ['2.3'],
  lesson:
    'A thread lives in a process that is there already: no program has to be loaded, no new address space set up, and much of the ' +
    'memory is in common. So it starts sooner than a process and takes less. In C, Java or Python a thread is little more than a stack. ' +
    'In JavaScript it is heavier, because it brings a heap and an interpreter of its own and loads its modules anew, and ' +
    'still lighter than a program of the same runtime that does the same. The process here is a plain one that runs the same task; the ' +
    'thread is had as this library gives it, on a fresh worker of a small stock that is kept ready.',
  refs: [
    { title: 'Linux: pthreads(7)', url: 'https://man7.org/linux/man-pages/man7/pthreads.7.html' },
    { title: 'Node: worker threads', url: 'https://nodejs.org/api/worker_threads.html' },
    {
      title: 'Python: multiprocessing, contexts and start methods',
      url: 'https://docs.python.org/3/library/multiprocessing.html#contexts-and-start-methods',
    },
  ],
  requires: ['threads', 'shared-memory', 'operating-system'],
  params: {
    tries: {
      type: 'integer',
      default: 8,
      quick: 5,
      min: 1,
      max: 100,
      about: 'How often each is started; the best counts, because the rest is what the machine did meanwhile',
    },
  },
  variants: {
    start: { title: 'Time to the first line of its code' },
    memory: { title: 'Memory while it is there' },
  },
  outcomes: {
    start: table('The process is there already, so a thread has run its first line before a program has'),
    memory: table('Code, libraries and the runtime itself are in memory already'),
  },
  nonVacuous: { start: ['started'], memory: ['started'] },
  mutants: [
    {
      id: 'two-programs',
      variant: 'start',
      status: 'forbidden',
      why: 'Takes the start of the program and of one more for that of a thread',
    },
    {
      id: 'memory-of-two-programs',
      variant: 'memory',
      status: 'forbidden',
      why: 'Takes the weight of the program and of one more for that of a thread',
    },
  ],
  measures: [
    { id: 'thread', title: 'Start of a thread', unit: 'ms', better: 'lower' },
    { id: 'process', title: 'Start of a process', unit: 'ms', better: 'lower' },
    { id: 'thread-memory', title: 'Memory of a thread', unit: 'bytes', better: 'lower' },
    { id: 'process-memory', title: 'Memory of a process', unit: 'bytes', better: 'lower' },
  ],
  limit: 120_000,
  engine: 'timing',
  async run(ctx, { tries }): Promise<Seen> {
    const system = systemOf(ctx);
    const byTime = ctx.variant === 'start';
    // What the first thread needs, whatever starts and watches threads, is there once and for all.
    await startThread(ctx.signal);
    let best: Seen = { thread: Infinity, process: Infinity };
    // Memory hardly differs from one time to the next.
    for (let i = 0; i < (byTime ? tries : 1); i++) {
      const costOfProcess = async (): Promise<number> => {
        const { start, memory } = await startProcess(system);
        return byTime ? start : memory;
      };
      const process = await costOfProcess();
      let thread: number;
      // The program itself is part of it: of two others both may be faster, when something held up this one.
      if (ctx.mutant !== undefined) thread = process + (await costOfProcess());
      else thread = byTime ? await startThread(ctx.signal) : await memoryOfThread(system, ctx.signal);
      best = { thread: Math.min(best.thread, thread), process: Math.min(best.process, process) };
      ctx.count('started');
    }
    ctx.measure(byTime ? 'thread' : 'thread-memory', best.thread);
    ctx.measure(byTime ? 'process' : 'process-memory', best.process);
    return best;
  },
  project: ({ thread, process }) => (thread < process ? 'a thread costs less' : 'a thread costs no less'),
});

export default scenario;
