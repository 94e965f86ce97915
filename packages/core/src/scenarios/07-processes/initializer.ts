/**
 * Row 7.7: what each worker of a pool does first.
 *
 * @module
 */

import { BrokenProcessPool } from '../../errors.ts';
import type { ProcessPoolExecutor } from '../../futures/index.ts';
import { currentProcess, type SharedValue, Value } from '../../multiprocessing/index.ts';
import { defineScenario, type Outcome, type Scenario, type ScenarioContext } from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import { withProcesses } from '../support/process-pool.ts';
import { PROCESSES } from '../support/processes.ts';

type Count = SharedValue<'i32'>;

type Seen = {
  readonly asked: string;
  /** How often an initialiser ran, and in how many processes calls were made. */
  readonly prepared: number;
  readonly processes: number;
  /** Calls that found their process not as the initialiser leaves it. */
  readonly unprepared: number;
  readonly broken: boolean;
};

/** What an initialiser sets, in the module of its own process. */
let level = 'none';

const { prepare, refuse, look } = defineTasks(import.meta.url, {
  prepare(count: Count, to: string): void {
    count.add(1);
    level = to;
  },
  refuse(count: Count): void {
    count.add(1);
    throw new RangeError('not today');
  },
  async look(): Promise<readonly [level: string, pid: number]> {
    // Long enough for others to be needed.
    await new Promise<void>((resolve) => void setTimeout(resolve, 5));
    return [level, currentProcess().pid ?? 0];
  },
});

async function makeCalls(ctx: ScenarioContext, maxWorkers: number, calls: number): Promise<Seen> {
  const count = Value('i32', 0);
  const asked = ctx.variant;
  const body = async (pool: ProcessPoolExecutor<never>): Promise<Seen> => {
    const futures = Array.from({ length: calls }, () => pool.submit(look).result({ signal: ctx.signal }));
    const answers = await Promise.all(futures);
    const processes = new Set(answers.map(([, pid]) => pid)).size;
    const unprepared = answers.filter(([found]) => found !== 'ready').length;
    return { asked, prepared: count.value, processes, unprepared, broken: false };
  };
  ctx.count('calls', calls);
  try {
    const as = (pool: unknown): Promise<Seen> => body(pool as ProcessPoolExecutor<never>);
    if (ctx.mutant === 'nothing-first') return await withProcesses({ maxWorkers }, as);
    if (asked === 'fails' && ctx.mutant !== 'forgiving')
      return await withProcesses({ maxWorkers, initializer: refuse, initargs: [count] }, as);
    return await withProcesses({ maxWorkers, initializer: prepare, initargs: [count, 'ready'] }, as);
  } catch (error) {
    if (!(error instanceof BrokenProcessPool)) throw error;
    return { asked, prepared: count.value, processes: 0, unprepared: 0, broken: true };
  }
}

const never = (match: string, why: string): Outcome => ({ match, expect: 'never', why });

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'initializer',
  title: 'What a worker does first, and what becomes of the pool when that fails',
  section: 7,
  rows: ['7.7'],
  lesson:
    'A worker is a process with modules of its own, as they are when they are new. The initialiser is run in each of them once, before its first ' +
    'call, with initargs: the place to open what every call needs, and to hand a lock over that calls cannot be given. What it sets is the ' +
    'worker’s own. One that fails leaves nobody who could make a call as it was meant, so the pool is broken and every call says so. ' +
    'Python’s executors do the same; its Pool starts a new worker in place of the failed one, for ever.',
  refs: [
    {
      title: 'Python: ProcessPoolExecutor, initializer',
      url: 'https://docs.python.org/3/library/concurrent.futures.html#processpoolexecutor',
    },
  ],
  requires: PROCESSES,
  params: {
    workers: { type: 'integer', default: 4, quick: 2, min: 1, max: 100, about: 'Processes of the pool' },
    calls: { type: 'integer', default: 100, quick: 20, min: 1, max: 10_000, about: 'Calls' },
  },
  variants: {
    once: { title: 'Each worker is made ready' },
    fails: { title: 'The initialiser throws' },
  },
  outcomes: {
    once: [
      {
        match: 'once each',
        expect: 'always',
        why: 'Every process was made ready once, before its first call',
      },
      never('a call before it', 'No call is made in a process that is not ready'),
      never('not once each', 'It runs once in each process, not for each call'),
      never('broken', 'Nothing has failed'),
    ],
    fails: [
      { match: 'broken', expect: 'always', why: 'The pool says that it is broken, to every call' },
      never('once each', 'A pool whose initialiser fails makes no call'),
    ],
  },
  nonVacuous: { once: ['calls'], fails: ['calls'] },
  mutants: [
    { id: 'nothing-first', variant: 'once', status: 'forbidden', why: 'The workers do nothing first' },
    { id: 'forgiving', variant: 'fails', status: 'forbidden', why: 'The initialiser does not throw' },
  ],
  measures: [],
  limit: 120_000,
  engine: 'run',
  run: (ctx, { workers, calls }): Promise<Seen> => makeCalls(ctx, workers, calls),
  project({ prepared, processes, unprepared, broken }): string {
    if (broken) return 'broken';
    if (unprepared > 0) return 'a call before it';
    return prepared >= processes && prepared > 0 ? 'once each' : 'not once each';
  },
});

export default scenario;
