/**
 * The benchmarks of executors over processes, and of the packages that have them. All have two workers.
 *
 * @module
 */

import { type Benchmark, type Implementation, implementations, type Row } from './benchmark.ts';
import { PROCESS_PREFIX } from './processes.ts';

const THOUSANDS = { least: 4000, warmUps: 4, samples: 16 };

const PEERS: readonly Row[] = [
  ['tinypool', "run, runtime: 'child_process'"],
  ['jest-worker', 'Worker, without threads'],
  ['workerpool', "exec, workerType: 'process'"],
];

/** The reference is of threads: by hand that is the quickest way to a worker. */
function rows(make: string, peers: readonly Row[] = PEERS): Implementation[] {
  return [
    ...implementations('pool', make, [['bare', 'threads, a message for each task']]),
    ...implementations('process-pool', make, [['ours', 'futures.ProcessPoolExecutor'], ...peers]),
    ...implementations('pool', make, [['processes', 'ProcessPoolExecutor']]),
    { by: 'processes', title: 'multiprocessing.Pool', module: 'bench_pool_multiprocessing', make },
  ];
}

export const PROCESS_POOLS: readonly Benchmark[] = [
  {
    id: `${PROCESS_PREFIX}pool-noop`,
    title: 'Tasks in processes that do nothing, 1000 of them in flight',
    operation: 'a task',
    rate: 'tasks/s',
    sampling: THOUSANDS,
    implementations: rows('noop'),
  },
  {
    id: `${PROCESS_PREFIX}pool-roundtrip`,
    title: 'Tasks in processes that do nothing, one after another, each awaited',
    operation: 'a round trip',
    rate: null,
    implementations: rows('roundTrip'),
  },
  {
    id: `${PROCESS_PREFIX}pool-object`,
    title: 'Objects of 0.9 KB to processes and back, 1000 of them in flight',
    operation: 'a task',
    rate: 'tasks/s',
    sampling: THOUSANDS,
    implementations: rows('objects'),
  },
];
