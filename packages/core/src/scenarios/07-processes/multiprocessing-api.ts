/**
 * Row 7.1: multiprocessing has the names and the meaning of threading.
 *
 * @module
 */

import * as multiprocessing from '../../multiprocessing/index.ts';
import { defineScenario, type Outcome, type Scenario, type ScenarioContext } from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import * as threading from '../../threading/index.ts';
import { PROCESSES } from '../support/processes.ts';

type Seen = {
  /** What one side lacks, and what the other has more than is written down. */
  readonly missing: readonly string[];
  readonly more: readonly string[];
};

/** What is used of either module, which has the same shape in both. */
type Module = typeof threading;

/** Every name of threading and its counterpart, or why it has none. */
const NAMES: Readonly<Record<string, readonly string[] | string>> = {
  Barrier: ['Barrier'],
  BoundedSemaphore: ['BoundedSemaphore'],
  Condition: ['Condition'],
  Event: ['Event'],
  Lock: ['Lock'],
  RLock: ['RLock'],
  Semaphore: ['Semaphore'],
  Thread: ['Process'],
  currentThread: ['currentProcess'],
  enumerate: ['activeChildren'],
  mainThread: 'the main process is the one where parentProcess() is null',
  activeCount: 'the length of activeChildren()',
  getIdent: 'currentProcess().pid',
  getNativeId: 'currentProcess().pid',
  Local: 'every variable is the process’s own',
  Timer: 'a thread of the process does it',
  TIMEOUT_MAX: 'the same number',
  setExcepthook: 'an error that nothing catches ends a process, with exit code 1',
  defaultExcepthook: 'an error that nothing catches ends a process, with exit code 1',
};

/** One of each class that both have. */
const PRIMITIVES: Readonly<Record<string, (module: Module) => object>> = {
  Barrier: (module) => new module.Barrier(2),
  BoundedSemaphore: (module) => new module.BoundedSemaphore(),
  Condition: (module) => new module.Condition(),
  Event: (module) => new module.Event(),
  Lock: (module) => new module.Lock(),
  RLock: (module) => new module.RLock(),
  Semaphore: (module) => new module.Semaphore(),
};

/** What a Thread answers to, and what a Process does; the rest of either is its own. */
const HANDLES: Readonly<Record<string, string>> = {
  start: 'start',
  join: 'join',
  joinSync: 'joinSync',
  name: 'name',
  daemon: 'daemon',
  isAlive: 'isAlive',
  ident: 'pid',
};

const { nothing } = defineTasks(import.meta.url, { nothing(): void {} });

/** Everything that an instance answers to, its class’s own and inherited. */
function members(instance: object): string[] {
  const found = new Set<string>();
  for (let at = instance; at !== Object.prototype; at = Object.getPrototypeOf(at) as object)
    for (const name of Object.getOwnPropertyNames(at)) found.add(name);
  return [...found].sort();
}

function membersOf(module: Module): string[] {
  return Object.entries(PRIMITIVES).flatMap(([name, make]) =>
    members(make(module)).map((member) => `${name}.${member}`),
  );
}

/** The same program over either: what each call gives, in order. */
function trace(module: Module): string[] {
  const [lock, rlock, event] = [new module.Lock(), new module.RLock(), new module.Event()];
  const [two, bounded, barrier] = [
    new module.Semaphore(2),
    new module.BoundedSemaphore(1),
    new module.Barrier(1),
  ];
  const condition = new module.Condition();
  const brief = { timeout: 1 };
  const attempt = (body: () => unknown): string => {
    try {
      return String(body());
    } catch (error) {
      return (error as Error).name;
    }
  };
  const steps: readonly (readonly [string, () => unknown])[] = [
    ['lock.acquire', () => lock.acquireSync()],
    ['lock.acquire again', () => lock.acquireSync(brief)],
    ['lock.locked', () => lock.locked],
    ['lock.release', () => lock.release()],
    ['lock.release again', () => lock.release()],
    ['rlock.acquire', () => rlock.acquireSync()],
    ['rlock.acquire again', () => rlock.acquireSync()],
    ['rlock.release', () => rlock.release()],
    ['rlock.release again', () => rlock.release()],
    ['rlock.release once more', () => rlock.release()],
    ['event.wait', () => event.waitSync(brief)],
    ['event.set', () => event.set()],
    ['event.wait again', () => event.waitSync()],
    ['semaphore.acquire', () => two.acquireSync() && two.acquireSync()],
    ['semaphore.acquire again', () => two.acquireSync(brief)],
    ['bounded.release', () => bounded.release()],
    ['condition.notify', () => condition.notify()],
    ['condition.wait', () => condition.holdSync() && condition.waitSync(brief)],
    ['barrier.wait', () => barrier.waitSync()],
    ['acquire, negative', () => lock.acquireSync({ timeout: -1 })],
  ];
  return steps.map(([what, body]) => `${what}: ${attempt(body)}`);
}

const differences = (wanted: readonly string[], found: readonly string[]): Seen => ({
  missing: wanted.filter((name) => !found.includes(name)),
  more: found.filter((name) => !wanted.includes(name)),
});

function compareNames(ctx: ScenarioContext): Seen {
  const known = ctx.mutant === 'forgotten-name' ? { ...NAMES, forgotten: ['forgotten'] } : NAMES;
  const mirrored = Object.values(known).flatMap((to) => (typeof to === 'string' ? [] : to));
  const names = Object.keys(threading);
  ctx.count('compared', names.length);
  const unknown = names.filter((name) => !Object.hasOwn(known, name));
  return { missing: mirrored.filter((name) => !Object.hasOwn(multiprocessing, name)), more: unknown };
}

function compareHandles(ctx: ScenarioContext): Seen {
  const thread = members(new threading.Thread(nothing));
  const process = members(new multiprocessing.Process(nothing));
  const pairs = Object.entries(HANDLES);
  ctx.count('compared', pairs.length);
  const lacking = pairs.filter(([of, to]) => !thread.includes(of) || !process.includes(to));
  if (ctx.mutant === 'no-join') lacking.push(['join', 'join']);
  return { missing: lacking.map(([, to]) => to), more: [] };
}

const never = (match: string, why: string): Outcome => ({ match, expect: 'never', why });
const table = (why: string): readonly Outcome[] => [
  { match: 'alike', expect: 'always', why },
  never('something is missing', 'What threads have, processes have, or the table says why not'),
  never('something is more', 'What one has and the other has not is written down'),
];

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'multiprocessing-api',
  title: 'multiprocessing: the names and the meaning of threading',
  section: 7,
  rows: ['7.1'],
  lesson:
    'Who can program with threads can program with processes: the module multiprocessing has the same classes under the same names, a ' +
    'Process where the other has a Thread, and a program is moved from one to the other by another import. What is behind them ' +
    'differs. Here a lock of threads and a lock of processes are one algorithm over two kinds of memory, that of one ' +
    'process and that which several processes map, so that they answer to the same methods and give the same results. Names of threading ' +
    'that have no counterpart have none for a reason: a process has an identifier, variables and an end of its own already.',
  refs: [
    { title: 'Python: multiprocessing', url: 'https://docs.python.org/3/library/multiprocessing.html' },
    {
      title: 'Python: multiprocessing, synchronization primitives',
      url: 'https://docs.python.org/3/library/multiprocessing.html#synchronization-primitives',
    },
  ],
  requires: PROCESSES,
  params: {},
  variants: {
    names: { title: 'Every name of threading has a counterpart, or a reason' },
    methods: { title: 'Each primitive answers to the same methods' },
    handles: { title: 'A Process can do what a Thread can' },
    meaning: { title: 'The same program over both gives the same' },
  },
  outcomes: {
    names: table('Each name is found on the other side under the name that the table gives'),
    methods: table('One algorithm, two memories'),
    handles: table('Started, watched, named and joined alike'),
    meaning: table('Every call gives the same result or the same error'),
  },
  nonVacuous: Object.fromEntries(
    ['names', 'methods', 'handles', 'meaning'].map((variant) => [variant, ['compared']]),
  ),
  mutants: [
    {
      id: 'forgotten-name',
      variant: 'names',
      status: 'forbidden',
      why: 'Looks for a counterpart that nobody wrote, as if it had been forgotten',
    },
    { id: 'no-release', variant: 'methods', status: 'forbidden', why: 'A lock of processes has no release' },
    { id: 'no-join', variant: 'handles', status: 'forbidden', why: 'A process cannot be joined' },
    {
      id: 'forgets-a-step',
      variant: 'meaning',
      status: 'forbidden',
      why: 'The program over processes leaves out its first step',
    },
  ],
  measures: [],
  engine: 'run',
  run(ctx): Seen {
    if (ctx.variant === 'names') return compareNames(ctx);
    if (ctx.variant === 'handles') return compareHandles(ctx);
    const look = ctx.variant === 'methods' ? membersOf : trace;
    const [wanted, found] = [look(threading), look(multiprocessing as unknown as Module)];
    ctx.count('compared', wanted.length);
    if (ctx.mutant === 'no-release')
      return differences(
        wanted,
        found.filter((name) => name !== 'Lock.release'),
      );
    return differences(wanted, ctx.mutant === 'forgets-a-step' ? found.slice(1) : found);
  },
  project({ missing, more }): string {
    if (missing.length > 0) return 'something is missing';
    return more.length > 0 ? 'something is more' : 'alike';
  },
});

export default scenario;
