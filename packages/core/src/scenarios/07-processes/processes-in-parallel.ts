/**
 * Row 7.2: processes overcome the interpreter lock.
 *
 * @module
 */

import { currentHost } from '../../agent/state.ts';
import { defineScenario, type Scenario } from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import { BURST_PARAMS } from '../support/burst-params.ts';
import { assumeQuiet, type Bursts, compareBursts, gainOf, type Once } from '../support/bursts.ts';
import { clock } from '../support/clock.ts';
import { withProcesses } from '../support/process-pool.ts';
import { PROCESSES } from '../support/processes.ts';

/** Milliseconds: how far ahead a start is agreed on. */
const AHEAD = 15;

const { calibrate, share } = defineTasks(import.meta.url, {
  /** How many steps take so long, in this process, whose loop is compiled afterwards. */
  calibrate(ms: number): number {
    for (let loops = 1 << 16; ; loops *= 2) {
      const begin = clock();
      compute(loops);
      if (clock() - begin >= ms / 2 || loops >= 2 ** 30) return loops * 2;
    }
  },
  /** Begins at an agreed moment, so that whoever comes later to it has taken turns. */
  share(loops: number, at: number): number {
    while (clock() < at);
    compute(loops);
    return clock();
  },
});

function compute(loops: number): number {
  let x = 1;
  for (let i = 0; i < loops; i++) x = (Math.imul(x, 1664525) + 1013904223) | 0;
  return x;
}

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'processes-in-parallel',
  title: 'Processes that compute at the same time',
  section: 7,
  rows: ['7.2'],
  lesson:
    'The interpreter lock of CPython is one for each interpreter, and a process has an interpreter of its own. So work that only computes, ' +
    'which threads of CPython cannot do sooner, a pool of processes does in parallel: two shares by two workers take less than three ' +
    'quarters of what they take by one. In JavaScript threads do so too, because each has an interpreter of its own, and processes gain no ' +
    'more than they do; what they add is that a crash or a leak of one is not the end of the others.',
  refs: [
    {
      title: 'Python: ProcessPoolExecutor',
      url: 'https://docs.python.org/3/library/concurrent.futures.html#processpoolexecutor',
    },
    {
      title: 'Python glossary: global interpreter lock',
      url: 'https://docs.python.org/3/glossary.html#term-global-interpreter-lock',
    },
  ],
  requires: PROCESSES,
  params: BURST_PARAMS,
  variants: { 'two-workers': { title: 'Two shares, by one worker and by two' } },
  outcomes: {
    'two-workers': [
      {
        match: 'parallel',
        expect: 'always',
        why: 'Two processes did two shares in less than three quarters of the time that one takes for them',
      },
      {
        match: 'in turn',
        expect: 'never',
        why: 'Two processes have no interpreter in common, and no lock of one',
      },
    ],
  },
  nonVacuous: { 'two-workers': ['attempts'] },
  mutants: [
    {
      id: 'one-worker',
      variant: 'two-workers',
      status: 'forbidden',
      why: 'The pool has one worker, which does one share after the other',
    },
  ],
  measures: [
    { id: 'gain', title: 'Time by one worker over time by two', unit: 'ratio', better: 'higher' },
    { id: 'attempts', title: 'Bursts until they had the CPUs', unit: 'count', better: 'lower' },
  ],
  limit: 120_000,
  engine: 'timing',
  async run(ctx, params): Promise<Bursts> {
    ctx.assume(currentHost().parallelism() > 1, 'This machine has one CPU for this program');
    const alone = ctx.mutant === 'one-worker';
    // Turns stay turns however often they are tried.
    const patience = alone ? Math.min(params.patience, 500) : params.patience;
    const bursts = await withProcesses({ maxWorkers: alone ? 1 : 2 }, async (pool) => {
      const { signal } = ctx;
      // Both have their loop compiled before the first burst.
      const found = [0, 1].map(() => pool.submit(calibrate, params.ms / 10).result({ signal }));
      const loops = Math.min(...(await Promise.all(found)));
      const once: Once = async (together, size) => {
        const at = clock() + AHEAD;
        const shares = together ? [size, size] : [2 * size];
        const ends = shares.map((times) => pool.submit(share, loops * times, at).result({ signal }));
        return { wall: Math.max(...(await Promise.all(ends))) - at, cpus: null };
      };
      return compareBursts(ctx, once, patience);
    });
    assumeQuiet(ctx, bursts);
    ctx.count('attempts', bursts.attempts);
    ctx.measure('attempts', bursts.attempts);
    ctx.measure('gain', gainOf(bursts));
    return bursts;
  },
  project: ({ parallel }) => (parallel ? 'parallel' : 'in turn'),
});

export default scenario;
