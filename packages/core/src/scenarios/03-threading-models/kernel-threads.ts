/**
 * Rows 3.3 and 3.5: each thread is a kernel thread, and the kernel decides when it runs.
 *
 * @module
 */

import {
  AssumptionError,
  defineScenario,
  type Scenario,
  type ScenarioContext,
  type System,
  systemAt,
} from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import { Event, getNativeId, Thread } from '../../threading/index.ts';
import { clock } from '../support/clock.ts';
import { joinAll, lineUp, newStartLine, type StartLine } from '../support/start-line.ts';
import { newSlip, readSlip, writeSlip } from '../support/slip.ts';
import { systemWithAffinity, systemWithProc } from '../support/system.ts';

/** How often a thread gave the CPU away, and how often it was taken. */
type Switches = { readonly voluntary: number; readonly involuntary: number };
type Seen = { readonly key: string; readonly what: Readonly<Record<string, number>> };

function switchesOf({ readText }: System): Switches {
  const status = readText('/proc/thread-self/status') ?? '';
  const count = (kind: string): number =>
    Number(new RegExp(`^${kind}_ctxt_switches:\\s*(\\d+)$`, 'm').exec(status)?.[1]);
  return { voluntary: count('voluntary'), involuntary: count('nonvoluntary') };
}

function spinFor(ms: number): void {
  const end = clock() + ms;
  while (clock() < end);
}

const { stand, nap, spin, watchSwitches } = defineTasks(import.meta.url, {
  stand(line: StartLine, slip: SharedArrayBuffer): void {
    writeSlip(slip, getNativeId());
    lineUp(line);
  },
  async nap(
    line: StartLine,
    slip: SharedArrayBuffer,
    url: string,
    naps: number,
    asleep: boolean,
  ): Promise<void> {
    const [system, never] = [await systemAt(url), new Event()];
    lineUp(line);
    const before = switchesOf(system);
    for (let i = 0; i < naps; i++) {
      if (asleep) never.waitSync({ timeout: 1 });
      else spinFor(0.1);
    }
    writeSlip(slip, since(before, switchesOf(system)));
  },
  async spin(line: StartLine, slip: SharedArrayBuffer, url: string, ms: number): Promise<void> {
    const system = await systemAt(url);
    lineUp(line);
    const before = switchesOf(system);
    spinFor(ms);
    writeSlip(slip, since(before, switchesOf(system)));
  },
  /** The main of a program on one CPU: one thread that naps and two that compute all the time. */
  async watchSwitches(url: string, naps: number, ms: number, asleep: boolean): Promise<readonly Switches[]> {
    const line = newStartLine(3);
    const slips = [newSlip(), newSlip(), newSlip()] as const;
    const threads: Thread<never[]>[] = [
      new Thread(nap, { args: [line, slips[0], url, naps, asleep], name: 'napper' }) as Thread<never[]>,
      new Thread(spin, { args: [line, slips[1], url, ms], name: 'spinner-1' }) as Thread<never[]>,
      new Thread(spin, { args: [line, slips[2], url, ms], name: 'spinner-2' }) as Thread<never[]>,
    ];
    const ended = joinAll(
      threads.map((thread) => thread.start()),
      new AbortController().signal,
    );
    await Promise.race([line.complete.wait(), ended]);
    line.go.set();
    await ended;
    return slips.map((slip) => readSlip<Switches>(slip) ?? { voluntary: 0, involuntary: 0 });
  },
});

function since(before: Switches, after: Switches): Switches {
  const { voluntary, involuntary } = after;
  return { voluntary: voluntary - before.voluntary, involuntary: involuntary - before.involuntary };
}

async function countTasks(ctx: ScenarioContext, threads: number): Promise<Seen> {
  const system = systemWithProc(ctx);
  const main = getNativeId();
  if (main === null)
    throw new AssumptionError('This system tells no thread its number in a place that can be read');
  const tasks = (): ReadonlySet<number> => new Set((system.list('/proc/self/task') ?? []).map(Number));
  const helpers = tasks().size;
  const line = newStartLine(threads);
  const slips = Array.from({ length: threads }, () => newSlip());
  const crew = slips.map((slip, index) =>
    new Thread(stand, { args: [line, slip], name: `crew-${index + 1}` }).start(),
  );
  const ended = joinAll(crew, ctx.signal);
  try {
    await Promise.race([line.complete.wait({ signal: ctx.signal }), ended]);
    const listed = tasks();
    // A user thread that is a flow of the main thread has its kernel thread.
    const ids = slips.map((slip) => (ctx.mutant === 'flows-instead' ? main : (readSlip<number>(slip) ?? 0)));
    ctx.count('threads', ids.filter((id) => listed.has(id)).length);
    ctx.measure('tasks', listed.size - helpers);
    const what = { helpers, during: listed.size, threads };
    if (!ids.every((id) => listed.has(id))) return { key: 'unknown to the kernel', what };
    return { key: new Set([main, ...ids]).size === threads + 1 ? 'one each' : 'one for several', what };
  } finally {
    line.go.set();
    await ended;
  }
}

async function countSwitches(ctx: ScenarioContext, naps: number, ms: number): Promise<Seen> {
  const system = systemWithAffinity(ctx);
  systemWithProc(ctx);
  const args = [system.url, naps, ms, ctx.mutant !== 'never-naps'];
  const cpus = (system.cpus() ?? []).slice(0, 1);
  const { result, errors } = await system.start(watchSwitches, { args, cpus }).ended;
  if (result === undefined) throw new Error(`The program failed: ${errors}`);
  const [napper, ...spinners] = result as readonly Switches[];
  const { voluntary: gave, involuntary: lost } = napper ?? { voluntary: 0, involuntary: 0 };
  const taken = Math.min(...spinners.map(({ involuntary }) => involuntary));
  ctx.count('switches', gave + taken);
  ctx.measure('voluntary', gave);
  ctx.measure('involuntary', taken);
  const what = { naps, gave, lost, taken };
  if (taken === 0) return { key: 'never taken off the CPU', what };
  // A nap may be over before it began, where the CPU was taken just then for longer than it lasts. And who never
  // naps may leave the CPU a few times, when the machine holds it up.
  return { key: 2 * gave < naps || gave + lost < naps ? 'never left the CPU' : 'switched', what };
}

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'kernel-threads',
  title: 'The kernel has a thread for each, and decides when it runs',
  section: 3,
  rows: ['3.3', '3.5'],
  lesson:
    'A virtual machine maps the threads of its language to those of the kernel. On Linux each of them is a task of the process, made by ' +
    'the threads library of the C library and listed in a folder. n threads are n tasks, beside those that the runtime has for itself, to collect ' +
    'garbage and to compile. The kernel’s scheduler deals with tasks and knows nothing of the language. It counts two kinds of switches: ' +
    'a thread that waits gives the CPU away, and a thread that computes for long has it taken. So no thread can keep others from ' +
    'running, on one CPU either: what async functions on one event loop can do to each other, and the operating system will not let threads do.',
  refs: [
    { title: 'Linux: nptl(7)', url: 'https://man7.org/linux/man-pages/man7/nptl.7.html' },
    {
      title: 'Linux: proc_pid_status(5)',
      url: 'https://man7.org/linux/man-pages/man5/proc_pid_status.5.html',
    },
    { title: 'Linux: sched(7)', url: 'https://man7.org/linux/man-pages/man7/sched.7.html' },
  ],
  requires: ['threads', 'shared-memory', 'operating-system', 'proc', 'native-thread-id'],
  params: {
    threads: { type: 'integer', default: 5, quick: 3, min: 2, max: 64, about: 'Threads alive at once' },
    naps: {
      type: 'integer',
      default: 100,
      quick: 30,
      min: 5,
      max: 10_000,
      about: 'How often one thread waits',
    },
    ms: {
      type: 'integer',
      default: 500,
      quick: 200,
      min: 50,
      max: 60_000,
      unit: 'ms',
      about: 'How long two others compute',
    },
  },
  variants: {
    'one-each': { title: 'Tasks of the process' },
    switches: { title: 'Switches on one CPU' },
  },
  outcomes: {
    'one-each': [
      {
        match: 'one each',
        expect: 'always',
        why: 'The kernel lists each thread’s number, and no two have one',
      },
      { match: 'one for several', expect: 'never', why: 'That would be M:1, which threads here are not' },
      { match: 'unknown to the kernel', expect: 'never', why: 'A thread that runs is a task of the process' },
    ],
    switches: [
      {
        match: 'switched',
        expect: 'always',
        why: 'Each nap gave the CPU away, and each of two that computed had it taken for the other',
      },
      { match: 'never left the CPU', expect: 'never', why: 'A thread that waits does not run meanwhile' },
      {
        match: 'never taken off the CPU',
        expect: 'never',
        why: 'Else the other could not have run on this CPU',
      },
    ],
  },
  nonVacuous: { 'one-each': ['threads'], switches: ['switches'] },
  mutants: [
    {
      id: 'flows-instead',
      variant: 'one-each',
      status: 'forbidden',
      why: 'Asks flows of the main thread, which have its kernel thread',
    },
    {
      id: 'never-naps',
      variant: 'switches',
      status: 'forbidden',
      why: 'The thread that should wait computes instead, for a moment each time',
    },
  ],
  measures: [
    { id: 'tasks', title: 'Tasks more than before', unit: 'count', better: 'neither' },
    { id: 'voluntary', title: 'Switches that a napping thread asked for', unit: 'count', better: 'neither' },
    {
      id: 'involuntary',
      title: 'Switches that a computing thread suffered',
      unit: 'count',
      better: 'neither',
    },
  ],
  engine: 'run',
  run: (ctx, { threads, naps, ms }): Promise<Seen> =>
    ctx.variant === 'one-each' ? countTasks(ctx, threads) : countSwitches(ctx, naps, ms),
  project: (seen) => seen.key,
});

export default scenario;
