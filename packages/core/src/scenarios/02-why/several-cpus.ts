/**
 * Row 2.1: with several CPUs, threads run in parallel.
 *
 * @module
 */

import { currentHost } from '../../agent/state.ts';
import { defineScenario, type Scenario } from '../../scenario/index.ts';
import { BURST_PARAMS } from '../support/burst-params.ts';
import { assumeQuiet, type Bursts, gainOf, tryBursts } from '../support/bursts.ts';
import { JAVASCRIPT } from '../support/runtimes.ts';

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'several-cpus',
  title: 'Several CPUs: threads that compute at the same time',
  section: 2,
  rows: ['2.1'],
  lesson:
    'A machine with several CPUs can run several threads or processes at the same time, and then work that is divided is done sooner. ' +
    'Two things show it: the clock, since two shares together take less than three quarters of what they take in turn, and the CPU time ' +
    'of the process, which then runs faster than the clock. Threads of JavaScript do this, because each has an interpreter and a heap of ' +
    'its own. Threads of CPython do not, as long as one lock lets one of them at a time run Python code; its processes do, its interpreter ' +
    'pools do, and so do threads of its free-threaded builds. On a machine that is busy with other things the gain is less, so the ' +
    'shares here are short, and are done again until they had the CPUs to themselves.',
  refs: [
    {
      title: 'Python glossary: global interpreter lock',
      url: 'https://docs.python.org/3/glossary.html#term-global-interpreter-lock',
    },
    { title: 'Linux: getrusage(2)', url: 'https://man7.org/linux/man-pages/man2/getrusage.2.html' },
    { title: 'ECMAScript: agents', url: 'https://tc39.es/ecma262/#sec-agents' },
    {
      title: 'Python: InterpreterPoolExecutor',
      url: 'https://docs.python.org/3/library/concurrent.futures.html#interpreterpoolexecutor',
    },
  ],
  requires: ['threads', 'shared-memory'],
  params: BURST_PARAMS,
  variants: { 'two-threads': { title: 'Two shares, by one thread and by two' } },
  outcomes: {
    'two-threads': [
      {
        match: 'parallel',
        expect: 'always',
        why: 'Two threads did two shares in less than three quarters of the time that one takes for them',
      },
      {
        match: 'in turn',
        expect: 'always',
        why: 'The interpreter lock lets one thread at a time run Python code, whatever the number of CPUs',
        on: ['python'],
      },
      {
        match: 'in turn',
        expect: 'never',
        why: 'Threads of JavaScript have no lock in common, so nothing makes them take turns',
        on: JAVASCRIPT,
      },
    ],
  },
  nonVacuous: { 'two-threads': ['attempts'] },
  mutants: [
    {
      id: 'one-lock',
      variant: 'two-threads',
      status: 'forbidden',
      why: 'Computes under one lock, as the threads of CPython do',
    },
  ],
  measures: [
    { id: 'gain', title: 'Time by one thread over time by two', unit: 'ratio', better: 'higher' },
    { id: 'cpus', title: 'CPU time over elapsed time of the two', unit: 'ratio', better: 'higher' },
    { id: 'attempts', title: 'Bursts until they had the CPUs', unit: 'count', better: 'lower' },
  ],
  limit: 120_000,
  engine: 'timing',
  async run(ctx, params): Promise<Bursts> {
    ctx.assume(currentHost().parallelism() > 1, 'This machine has one CPU for this program');
    const oneByOne = ctx.mutant === 'one-lock';
    // Turns stay turns however often they are tried.
    const patience = oneByOne ? Math.min(params.patience, 500) : params.patience;
    const bursts = await tryBursts(ctx, { threads: 2, ms: params.ms, patience, oneByOne });
    assumeQuiet(ctx, bursts);
    ctx.count('attempts', bursts.attempts);
    ctx.measure('attempts', bursts.attempts);
    ctx.measure('gain', gainOf(bursts));
    if (bursts.cpus !== null) ctx.measure('cpus', bursts.cpus);
    return bursts;
  },
  project: ({ parallel }) => (parallel ? 'parallel' : 'in turn'),
});

export default scenario;
