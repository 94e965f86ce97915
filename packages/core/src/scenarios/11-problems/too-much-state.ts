/**
 * Row 11.9: a pool that is to call the method of an object that holds a lock.
 *
 * @module
 */

import { ScopeError, SerializationError } from '../../errors.ts';
import { Pool } from '../../multiprocessing/index.ts';
import { defineScenario, type Outcome, type Scenario, type ScenarioContext } from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import { RLock } from '../../threading/index.ts';
import { PROCESSES } from '../support/processes.ts';
import { JAVASCRIPT } from '../support/runtimes.ts';

type Seen = {
  readonly asked: string;
  /** What the map gave; null where it was refused. */
  readonly results: readonly number[] | null;
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

const { multiply, multiplyBy } = defineTasks(import.meta.url, {
  multiply: (n: number): number => 10 * n,
  multiplyBy: ({ factor }: State, n: number): number => factor * n,
});

async function mapWith(ctx: ScenarioContext, pool: Pool, object: Multiplier): Promise<readonly number[]> {
  const numbers = [1, 2, 3];
  const { signal } = ctx;
  switch (ctx.variant) {
    case 'method': {
      const method = object.times.bind(object) as unknown as typeof multiply;
      return pool.mapAsync(ctx.mutant === 'a-task' ? multiply : method, numbers).get({ signal });
    }
    case 'object': {
      const whole = ctx.mutant === 'a-plain-copy' ? { factor: object.factor } : object;
      return pool.starmapAsync(multiplyBy, withEach(whole, numbers)).get({ signal });
    }
    case 'state': {
      const { factor, guard } = object;
      const state = ctx.mutant === 'without-the-lock' ? { factor } : { factor, lock: guard.lock };
      return pool.starmapAsync(multiplyBy, withEach(state, numbers)).get({ signal });
    }
    default: {
      const factor = ctx.mutant === 'another-factor' ? 11 : object.factor;
      return pool.starmapAsync(multiplyBy, withEach({ factor }, numbers)).get({ signal });
    }
  }
}

function withEach(state: State, numbers: readonly number[]): [State, number][] {
  return numbers.map((n) => [state, n]);
}

async function attempt(ctx: ScenarioContext): Promise<Seen> {
  const object = new Multiplier();
  await using pool = new Pool({ processes: 1 });
  ctx.count('maps');
  const goesOn = async (): Promise<boolean> => (await pool.apply(multiply, [4])) === 40;
  try {
    const results = await mapWith(ctx, pool, object);
    return { asked: ctx.variant, results, path: null, namesLock: false, goesOn: await goesOn() };
  } catch (error) {
    if (!(error instanceof SerializationError || error instanceof ScopeError)) throw error;
    const namesLock = error.message.includes('RLock');
    return { asked: ctx.variant, results: null, path: error.path, namesLock, goesOn: await goesOn() };
  }
}

const never = (match: string | RegExp, why: string): Outcome => ({ match, expect: 'never', why });
const refused = (match: string, why: string): readonly Outcome[] => [
  { match, expect: 'always', why, on: JAVASCRIPT },
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
    'Both say it in the caller, at the call, not in a worker that nobody looks at, and the pool goes on. The cure is to keep state and ' +
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
  requires: PROCESSES,
  params: {},
  variants: {
    method: { title: 'The bound method as the function' },
    object: { title: 'The object among the arguments' },
    state: { title: 'Its state in a plain object, the lock among it' },
    task: { title: 'A function of a module, and what it needs' },
  },
  outcomes: {
    method: refused('refused, target', 'A bound method has no address in another process'),
    object: refused(
      'refused, items[0][0], for its lock',
      'The instance does not travel, and neither does its lock',
    ),
    state: refused('refused, items[0][0].lock, for its lock', 'The lock is of the threads of one process'),
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
  project({ results, path, namesLock, goesOn }): string {
    if (!goesOn) return 'the pool is lost';
    if (results !== null) return String(results) === '10,20,30' ? 'mapped' : 'wrong result';
    if (path === null || path === '') return 'refused otherwise';
    return `refused, ${path}${namesLock ? ', for its lock' : ''}`;
  },
});

export default scenario;
