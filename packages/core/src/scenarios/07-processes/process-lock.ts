/**
 * Row 7.8: a lock that processes share, for lines that they print and for a number that they count.
 *
 * @module
 */

import { UnsupportedError } from '../../errors.ts';
import { Lock, Process, type Runtime } from '../../multiprocessing/index.ts';
import {
  defineScenario,
  type Outcome,
  type Scenario,
  type ScenarioContext,
  systemAt,
} from '../../scenario/index.ts';
import { defineTasks, type Task } from '../../task/index.ts';
import {
  behind,
  type Counter,
  type Counts,
  countsOf,
  countThem,
  cross,
  type Crossing,
  crossInProcesses,
  newCounter,
  newCrossing,
  stayOpen,
} from '../support/crossing.ts';
import { PROCESSES } from '../support/processes.ts';
import { systemOf } from '../support/system.ts';

/** Plain, because it goes to another program. */
type Order = {
  readonly children: number;
  readonly times: number;
  readonly patience: number;
  readonly locks: 'none' | 'one' | 'each';
};
type Seen = Counts & { readonly wanted: number; readonly good: number; readonly bad: number };

const tasks = defineTasks(import.meta.url, {
  async print(crossing: Crossing, lock: Lock | undefined, self: number, url: string): Promise<void> {
    const { write } = await systemAt(url);
    cross(crossing, (line) =>
      behind(lock, crossing, () => {
        write(`child ${self}, `);
        stayOpen(crossing);
        write(`line ${line}\n`);
      }),
    );
  },
  count(crossing: Crossing, lock: Lock | undefined, total: Counter): void {
    cross(crossing, () =>
      behind(lock, crossing, () => {
        const seen = total.value;
        stayOpen(crossing);
        total.value = seen + 1;
      }),
    );
  },
  nothing(): void {},
  /** A whole program, of which another reads what it prints. */
  async printInChildren(order: Order, url: string): Promise<Counts> {
    const { crossing, locks } = prepare(order);
    const all = locks.map((lock, index): Parameters<typeof tasks.print> => [crossing, lock, index + 1, url]);
    await crossInProcesses(new AbortController().signal, tasks.print, all);
    return countsOf(crossing);
  },
});

/** Exported, because another program calls it by its name. */
export const printInChildren: Task<[order: Order, url: string], Promise<Counts>> = tasks.printInChildren;

interface Prepared {
  readonly crossing: Crossing;
  /** What each child is given: nothing, the lock of all, or one that nobody else has. */
  readonly locks: readonly (Lock | undefined)[];
}

function prepare({ children, times, patience, locks }: Order): Prepared {
  const one = new Lock({ name: 'shared' });
  const lockOf = (): Lock | undefined => (locks === 'one' ? one : locks === 'each' ? new Lock() : undefined);
  return {
    crossing: newCrossing({ parties: children, times, patience }),
    locks: Array.from({ length: children }, lockOf),
  };
}

async function printLines(ctx: ScenarioContext, order: Order): Promise<Seen> {
  const system = systemOf(ctx);
  const { code, result, output, errors } = await system.start(printInChildren, { args: [order, system.url] })
    .ended;
  if (code !== 0) throw new Error(`The program ended with ${code}: ${errors}`);
  const wanted = order.children * order.times;
  const good = new Set(output.filter((line) => /^child \d+, line \d+$/.test(line))).size;
  return { ...(result as Counts), wanted, good, bad: output.length - good };
}

async function countTogether(
  ctx: ScenarioContext,
  order: Order,
  runtimes: readonly Runtime[],
): Promise<Seen> {
  const { crossing, locks } = prepare(order);
  const total = newCounter();
  const all = locks.map((lock): Parameters<typeof tasks.count> => [crossing, lock, total]);
  await crossInProcesses(ctx.signal, tasks.count, all, runtimes);
  const wanted = order.children * order.times;
  return { ...countsOf(crossing), wanted, good: total.value, bad: wanted - total.value };
}

/** The runtimes that a child can be started on here. */
async function installed(): Promise<Runtime[]> {
  const found: Runtime[] = [];
  for (const runtime of ['node', 'deno', 'bun'] as const) {
    try {
      const child = new Process(tasks.nothing, { runtime }).start();
      await child.join();
      if (child.exitCode === 0) found.push(runtime);
    } catch (error) {
      if (!(error instanceof UnsupportedError)) throw error;
    }
  }
  return found;
}

const never = (match: string, why: string): Outcome => ({ match, expect: 'never', why });
const LOCKED: readonly Outcome[] = [
  { match: 'whole', expect: 'always', why: 'Nobody begins while another one stands in the middle' },
  never('torn', 'A lock that lets two in at once does not exclude'),
];

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'process-lock',
  title: 'A lock between processes',
  section: 7,
  rows: ['7.8'],
  lesson:
    'Processes have no variables in common, and still they get into each other’s way: at the terminal they print to, at a file, ' +
    'at memory that they share on purpose. A lock of threads is no help, because each process would have one of its own. A lock of ' +
    'multiprocessing is one that the system keeps: in Python a semaphore of the system, here a word of memory that the processes map, on which ' +
    'the kernel lets those wait that do not get it. It excludes whoever has it, also children that were started independently and never heard of ' +
    'each other, and also children that run on different runtimes.',
  refs: [
    {
      title: 'Python: synchronization between processes',
      url: 'https://docs.python.org/3/library/multiprocessing.html#synchronization-between-processes',
    },
    {
      title: 'Python: multiprocessing.Lock',
      url: 'https://docs.python.org/3/library/multiprocessing.html#multiprocessing.Lock',
    },
    { title: 'Linux: futex(2)', url: 'https://man7.org/linux/man-pages/man2/futex.2.html' },
  ],
  requires: PROCESSES,
  params: {
    children: {
      type: 'integer',
      default: 4,
      quick: 2,
      min: 2,
      max: 20,
      about: 'Children that print or count',
    },
    times: {
      type: 'integer',
      default: 100,
      quick: 20,
      min: 2,
      max: 10_000,
      about: 'How often each of them does',
    },
    patience: {
      type: 'number',
      default: 1000,
      min: 1,
      max: 10_000,
      unit: 'ms',
      about: 'How long one without a lock waits for another in its middle',
    },
    hold: {
      type: 'number',
      default: 1,
      min: 0.01,
      max: 1000,
      unit: 'ms',
      about: 'How long one with the lock stays in its middle',
    },
  },
  variants: {
    unlocked: { title: 'Children print lines in two pieces' },
    locked: { title: 'The same, each line behind a lock' },
    strangers: { title: 'Children that do not know each other count behind a lock' },
    runtimes: { title: 'The same, each child on another runtime' },
  },
  outcomes: {
    unlocked: [
      {
        match: 'torn',
        expect: 'mustSee',
        why: 'Between the two pieces of a line another process begins one of its own',
      },
      { match: 'whole', expect: 'may', why: 'Luck, which proves nothing' },
    ],
    locked: LOCKED,
    strangers: LOCKED,
    runtimes: LOCKED,
  },
  nonVacuous: {
    unlocked: ['interrupted'],
    locked: ['contended'],
    strangers: ['contended'],
    runtimes: ['contended'],
  },
  mutants: [
    {
      id: 'behind-a-lock',
      variant: 'unlocked',
      status: 'notObserved',
      why: 'Takes a lock after all, so that no line is ever torn',
    },
    { id: 'no-lock', variant: 'locked', status: 'forbidden', why: 'Nobody takes the lock' },
    { id: 'own-locks', variant: 'strangers', status: 'forbidden', why: 'Each child has a lock of its own' },
    {
      id: 'own-locks-each',
      variant: 'runtimes',
      status: 'forbidden',
      why: 'Each runtime has a lock of its own',
    },
  ],
  measures: [{ id: 'wall', title: 'Time of all children', unit: 'ms', better: 'lower' }],
  limit: 120_000,
  engine: 'run',
  async run(ctx, { children, times, patience, hold }): Promise<Seen> {
    const { mutant, variant } = ctx;
    const locked = mutant === undefined ? variant !== 'unlocked' : mutant === 'behind-a-lock';
    const locks = locked ? 'one' : mutant?.startsWith('own-locks') === true ? 'each' : 'none';
    const order: Order = { children, times, patience: locked ? hold : patience, locks };
    const runtimes = variant === 'runtimes' ? await installed() : [];
    ctx.assume(
      variant !== 'runtimes' || runtimes.length > 1,
      'There is no second runtime to start a child on',
    );
    const begin = ctx.now();
    const seen =
      variant === 'strangers'
        ? await countTogether(ctx, order, [])
        : variant === 'runtimes'
          ? await countTogether(ctx, { ...order, children: runtimes.length }, runtimes)
          : await printLines(ctx, order);
    ctx.measure('wall', ctx.now() - begin);
    countThem(ctx, seen);
    return seen;
  },
  project: ({ wanted, good, bad }) => (good === wanted && bad === 0 ? 'whole' : 'torn'),
});

export default scenario;
