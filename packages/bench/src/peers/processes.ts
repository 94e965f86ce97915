/**
 * The benchmarks of two processes that wait for each other.
 *
 * @module
 */

import type { Sampling } from '../engines/timing/order.ts';
import { type Benchmark, type Implementation, implementations } from './benchmark.ts';

/** Begins with this: what is told of processes by a table of its own. */
export const PROCESS_PREFIX = 'process-';

/** A process is as good as any other, and starting one takes long; meanwhile the next comes up that stands by. */
const STARTS: Partial<Sampling> = { restMs: 250, warmUps: 2, samples: 8 };
const DEATHS: Partial<Sampling> = { restMs: 20, warmUps: 2, samples: 12 };

function ours(make: string, title: string): Implementation {
  return { by: 'ours', title, module: 'ours/process', make };
}

function stream(id: string, what: string, make: string, mixed: readonly Implementation[] = []): Benchmark {
  return {
    id: `${PROCESS_PREFIX}queue-${id}`,
    title: `A queue of ${what}, from one process to another`,
    operation: 'an item',
    rate: 'items/s',
    implementations: [
      ...implementations('process-queue', make, [
        ['bare', 'node:v8 serialisation over a unix socket'],
        ['ours', 'multiprocessing.Queue, blocking'],
      ]),
      ...mixed,
      ...implementations('process-queue', make, [
        ['ipc', 'fork, advanced serialisation'],
        ['processes', 'multiprocessing.Queue'],
      ]),
    ],
  };
}

const MIXED: Implementation = {
  by: 'ours',
  title: 'the same with a process of another runtime',
  module: 'ours/process-queue',
  make: 'objectsMixed',
};

export const PROCESSES: readonly Benchmark[] = [
  {
    id: `${PROCESS_PREFIX}roundtrip`,
    title: 'Two processes that wake each other',
    operation: 'a round trip',
    rate: null,
    implementations: [
      ...implementations('process', 'roundTrip', [['bare', 'a byte each way over a unix socket']]),
      ours('roundTrip', 'two multiprocessing.Semaphores, blocking'),
      ours('roundTripMixed', 'the same with a process of another runtime'),
      ...implementations('process', 'roundTrip', [
        ['ipc', 'fork, a message each way'],
        ['processes', 'two multiprocessing.Semaphores'],
      ]),
    ],
  },
  {
    id: `${PROCESS_PREFIX}wake`,
    title: 'Two processes whose event loops wake each other',
    operation: 'a wake-up, half a round trip',
    rate: null,
    implementations: [
      ...implementations('process', 'wake', [['bare', 'a byte over a unix socket']]),
      ours('wake', 'multiprocessing.Semaphore, await acquire'),
      ours('wakeMixed', 'the same with a process of another runtime'),
      ...implementations('process', 'wake', [
        ['ipc', 'fork, a message'],
        ['processes', 'multiprocessing.Pipe in asyncio'],
      ]),
    ],
  },
  {
    id: `${PROCESS_PREFIX}start`,
    title: 'A process, from its start to its first result',
    operation: 'starting one and hearing of it',
    rate: null,
    sampling: STARTS,
    implementations: [
      ...implementations('process', 'start', [['bare', 'spawn of the runtime, a byte of its output']]),
      ours('spawn', "multiprocessing.Process, 'spawn'"),
      ours('standby', "multiprocessing.Process, 'standby'"),
      ...implementations('process', 'start', [
        ['ipc', 'fork, a message'],
        ['processes', "multiprocessing.Process, 'spawn'"],
      ]),
    ],
  },
  {
    id: `${PROCESS_PREFIX}recovery`,
    title: 'A process that is killed while it holds what another waits for',
    operation: 'having it after the SIGKILL',
    rate: null,
    sampling: DEATHS,
    implementations: [
      ...implementations('process', 'recovery', [['bare', 'the exit event of the child, no lock']]),
      ours('recovery', 'multiprocessing.Lock, acquireSync'),
      ours('recoveryAsync', 'multiprocessing.Lock, await acquire'),
      ...implementations('process', 'recovery', [
        ['processes', 'Process.sentinel, no lock (its own stays held for ever)'],
      ]),
    ],
  },
  stream('number', 'numbers', 'numbers'),
  stream('string', 'short strings', 'strings'),
  stream('object', 'small objects', 'objects', [MIXED]),
  stream('bytes-64k', 'arrays of 64 KiB', 'bytes'),
  {
    id: `${PROCESS_PREFIX}queue-roundtrip`,
    title: 'Question and answer over two queues, from one process to another',
    operation: 'a round trip',
    rate: null,
    implementations: implementations('process-queue', 'roundTrip', [
      ['bare', 'node:v8 serialisation over a unix socket'],
      ['ours', 'two multiprocessing.Queues, blocking'],
      ['ipc', 'fork, a message each way'],
      ['processes', 'two multiprocessing.Queues'],
    ]),
  },
  {
    id: `${PROCESS_PREFIX}manager`,
    title: 'A value of a dict that a manager’s process owns',
    operation: 'getting it',
    rate: null,
    implementations: [
      ...implementations('process-queue', 'roundTrip', [
        ['bare', 'a question and its answer by node:v8 over a unix socket'],
      ]),
      ...implementations('manager', 'blocking', [['ours', 'Manager().dict, getSync']]),
      ...implementations('manager', 'awaited', [['ours', 'Manager().dict, await get']]),
      ...implementations('manager', 'blocking', [['processes', 'Manager().dict, get']]),
    ],
  },
];
