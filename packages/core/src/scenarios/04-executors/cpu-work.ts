/**
 * Row 4.5: whether it pays to hand work that computes to others: to flows of one event loop, or to threads of a pool.
 *
 * @module
 */

import { currentHost } from '../../agent/state.ts';
import { defineScenario, type Outcome, type Scenario, type ScenarioContext } from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import { getIdent } from '../../threading/index.ts';
import { expected, factorial, residue } from '../support/factorials.ts';
import { assumeCpus, pairUp, type Pair } from '../support/pair-up.ts';
import { withPool } from '../support/pool.ts';
import { JAVASCRIPT } from '../support/runtimes.ts';

type Seen = {
  readonly pair: Pair;
  readonly wrong: number;
  /** Whether anything was computed by a thread that it was not meant for. */
  readonly strayed: boolean;
};

/** What was computed, and by which thread. */
type Item = readonly [residue: number, ident: number];

const { compute } = defineTasks(import.meta.url, {
  compute: (n: number): Item => [residue(factorial(n)), getIdent()],
});

/** Twice in a row and twice at once, again and again until that paid or the patience is over. */
async function compare(
  ctx: ScenarioContext,
  n: number,
  work: (n: number) => Promise<Item>,
  patience: number,
): Promise<Seen> {
  const right = expected(n).residue;
  const own = getIdent();
  let [wrong, strayed] = [0, false];
  const given = ctx.mutant === 'another-number' ? n - 1 : n;
  const one = async (): Promise<void> => {
    const [result, ident] = await work(given);
    ctx.count('items');
    if (result !== right) wrong += 1;
    if ((ident === own) !== (ctx.variant === 'one-loop')) strayed = true;
  };
  const both =
    ctx.mutant === 'in-turn'
      ? async (): Promise<unknown> => [await one(), await one()]
      : (): Promise<unknown> => Promise.all([one(), one()]);
  const pair = await pairUp(ctx, one, both, patience);
  ctx.measure('gain', pair.inRow / pair.atOnce);
  if (pair.cpus !== null) ctx.measure('cpus', pair.cpus);
  return { pair, wrong, strayed };
}

async function inPool(ctx: ScenarioContext, n: number, patience: number): Promise<Seen> {
  return withPool({ maxWorkers: 2, minWorkers: 2 }, (pool) =>
    compare(ctx, n, (given) => pool.submit(compute, given).result({ signal: ctx.signal }), patience),
  );
}

/** An async function that computes: it has the event loop from one await to the next. */
async function inFlow(n: number): Promise<Item> {
  await undefined;
  return compute(n);
}

/** Milliseconds that are enough to see no gain in: turns stay turns however often they are tried. */
const TURNS = 500;

const never = (match: string, why: string): Outcome => ({ match, expect: 'never', why });
const STRAYED = never(
  'by another thread',
  'Flows have the thread of their loop, and calls of a pool one of its threads',
);
const WRONG = never('wrong', 'Whoever computes, the factorial is the one that CPython has');

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'cpu-work',
  title: 'Do threads help work that computes?',
  section: 4,
  rows: ['4.5'],
  lesson:
    'It is said that threads do not help work that computes. That is true of threads that take turns. Python’s do, under the interpreter ' +
    'lock: two factorials in its ThreadPoolExecutor take as long as one after the other. Async functions on one event loop do (M:1), in ' +
    'every language: the loop is one thread, and has one CPU. The threads of a pool in JavaScript do not: each is a kernel thread with an ' +
    'interpreter, a heap and, if there is one, a CPU to itself (1:1), so two factorials take the time of one. Python says the same of its ' +
    'free-threaded builds and of its InterpreterPoolExecutor. A machine that is busy has no CPU to give, so the pairs here are short, ' +
    'and are tried again until they had two.',
  refs: [
    {
      title: 'Python glossary: global interpreter lock',
      url: 'https://docs.python.org/3/glossary.html#term-global-interpreter-lock',
    },
    {
      title: 'Python: InterpreterPoolExecutor',
      url: 'https://docs.python.org/3/library/concurrent.futures.html#interpreterpoolexecutor',
    },
    {
      title: 'Python support for free threading',
      url: 'https://docs.python.org/3/howto/free-threading-python.html',
    },
    { title: 'ECMAScript: agents', url: 'https://tc39.es/ecma262/#sec-agents' },
  ],
  requires: ['threads', 'shared-memory'],
  params: {
    n: {
      type: 'integer',
      default: 5000,
      min: 500,
      max: 100_000,
      about: 'The number whose factorial is computed; it should take a few milliseconds',
    },
    patience: {
      type: 'integer',
      default: 40_000,
      min: 100,
      max: 300_000,
      unit: 'ms',
      about: 'How long two at once are tried again on a machine that is busy',
    },
  },
  variants: {
    'one-loop': { title: 'Two flows of one event loop (M:1)' },
    pool: { title: 'Two threads of a pool (1:1)' },
  },
  outcomes: {
    'one-loop': [
      {
        match: 'no gain',
        expect: 'always',
        why: 'The loop is one thread, and flows that compute have it in turn',
      },
      never('gain', 'One thread computes no faster because two flows ask for it'),
      STRAYED,
      WRONG,
    ],
    pool: [
      { match: 'gain', expect: 'always', why: 'Each thread has an interpreter and a CPU to itself' },
      {
        match: 'no gain',
        expect: 'always',
        why: 'Two threads as well, but the interpreter lock lets one at a time run Python code',
        on: ['python'],
      },
      {
        match: 'no gain',
        expect: 'never',
        why: 'Threads of JavaScript have no lock in common',
        on: JAVASCRIPT,
      },
      STRAYED,
      WRONG,
    ],
  },
  nonVacuous: { 'one-loop': ['items'], pool: ['items'] },
  mutants: [
    {
      id: 'in-a-pool',
      variant: 'one-loop',
      status: 'forbidden',
      why: 'Hands the work to threads after all',
    },
    {
      id: 'in-turn',
      variant: 'pool',
      status: 'forbidden',
      why: 'Submits the second when the first has its result',
    },
    { id: 'another-number', variant: 'pool', status: 'forbidden', why: 'Computes the factorial of n − 1' },
  ],
  measures: [
    {
      id: 'gain',
      title: 'Two in a row over two at once, the shortest of each',
      unit: 'ratio',
      better: 'higher',
    },
    { id: 'cpus', title: 'CPU time over time, of two at once', unit: 'ratio', better: 'higher' },
  ],
  limit: 120_000,
  engine: 'timing',
  async run(ctx, { n, patience }): Promise<Seen> {
    if (ctx.variant === 'one-loop') {
      return ctx.mutant === 'in-a-pool' ? inPool(ctx, n, TURNS) : compare(ctx, n, inFlow, TURNS);
    }
    ctx.assume(currentHost().parallelism() > 1, 'This machine has one CPU for this program');
    const seen = await inPool(ctx, n, ctx.mutant === undefined ? patience : TURNS);
    assumeCpus(ctx, seen.pair);
    return seen;
  },
  project({ pair, wrong, strayed }): string {
    if (wrong > 0) return 'wrong';
    if (strayed) return 'by another thread';
    return pair.together ? 'gain' : 'no gain';
  },
});

export default scenario;
