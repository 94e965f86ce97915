/**
 * Rows 11.1 and 11.2: the program's last line is not its end.
 *
 * @module
 */

import { defineScenario, type Outcome, type Scenario } from '../../scenario/index.ts';
import { defineTasks, type Task } from '../../task/index.ts';
import { enumerate, Event, mainThread, Thread } from '../../threading/index.ts';
import { systemOf } from '../support/system.ts';

/** How the program treats its threads. */
type Manner = 'forgets' | 'joins' | 'daemons' | 'hands-down';

type Seen = {
  readonly code: number | null;
  readonly output: readonly string[];
  /** The threads that were still alive at the last line of main. */
  readonly unjoined: readonly string[];
  /** From the last line of main to the end of the program. */
  readonly outlived: number;
};

const THREADS = 2;
const LAST_LINE = 'Bye';
const ALIVE = 'still alive';

const { console } = globalThis as unknown as { readonly console: { log(text: string): void } };

interface Night {
  readonly ms: number;
  /** Set when main has come to its last line, unless it joins. */
  readonly lastLine: Event;
  /** Never set, so that waiting for it is sleeping. */
  readonly dawn: Event;
}

const tasks = defineTasks(import.meta.url, {
  async sleepOn({ ms, lastLine, dawn }: Night): Promise<void> {
    await lastLine.wait();
    await dawn.wait({ timeout: ms });
    console.log(ALIVE);
  },
  startAndEnd(night: Night): void {
    for (let i = 1; i <= THREADS; i++) {
      new Thread(tasks.sleepOn, { args: [night], name: `sleeper-${i}` }).start();
    }
  },
  /** A whole program: its threads have nothing to do with each other but that they are all there is. */
  async program(manner: Manner, ms: number): Promise<string[]> {
    const night: Night = { ms, lastLine: new Event(), dawn: new Event() };
    const [task, count] = manner === 'hands-down' ? [tasks.startAndEnd, 1] : [tasks.sleepOn, THREADS];
    const daemon = manner === 'daemons';
    const threads = Array.from({ length: count }, (_, i) =>
      new Thread(task, { args: [night], daemon, name: `sleeper-${i + 1}` }).start(),
    );
    if (manner === 'joins') night.lastLine.set();
    // A starter that has ended is the very thing; the others are joined by those alone who think of it.
    if (manner === 'joins' || manner === 'hands-down')
      await Promise.all(threads.map((thread) => thread.join()));
    const unjoined = enumerate().filter((thread) => thread.ident !== mainThread().ident);
    console.log(LAST_LINE);
    // However busy the machine, nobody says anything before that line who was not waited for.
    night.lastLine.set();
    return unjoined.map((thread) => thread.name).sort();
  },
});

/** Exported, because another program calls it by its name. */
export const program: Task<[manner: Manner, ms: number], Promise<string[]>> = tasks.program;

const MANNERS: Readonly<Record<string, Manner>> = {
  forgotten: 'forgets',
  joined: 'joins',
  daemon: 'daemons',
  grandchild: 'hands-down',
};
const MUTANTS: Readonly<Record<string, Manner>> = {
  'daemons-after-all': 'daemons',
  'never-joined': 'forgets',
  'no-daemons': 'forgets',
  'dies-with-its-parent': 'daemons',
};

const OUTLIVES: Outcome = {
  match: 'outlives its last line',
  expect: 'always',
  why: 'A thread keeps the program alive until it has ended, whether somebody joins it or not',
};
const ENDS: Outcome = {
  match: 'ends with its last line',
  expect: 'always',
  why: 'Daemon threads are dropped where they are; what they were about to say is never said',
};
const WAITS: Outcome = {
  match: 'waits before its last line',
  expect: 'always',
  why: 'A join lasts until the thread has ended, so that the last line is the last',
};
const LOST: Outcome = {
  match: 'half said',
  expect: 'never',
  why: 'Either all threads come to their end or none does',
};
const FAILED: Outcome = { match: /failed with .*/, expect: 'never', why: 'Nothing went wrong in it' };
const table = (always: Outcome): readonly Outcome[] => [
  always,
  ...[OUTLIVES, ENDS, WAITS]
    .filter((row) => row !== always)
    .map((row): Outcome => ({ ...row, expect: 'never' })),
  LOST,
  FAILED,
];

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'forgotten-join',
  title: 'A forgotten join: the program goes on after its last line',
  section: 11,
  rows: ['11.1', '11.2'],
  lesson:
    'The last line of a program is not its end: as long as one of its threads runs, it runs, and whoever started it waits. That is kind ' +
    'where a thread has something to finish, and a riddle where nobody remembers it; the list of the threads that are alive solves it. A ' +
    'daemon thread does not keep the program: at the end it is dropped in the middle of whatever it does, without clean-up, so nothing ' +
    'that has to be finished belongs into one. Left to themselves the runtimes do as they please: in Node and Bun a worker that another ' +
    'worker started dies with it, and in a page every worker dies with the page. Here a thread outlives the thread that started it.',
  refs: [
    {
      title: 'Python: Thread.daemon',
      url: 'https://docs.python.org/3/library/threading.html#threading.Thread.daemon',
    },
    {
      title: 'Python: threading.enumerate',
      url: 'https://docs.python.org/3/library/threading.html#threading.enumerate',
    },
    { title: 'Node: Worker, worker.unref', url: 'https://nodejs.org/api/worker_threads.html#workerunref' },
  ],
  requires: ['threads', 'shared-memory', 'operating-system'],
  params: {
    ms: {
      type: 'integer',
      default: 5000,
      quick: 300,
      min: 50,
      max: 30_000,
      unit: 'ms',
      about: 'How long the threads of the program sleep',
    },
    long: {
      type: 'integer',
      default: 30_000,
      min: 1000,
      max: 60_000,
      unit: 'ms',
      about: 'How long daemon threads would sleep; nobody waits for that',
    },
  },
  variants: {
    forgotten: { title: 'Threads that nobody joins' },
    grandchild: { title: 'Threads whose starter has ended' },
    daemon: { title: 'Daemon threads' },
    joined: { title: 'Threads that are joined' },
  },
  outcomes: {
    forgotten: table(OUTLIVES),
    grandchild: table(OUTLIVES),
    daemon: table(ENDS),
    joined: table(WAITS),
  },
  nonVacuous: Object.fromEntries(
    ['forgotten', 'grandchild', 'daemon', 'joined'].map((variant) => [variant, ['programs']]),
  ),
  mutants: [
    { id: 'daemons-after-all', variant: 'forgotten', status: 'forbidden', why: 'The threads are daemons' },
    {
      id: 'dies-with-its-parent',
      variant: 'grandchild',
      status: 'forbidden',
      why: 'The threads die with main',
    },
    { id: 'no-daemons', variant: 'daemon', status: 'forbidden', why: 'The threads are no daemons' },
    { id: 'never-joined', variant: 'joined', status: 'forbidden', why: 'The join is forgotten' },
  ],
  measures: [
    { id: 'outlived', title: 'From the last line to the end of the program', unit: 'ms', better: 'neither' },
    { id: 'wall', title: 'From the start of the program to its end', unit: 'ms', better: 'lower' },
  ],
  engine: 'terminate',
  async run(ctx, params): Promise<Seen> {
    const system = systemOf(ctx);
    const manner = MUTANTS[ctx.mutant ?? ''] ?? MANNERS[ctx.variant] ?? 'forgets';
    const start = ctx.now();
    let lastLine = start;
    const running = system.start(program, { args: [manner, manner === 'daemons' ? params.long : params.ms] });
    running.onLine((line) => {
      if (line === LAST_LINE) lastLine = ctx.now();
    });
    const { code, output, result } = await running.ended;
    const end = ctx.now();
    ctx.count('programs', output.includes(LAST_LINE) ? 1 : 0);
    ctx.measure('outlived', end - lastLine);
    ctx.measure('wall', end - start);
    ctx.span('main', 'until its last line', start, lastLine);
    ctx.span('program', 'after the last line of main', lastLine, end);
    return { code, output, unjoined: (result ?? []) as string[], outlived: end - lastLine };
  },
  project({ code, output }): string {
    if (code !== 0) return `failed with ${code}`;
    const alive = output.filter((line) => line === ALIVE).length;
    if (alive === 0) return 'ends with its last line';
    if (alive < THREADS) return 'half said';
    return output[0] === LAST_LINE ? 'outlives its last line' : 'waits before its last line';
  },
});

export default scenario;
