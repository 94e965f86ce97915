/**
 * The benchmarks of executors, and of the packages that are pools. All have two workers.
 *
 * @module
 */

import { type Benchmark, implementations, type Row } from './benchmark.ts';

/** Begins with this: what is told of pools by a table of its own. */
export const POOL_PREFIX = 'pool-';

const BARE: Row = ['bare', 'a message for each task'];
const BATCH: Row = ['batch', 'a message for each turn'];
const OURS: Row = ['ours', 'futures.ThreadPoolExecutor'];

const PACKAGES: readonly Row[] = [
  ['piscina', 'run'],
  ['tinypool', 'run'],
  ['workerpool', 'exec'],
  ['bthreads', 'Pool, call'],
  ['multithreading', 'spawn and join'],
  ['comlink', 'two workers in turn'],
  ['jest-worker', 'Worker'],
];
const SYNCKIT: Row = ['synckit', 'createSyncFn'];
const THREADS: Row = ['python', 'ThreadPoolExecutor'];
const PROCESSES: Row = ['processes', 'ProcessPoolExecutor'];

/** So much at once that what a sample's ends cost is little beside it; and no longer than it has to be. */
const THOUSANDS = { least: 4000, warmUps: 4, samples: 16 };
/** A MiB takes 100 ms where a runtime looks for something to transfer in each of its bytes. */
const BUFFERS = { least: 16, warmUps: 2, samples: 24 };

export const POOLS: readonly Benchmark[] = [
  {
    id: `${POOL_PREFIX}noop`,
    title: 'Tasks that do nothing, 1000 of them in flight',
    operation: 'a task',
    rate: 'tasks/s',
    sampling: THOUSANDS,
    implementations: implementations('pool', 'noop', [BARE, BATCH, OURS, ...PACKAGES, THREADS, PROCESSES]),
  },
  {
    id: `${POOL_PREFIX}roundtrip`,
    title: 'Tasks that do nothing, one after another, each awaited',
    operation: 'a round trip',
    rate: null,
    implementations: implementations('pool', 'roundTrip', [
      BARE,
      BATCH,
      OURS,
      ...PACKAGES,
      THREADS,
      PROCESSES,
    ]),
  },
  {
    id: `${POOL_PREFIX}blocking`,
    title: 'Tasks that do nothing, one after another, each waited for with the thread blocked',
    operation: 'a round trip',
    rate: null,
    implementations: [
      ...implementations('blocking', 'roundTrip', [['bare', 'Atomics.wait, receiveMessageOnPort']]),
      ...implementations('pool', 'blocking', [
        ['ours', 'ThreadPoolExecutor, resultSync'],
        SYNCKIT,
        ['python', 'ThreadPoolExecutor, result'],
        ['processes', 'ProcessPoolExecutor, result'],
      ]),
    ],
  },
  {
    id: `${POOL_PREFIX}object`,
    title: 'Objects of 0.9 KB, there and back, 1000 of them in flight',
    operation: 'a task',
    rate: 'tasks/s',
    sampling: THOUSANDS,
    implementations: implementations('pool', 'objects', [
      BARE,
      BATCH,
      OURS,
      ...PACKAGES,
      ['python', 'ThreadPoolExecutor (passes a reference)'],
      PROCESSES,
    ]),
  },
  {
    id: `${POOL_PREFIX}buffer-copied`,
    title: 'Arrays of 1 MiB, copied to the worker, eight of them in flight',
    operation: 'a task',
    rate: null,
    sampling: BUFFERS,
    implementations: implementations('pool', 'copied', [
      BARE,
      OURS,
      ...PACKAGES,
      ['python', 'ThreadPoolExecutor (passes a reference)'],
      PROCESSES,
    ]),
  },
  {
    id: `${POOL_PREFIX}buffer-transferred`,
    title: 'Buffers of 1 MiB, moved to the worker and back, eight of them in flight',
    operation: 'a task',
    rate: null,
    sampling: BUFFERS,
    implementations: implementations('pool', 'transferred', [BARE, OURS, ...PACKAGES]),
  },
  {
    id: `${POOL_PREFIX}cold`,
    title: 'A pool’s first result, in a fresh process',
    operation: 'loading the package, making the pool, one task',
    rate: null,
    sampling: { gauge: 1, samples: 1 },
    implementations: implementations('pool', 'cold', [BARE, OURS, ...PACKAGES, SYNCKIT, THREADS, PROCESSES]),
  },
  {
    id: `${POOL_PREFIX}cpu`,
    title: 'The product of 1 to 10,000, eight of them in flight',
    operation: 'a product',
    rate: null,
    sampling: { least: 8, warmUps: 2, samples: 12 },
    implementations: implementations('pool', 'products', [
      BARE,
      OURS,
      ...PACKAGES,
      ['python', 'ThreadPoolExecutor (one at a time holds the interpreter)'],
      PROCESSES,
    ]),
  },
  {
    id: `${POOL_PREFIX}queued`,
    title: '100,000 tasks that wait for busy workers',
    operation: 'a task that waits',
    rate: null,
    unit: 'bytes',
    sampling: { gauge: 100_000, samples: 1 },
    implementations: implementations('pool', 'queued', [BARE, BATCH, OURS, ...PACKAGES, THREADS, PROCESSES]),
  },
  {
    id: `${POOL_PREFIX}mixed`,
    title: 'Short tasks, eight every two milliseconds, while there is always one long one',
    operation: 'a short task',
    rate: null,
    judged: 'p99',
    sampling: { gauge: 512, samples: 512 },
    implementations: implementations('pool', 'mixed', [BARE, OURS, ...PACKAGES, THREADS, PROCESSES]),
  },
  {
    id: `${POOL_PREFIX}timers`,
    title: 'A timer of 10 ms in the main thread, beside 1000 tasks in flight that do nothing',
    operation: 'a tick of the timer',
    rate: null,
    sampling: { least: 10, warmUps: 4, samples: 12 },
    implementations: implementations('pool', 'timers', [BARE, BATCH, OURS, ...PACKAGES]),
  },
];
