/**
 * Row 11.9: a pool that is to call the method of an object that holds a lock.
 *
 * @module
 */

import { ScopeError, SerializationError } from '../../errors.ts';
import { ThreadPoolExecutor } from '../../futures/index.ts';
import { Pool } from '../../multiprocessing/index.ts';
import { defineScenario, type Outcome, type Scenario, type ScenarioContext } from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import { RLock } from '../../threading/index.ts';
import { assumeProcesses } from '../support/processes.ts';
import { PAGES } from '../support/runtimes.ts';

type Seen = {
  readonly asked: string;
  /** What the map gave; null where it was refused. */
  readonly results: readonly number[] | null;
  /** Whether each call had the lock of the object. */
  readonly locked: boolean;
  readonly path: string | null;
  /** Whether the refusal names the lock. */
  readonly namesLock: boolean;
  /** Whether the pool made a call afterwards. */
  readonly goesOn: boolean;
};

interface State {
  readonly factor: number;
  readonly lock?: RLock;
}

/** As the guide has it: an object with what it needs, a lock among it, and a method. */
class Multiplier {
  readonly factor = 10;
  readonly guard: { readonly lock: RLock } = { lock: new RLock() };

  times(n: number): number {
    return this.guard.lock.runSync(() => this.factor * n);
  }
}

interface Product {
  readonly product: number;
  readonly locked: boolean;
}

const { multiply, multiplyBy } = defineTasks(import.meta.url, {
  multiply: (n: number): Product => ({ product: 10 * n, locked: false }),
  multiplyBy: ({ factor, lock }: State, n: number): Product =>
    lock === undefined
      ? { product: factor * n, locked: false }
      : lock.runSync(() => ({ product: factor * n, locked: lock.owned })),
});

/** What maps: a Pool of processes, or where a page has none an executor of threads. */
interface Mapping extends AsyncDisposable {
  map(task: typeof multiply, items: readonly number[]): Promise<readonly Product[]>;
  starmap(task: typeof multiplyBy, items: readonly [State, number][]): Promise<readonly Product[]>;
  one(n: number): Promise<Product>;
}

function poolOfProcesses(signal: AbortSignal): Mapping {
  const pool = new Pool({ processes: 1 });
  return {
    map: (task, items) => pool.mapAsync(task, items).get({ signal }),
    starmap: (task, items) => pool.starmapAsync(task, items).get({ signal }),
    one: (n) => pool.apply(multiply, [n]),
    [Symbol.asyncDispose]: () => pool[Symbol.asyncDispose](),
  };
}

function poolOfThreads(signal: AbortSignal): Mapping {
  const pool = new ThreadPoolExecutor({ maxWorkers: 1 });
  return {
    map: async (task, items) => Array.fromAsync(pool.map(task, items, { signal })),
    starmap: async (task, items) => Array.fromAsync(pool.starmap(task, items, { signal })),
    one: (n) => pool.submit(multiply, n).result(),
    [Symbol.asyncDispose]: () => pool[Symbol.asyncDispose](),
  };
}

function mapWith(ctx: ScenarioContext, pool: Mapping, object: Multiplier): Promise<readonly Product[]> {
  const numbers = [1, 2, 3];
  switch (ctx.variant) {
    case 'method': {
      const method = object.times.bind(object) as unknown as typeof multiply;
      return pool.map(ctx.mutant === 'a-task' ? multiply : method, numbers);
    }
    case 'object': {
      const whole = ctx.mutant === 'a-plain-copy' ? { factor: object.factor } : object;
      return pool.starmap(multiplyBy, withEach(whole, numbers));
    }
    case 'state': {
      const { factor, guard } = object;
      const state = ctx.mutant === 'without-the-lock' ? { factor } : { factor, lock: guard.lock };
      return pool.starmap(multiplyBy, withEach(state, numbers));
    }
    default: {
      const factor = ctx.mutant === 'another-factor' ? 11 : object.factor;
      return pool.starmap(multiplyBy, withEach({ factor }, numbers));
    }
  }
}

function withEach(state: State, numbers: readonly number[]): [State, number][] {
  return numbers.map((n) => [state, n]);
}

async function attempt(ctx: ScenarioContext): Promise<Seen> {
  const page = ctx.system === undefined;
  if (!page) assumeProcesses(ctx);
  const object = new Multiplier();
  await using pool = page ? poolOfThreads(ctx.signal) : poolOfProcesses(ctx.signal);
  ctx.count('maps');
  const asked = ctx.variant;
  const goesOn = async (): Promise<boolean> => (await pool.one(4)).product === 40;
  try {
    const given = await mapWith(ctx, pool, object);
    const [results, locked] = [given.map(({ product }) => product), given.every((it) => it.locked)];
    return { asked, results, locked, path: null, namesLock: false, goesOn: await goesOn() };
  } catch (error) {
    if (!(error instanceof SerializationError || error instanceof ScopeError)) throw error;
    const namesLock = error.message.includes('RLock');
    return { asked, results: null, locked: false, path: error.path, namesLock, goesOn: await goesOn() };
  }
}

/** Those that have processes, and so a Pool. */
const NATIVE: readonly string[] = ['node', 'deno', 'bun'];

const always = (match: string, why: string): Outcome => ({ match, expect: 'always', why });
const never = (match: string | RegExp, why: string): Outcome => ({ match, expect: 'never', why });
/** What comes of it among processes, and among the threads of a page. */
const refused = (among: Outcome, inPage: Outcome): readonly Outcome[] => [
  { ...among, on: NATIVE },
  { ...inPage, on: PAGES },
  {
    match: 'refused by a TypeError',
    expect: 'always',
    why: 'An RLock cannot be pickled, and the method needs its object, which has one',
    on: ['python'],
  },
  never('mapped', 'Half of the object would be in the workers, and nobody would be told'),
  never('the pool is lost', 'A call that is refused is no other call’s trouble'),
  never('refused otherwise', 'The error says what it is that does not travel'),
];

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'too-much-state',
  title: 'A map of a method of an object that holds a lock',
  section: 11,
  rows: ['11.9'],
  lesson:
    'The more an object holds, the less of it can go to another process. A method needs its object, and with a lock among its state, a connection ' +
    'or an open file the object cannot be sent: Python says "cannot pickle \'_thread.RLock\' object", here the error says at which path the lock is. ' +
    'Both say it in the caller, at the call, not in a worker that nobody looks at, and the pool goes on. A page has no processes, only threads, ' +
    'to which a lock of threads does travel, but no method, and no instance of a class. The cure is to keep state and ' +
    'work apart: a function of a module, which is given the little that it needs.',
  refs: [
    {
      title: 'Python: what can be pickled and unpickled?',
      url: 'https://docs.python.org/3/library/pickle.html#what-can-be-pickled-and-unpickled',
    },
    {
      title: 'Python: programming guidelines of multiprocessing',
      url: 'https://docs.python.org/3/library/multiprocessing.html#programming-guidelines',
    },
  ],
  requires: ['threads', 'shared-memory'],
  params: {},
  variants: {
    method: { title: 'The bound method as the function' },
    object: { title: 'The object among the arguments' },
    state: { title: 'Its state in a plain object, the lock among it' },
    task: { title: 'A function of a module, and what it needs' },
  },
  outcomes: {
    method: refused(
      always('refused, target', 'A bound method has no address in another process'),
      always('refused, target', 'A bound method has no address in another thread either'),
    ),
    object: refused(
      always('refused, items[0][0], for its lock', 'The instance does not travel, and neither does its lock'),
      always('refused, args[0]', 'The instance does not travel, for its class is not known elsewhere'),
    ),
    state: refused(
      always('refused, items[0][0].lock, for its lock', 'The lock is of the threads of one process'),
      always('mapped, the lock with it', 'It is a lock of threads, and a thread is where it goes'),
    ),
    task: [
      { match: 'mapped', expect: 'always', why: 'Everything that the function is given travels' },
      never('wrong result', 'Ten times each'),
      never(/^refused/, 'There is nothing in it that does not travel'),
    ],
  },
  nonVacuous: { method: ['maps'], object: ['maps'], state: ['maps'], task: ['maps'] },
  mutants: [
    { id: 'a-task', variant: 'method', status: 'forbidden', why: 'The function is a task after all' },
    { id: 'a-plain-copy', variant: 'object', status: 'forbidden', why: 'The object goes without its lock' },
    { id: 'without-the-lock', variant: 'state', status: 'forbidden', why: 'The lock is left out' },
    {
      id: 'another-factor',
      variant: 'task',
      status: 'forbidden',
      why: 'The function is given another factor',
    },
  ],
  measures: [],
  engine: 'run',
  run: (ctx): Promise<Seen> => attempt(ctx),
  project({ results, locked, path, namesLock, goesOn }): string {
    if (!goesOn) return 'the pool is lost';
    if (results !== null && String(results) !== '10,20,30') return 'wrong result';
    if (results !== null) return locked ? 'mapped, the lock with it' : 'mapped';
    if (path === null || path === '') return 'refused otherwise';
    return `refused, ${path}${namesLock ? ', for its lock' : ''}`;
  },
});

export default scenario;
