/**
 * Rows 7.4 and 7.5: a fixed number of processes, which are used again, and the ordered results of a map.
 *
 * @module
 */

import { currentProcess, parentProcess, Pool, Semaphore } from '../../multiprocessing/index.ts';
import { defineScenario, type Outcome, type Scenario, type ScenarioContext } from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import { PROCESSES } from '../support/processes.ts';

/** A result, by whom, and whose child that is. */
type Answer = readonly [square: number, pid: number, parent: number];

type Item = [n: number, done: Semaphore, others: number];

type Seen = {
  readonly squares: readonly number[];
  readonly expected: readonly number[];
  /** Different processes that answered, and how many there may be. */
  readonly processes: number;
  readonly allowed: number;
  /** Answers of processes that are no children of this one. */
  readonly strangers: number;
};

const { square } = defineTasks(import.meta.url, {
  /** The first ends after the `others`, whenever their processes are up. */
  async square(n: number, done: Semaphore, others: number): Promise<Answer> {
    if (n === 1) {
      for (let ended = 0; ended < others; ended += 1) await done.acquire();
      await new Promise<void>((resolve) => void setTimeout(resolve, 100));
    } else done.release();
    return [n * n, currentProcess().pid ?? 0, parentProcess()?.pid ?? 0];
  },
});

async function mapAll(ctx: ScenarioContext, size: number, calls: number): Promise<Seen> {
  const numbers = Array.from({ length: ctx.variant === 'guide' ? 3 : calls }, (_, n) => n + 1);
  const one = ctx.mutant === 'one-each' ? { maxTasksPerChild: 1 } : {};
  await using pool = new Pool({ processes: size, ...one });
  const begin = ctx.now();
  // So whoever gives results as they come gives the first one last.
  const done = new Semaphore(0);
  const items = numbers.map((n) => [n, done, numbers.length - 1] as Item);
  const answers =
    ctx.mutant === 'as-they-come'
      ? await inOrderOfEnds(pool, items)
      : await pool.starmapAsync(square, items, { chunksize: 1 }).get({ signal: ctx.signal });
  ctx.measure('all', ctx.now() - begin);
  ctx.count('answers', answers.length);
  const { pid = 0 } = currentProcess();
  return {
    squares: answers.map(([result]) => result),
    expected: numbers.map((n) => n * n),
    processes: new Set(answers.map(([, child]) => child)).size,
    allowed: size,
    strangers: answers.filter(([, child, parent]) => parent !== pid || child === pid).length,
  };
}

async function inOrderOfEnds(pool: Pool, items: readonly Item[]): Promise<Answer[]> {
  const answers: Answer[] = [];
  const calls = items.map(async (args) => void answers.push(await pool.apply(square, args)));
  await Promise.all(calls);
  return answers;
}

const never = (match: string, why: string): Outcome => ({ match, expect: 'never', why });
const OUTCOMES: readonly Outcome[] = [
  {
    match: 'in order',
    expect: 'always',
    why: 'Each result is where its item was, and no more processes than the pool has have worked',
  },
  never('out of order', 'map gives results in the order of the items, whichever ends first'),
  never('wrong result', 'Each result is that of its item'),
  never(
    'more processes than the pool has',
    'A pool has a fixed number of processes, which take one call after another',
  ),
  never('strangers', 'The workers are children of the process that has the pool'),
];

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'process-pool',
  title: 'A pool of five processes, and the squares in order',
  section: 7,
  rows: ['7.4', '7.5'],
  lesson:
    'A Pool starts a fixed number of processes and keeps them: Pool(5).map(square, [1, 2, 3]) has three of the five compute, and gives [1, 4, ' +
    '9], each result at the place of its item, whichever was there first. With more items than processes every process takes one after another, ' +
    'so a thousand calls cost five starts. Each call shows who made it: a child of this process, with a number of its own.',
  refs: [
    {
      title: 'Python: Pool',
      url: 'https://docs.python.org/3/library/multiprocessing.html#multiprocessing.pool.Pool',
    },
  ],
  requires: PROCESSES,
  params: {
    processes: { type: 'integer', default: 5, quick: 3, min: 1, max: 100, about: 'Processes of the pool' },
    calls: {
      type: 'integer',
      default: 100,
      quick: 30,
      min: 10,
      max: 100_000,
      about: 'Items of the long map',
    },
  },
  variants: {
    guide: { title: 'Three items, as in the guide' },
    many: { title: 'Many more items than processes' },
  },
  outcomes: { guide: OUTCOMES, many: OUTCOMES },
  nonVacuous: { guide: ['answers'], many: ['answers'] },
  mutants: [
    {
      id: 'as-they-come',
      variant: 'guide',
      status: 'forbidden',
      why: 'Collects the results in the order in which they come',
    },
    { id: 'one-each', variant: 'many', status: 'forbidden', why: 'Has each call made by a new process' },
  ],
  measures: [{ id: 'all', title: 'Time of all calls', unit: 'ms', better: 'lower' }],
  limit: 120_000,
  engine: 'run',
  run: (ctx, { processes, calls }): Promise<Seen> => mapAll(ctx, processes, calls),
  project({ squares, expected, processes, allowed, strangers }): string {
    if (strangers > 0) return 'strangers';
    if (processes > allowed) return 'more processes than the pool has';
    if (String(squares) === String(expected)) return 'in order';
    const sorted = squares.toSorted((a, b) => a - b);
    return String(sorted) === String(expected) ? 'out of order' : 'wrong result';
  },
});

export default scenario;
