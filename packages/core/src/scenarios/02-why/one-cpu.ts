/**
 * Rows 2.2 and 2.4: how many CPUs there are for a program, and what it gains with one of them.
 *
 * @module
 */

import { currentHost } from '../../agent/state.ts';
import { atomicLoad, atomicStore } from '../../memory/atomic-view.ts';
import {
  defineScenario,
  type Outcome,
  type Scenario,
  type ScenarioContext,
  type System,
} from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import { Event, Lock, Thread } from '../../threading/index.ts';
import { clock, stamp } from '../support/clock.ts';
import { lineUp, newStartLine, startAndJoin, type StartLine } from '../support/start-line.ts';
import { systemWithAffinity } from '../support/system.ts';

/** What a program on one CPU, or on all of them, says of itself. */
type Seen = {
  readonly cpus: readonly number[];
  /** Whether its share of CPU time is limited. */
  readonly quota: boolean;
  readonly parallelism: number;
  /** From the first that fell asleep to the last that woke, in milliseconds; null where nobody slept. */
  readonly night: number | null;
  readonly sleepers: number;
  /** How many slept for as long as they were to. */
  readonly slept: number;
};

interface Room {
  readonly ms: number;
  readonly epoch: number;
  readonly words: SharedArrayBuffer;
  /** Never set, so that waiting for it is sleeping. */
  readonly dawn: Event;
  /** Only a mutant has one. */
  readonly bed: Lock | null;
}

const { sleep, sleepOnThreads, sleepOnOneLoop, count } = defineTasks(import.meta.url, {
  sleep(line: StartLine, room: Room, index: number): void {
    const words = new Int32Array(room.words);
    lineUp(line);
    room.bed?.acquireSync();
    atomicStore(words, 2 * index, stamp(room.epoch));
    room.dawn.waitSync({ timeout: room.ms });
    atomicStore(words, 2 * index + 1, stamp(room.epoch));
    room.bed?.release();
  },
  count(): Seen {
    return {
      cpus: [],
      quota: false,
      parallelism: currentHost().parallelism(),
      night: null,
      sleepers: 0,
      slept: 0,
    };
  },
  async sleepOnThreads(ms: number, sleepers: number, inTurn: boolean): Promise<Seen> {
    const room = newRoom(ms, sleepers, inTurn);
    const line = newStartLine(sleepers);
    const threads = Array.from({ length: sleepers }, (_, index) =>
      new Thread(sleep, { args: [line, room, index], name: `sleeper-${index + 1}` }).start(),
    );
    await startAndJoin(line, threads, new AbortController().signal);
    return morning(room, sleepers);
  },
  async sleepOnOneLoop(ms: number, sleepers: number, inTurn: boolean): Promise<Seen> {
    const room = newRoom(ms, sleepers, false);
    const words = new Int32Array(room.words);
    const flow = async (index: number): Promise<void> => {
      atomicStore(words, 2 * index, stamp(room.epoch));
      await room.dawn.wait({ timeout: ms });
      atomicStore(words, 2 * index + 1, stamp(room.epoch));
    };
    if (inTurn) for (let index = 0; index < sleepers; index++) await flow(index);
    else await Promise.all(Array.from({ length: sleepers }, (_, index) => flow(index)));
    return morning(room, sleepers);
  },
});

function newRoom(ms: number, sleepers: number, inTurn: boolean): Room {
  const words = new SharedArrayBuffer(8 * sleepers);
  return { ms, epoch: clock(), words, dawn: new Event(), bed: inTurn ? new Lock() : null };
}

function morning({ words, ms }: Room, sleepers: number): Seen {
  const view = new Int32Array(words);
  const nights = Array.from({ length: sleepers }, (_, index) => ({
    begin: atomicLoad(view, 2 * index) / 1000,
    end: atomicLoad(view, 2 * index + 1) / 1000,
  }));
  const night = Math.max(...nights.map(({ end }) => end)) - Math.min(...nights.map(({ begin }) => begin));
  const slept = nights.filter(({ begin, end }) => end - begin >= 0.9 * ms).length;
  return { cpus: [], quota: false, parallelism: currentHost().parallelism(), night, sleepers, slept };
}

async function runOn(
  ctx: ScenarioContext,
  system: System,
  cpus: readonly number[],
  { ms, sleepers }: { readonly ms: number; readonly sleepers: number },
): Promise<Seen> {
  const inTurn = ctx.mutant !== undefined;
  // In turn they take as long as their sum, and a few show that as well as many.
  const args = [ms, inTurn ? Math.min(sleepers, 4) : sleepers, inTurn];
  const task =
    ctx.variant === 'threads-wait' ? sleepOnThreads : ctx.variant === 'flows-wait' ? sleepOnOneLoop : count;
  const { result, errors } = await system.start(task, task === count ? { cpus } : { cpus, args }).ended;
  if (result === undefined) throw new Error(`The program on CPU ${cpus.join(', ')} failed: ${errors}`);
  // The first field of the control group's file is the quota, a number or `max`.
  const quota = /^\d/.test(system.readText('/sys/fs/cgroup/cpu.max') ?? '');
  return { ...(result as Seen), cpus, quota };
}

const counted = (why: string): readonly Outcome[] => [
  { match: 'as many as it may use', expect: 'always', why },
  {
    match: 'fewer, by a quota',
    expect: 'always',
    why: 'A quota of CPU time, as containers have, is worth fewer CPUs than the program may run on',
  },
  { match: 'fewer', expect: 'never', why: 'Without a quota nothing stands against using all of them' },
  { match: 'more', expect: 'never', why: 'Threads in that number would wait for each other' },
];
const overlapped = (why: string): readonly Outcome[] => [
  { match: 'overlapped', expect: 'always', why },
  { match: 'in turn', expect: 'never', why: 'Waits that are had in turn take as long as their sum' },
  { match: 'cut short', expect: 'never', why: 'Everybody sleeps for at least nine tenths of the time' },
];

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'one-cpu',
  title: 'How many CPUs a program has, and what it gains with one',
  section: 2,
  rows: ['2.2', '2.4'],
  lesson:
    'What a system calls a CPU is a logical one: a core that runs two threads at once counts as two, and how many of them a program may ' +
    'use can be fewer than the machine has. A program should ask for that number, and a runtime that counts the machine’s instead starts ' +
    'too many workers when it is pinned to some. Even with a single CPU, several threads or flows are worth having: while one waits, for ' +
    'a clock, a disk or a network, another can run, so ten waits of a second are over in little more than one. That is what ' +
    'multi-threading was for long before there were several cores, and it is all that CPython’s threads with their lock are for.',
  refs: [
    {
      title: 'Python: os.process_cpu_count',
      url: 'https://docs.python.org/3/library/os.html#os.process_cpu_count',
    },
    { title: 'Node: os.availableParallelism', url: 'https://nodejs.org/api/os.html#osavailableparallelism' },
    {
      title: 'MDN: Navigator.hardwareConcurrency',
      url: 'https://developer.mozilla.org/en-US/docs/Web/API/Navigator/hardwareConcurrency',
    },
    { title: 'Linux: taskset(1)', url: 'https://man7.org/linux/man-pages/man1/taskset.1.html' },
  ],
  requires: ['threads', 'shared-memory', 'operating-system', 'cpu-affinity'],
  params: {
    ms: {
      type: 'integer',
      default: 1000,
      quick: 400,
      min: 50,
      max: 60_000,
      unit: 'ms',
      about: 'How long each one waits',
    },
    sleepers: { type: 'integer', default: 10, min: 4, max: 64, about: 'How many wait at once' },
  },
  variants: {
    'all-cpus': { title: 'Counting on all CPUs' },
    'one-cpu': { title: 'Counting on one' },
    'threads-wait': { title: 'Threads wait on one' },
    'flows-wait': { title: 'Flows of one event loop wait on one' },
  },
  outcomes: {
    'all-cpus': counted('The runtime counts the CPUs that the kernel lets it run on'),
    'one-cpu': counted('Pinned to one CPU it counts one, however many the machine has'),
    'threads-wait': overlapped(
      'A blocked thread needs no CPU: ten waits of a second are over in less than two',
    ),
    'flows-wait': overlapped('A flow that awaits needs none either'),
  },
  nonVacuous: {
    'all-cpus': ['counted'],
    'one-cpu': ['counted'],
    'threads-wait': ['slept'],
    'flows-wait': ['slept'],
  },
  mutants: [
    {
      id: 'counts-the-machine',
      variant: 'one-cpu',
      status: 'forbidden',
      why: 'Gives the number of all CPUs out as that of the pinned program',
    },
    {
      id: 'one-bed',
      variant: 'threads-wait',
      status: 'forbidden',
      why: 'Each one sleeps while holding the lock that the next one waits for',
    },
    {
      id: 'awaited-in-turn',
      variant: 'flows-wait',
      status: 'forbidden',
      why: 'Awaits each flow before it begins the next',
    },
  ],
  measures: [
    { id: 'cpus', title: 'CPUs that the program counted', unit: 'count', better: 'neither' },
    { id: 'night', title: 'Time from the first wait to the last wake-up', unit: 'ms', better: 'lower' },
  ],
  engine: 'timing',
  async run(ctx, params): Promise<Seen> {
    const system = systemWithAffinity(ctx);
    const all = system.cpus() ?? [];
    if (ctx.mutant === 'counts-the-machine') ctx.assume(all.length > 1, 'This machine has one CPU to count');
    const counts = ctx.variant === 'all-cpus' || ctx.mutant === 'counts-the-machine';
    const ran = await runOn(ctx, system, counts ? all : all.slice(0, 1), params);
    const seen = ctx.mutant === 'counts-the-machine' ? { ...ran, cpus: all.slice(0, 1) } : ran;
    ctx.count('counted', seen.parallelism);
    ctx.count('slept', seen.slept);
    ctx.measure('cpus', seen.parallelism);
    if (seen.night !== null) ctx.measure('night', seen.night);
    return seen;
  },
  project({ cpus, quota, parallelism, night, sleepers, slept }, { ms }): string {
    if (night !== null && slept < sleepers) return 'cut short';
    if (night !== null) return night < 2 * ms ? 'overlapped' : 'in turn';
    if (parallelism > cpus.length) return 'more';
    if (parallelism === cpus.length) return 'as many as it may use';
    return quota ? 'fewer, by a quota' : 'fewer';
  },
});

export default scenario;
