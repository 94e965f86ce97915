/**
 * Row 7.6: what goes to another process when a pool is to call a function.
 *
 * @module
 */

import { SerializationError } from '../../errors.ts';
import { currentProcess, Pool } from '../../multiprocessing/index.ts';
import { defineScenario, type Outcome, type Scenario, type ScenarioContext } from '../../scenario/index.ts';
import { defineTasks, type Task } from '../../task/index.ts';
import { PROCESSES } from '../support/processes.ts';

type Basket = { readonly items: string[] };

type Seen = {
  readonly asked: string;
  /** What the child had in the end, what the parent has, and whether they are two processes. */
  readonly child: readonly string[];
  readonly parent: readonly string[];
  readonly apart: boolean;
  /** The path that the refusal names; null where there was none. */
  readonly refused: string | null;
};

const { add } = defineTasks(import.meta.url, {
  add(basket: Basket, item: string): readonly [items: string[], pid: number] {
    basket.items.push(item);
    return [basket.items, currentProcess().pid ?? 0];
  },
});

async function call(ctx: ScenarioContext): Promise<Seen> {
  await using pool = new Pool({ processes: 1 });
  const basket: Basket = { items: ['bread'] };
  const closure = ((given: Basket) => [given.items, 0]) as unknown as typeof add;
  const task: Task<[Basket, string], readonly [string[], number]> =
    ctx.variant === 'closure' && ctx.mutant !== 'a-task' ? closure : add;
  ctx.count('calls');
  try {
    const called =
      ctx.mutant === 'in-this-process'
        ? add(basket, 'milk')
        : await pool.applyAsync(task, [basket, 'milk']).get({ signal: ctx.signal });
    const [child, pid] = called;
    const apart = pid !== currentProcess().pid;
    return { asked: ctx.variant, child, parent: basket.items, apart, refused: null };
  } catch (error) {
    if (!(error instanceof SerializationError)) throw error;
    return { asked: ctx.variant, child: [], parent: basket.items, apart: false, refused: error.path };
  }
}

const never = (match: string, why: string): Outcome => ({ match, expect: 'never', why });

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'function-and-arguments',
  title: 'A function goes by its name, its arguments as copies',
  section: 7,
  rows: ['7.6'],
  lesson:
    'What a pool sends to a process is bytes. A function goes as its address, the module and the name in it, and the child imports the module ' +
    'and looks the name up; so a closure, which has no name that another process could look up, is refused at once. Arguments go as copies: ' +
    'the child may change its own as it likes, and the caller sees nothing of it but the result, which comes back as a copy too.',
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
    arguments: { title: 'The child changes what it was given' },
    closure: { title: 'The function is a closure' },
  },
  outcomes: {
    arguments: [
      { match: 'a copy', expect: 'always', why: 'The child has its own basket; the parent’s is as it was' },
      never('the same', 'Nothing is shared by being an argument'),
      never('no other process', 'A worker of a pool is another process'),
    ],
    closure: [
      { match: 'refused', expect: 'always', why: 'No other process could find it' },
      never('a copy', 'The code of a closure does not travel, and what it closes over does not either'),
    ],
  },
  nonVacuous: { arguments: ['calls'], closure: ['calls'] },
  mutants: [
    {
      id: 'in-this-process',
      variant: 'arguments',
      status: 'forbidden',
      why: 'Calls the function here, with the very argument',
    },
    { id: 'a-task', variant: 'closure', status: 'forbidden', why: 'The function has an address after all' },
  ],
  measures: [],
  engine: 'run',
  run: (ctx): Promise<Seen> => call(ctx),
  project({ child, parent, apart, refused }): string {
    if (refused !== null) return 'refused';
    if (parent.length > 1) return 'the same';
    if (!apart) return 'no other process';
    return String(child) === 'bread,milk' ? 'a copy' : 'the same';
  },
});

export default scenario;
