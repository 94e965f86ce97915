/**
 * What is measured, and who does it.
 *
 * @module
 */

import { type Benchmark, implementations, type Row } from './benchmark.ts';
import { POOLS } from './pools.ts';
import { PROCESS_POOLS } from './process-pools.ts';
import { PROCESSES } from './processes.ts';

function stream(id: string, what: string, make: string, peers: readonly Row[]): Benchmark {
  return {
    id: `queue-${id}`,
    title: `A queue of ${what}, from one thread to another`,
    operation: 'an item',
    rate: 'items/s',
    implementations: implementations('queue', make, [
      ['bare', 'postMessage'],
      ['ours', 'queue.Queue, blocking'],
      ...peers,
    ]),
  };
}

const CHANNEL: Row = ['multithreading', 'channel, blocking'];
const PYTHON_QUEUE: Row = ['python', 'queue.Queue (passes a reference)'];

export const CATALOGUE: readonly Benchmark[] = [
  {
    id: 'lock-uncontended',
    title: 'A lock that nobody else wants',
    operation: 'taking and freeing it',
    rate: null,
    implementations: implementations('lock', 'uncontended', [
      ['bare', 'compare-and-swap lock over Atomics'],
      ['ours', 'threading.Lock, acquireSync'],
      ['multithreading', 'Mutex, blockingLock'],
      ['python', 'threading.Lock'],
    ]),
  },
  {
    id: 'lock-processes',
    title: 'A lock of processes that nobody else wants',
    operation: 'taking and freeing it',
    rate: null,
    implementations: [
      ...implementations('lock', 'uncontended', [['bare', 'compare-and-swap lock over Atomics, of threads']]),
      ...implementations('process-lock', 'uncontended', [['ours', 'multiprocessing.Lock, acquireSync']]),
      ...implementations('lock', 'uncontended', [['processes', 'multiprocessing.Lock']]),
    ],
  },
  {
    id: 'lock-contended',
    title: 'A lock that two threads want all the time',
    operation: 'taking it, adding 1, freeing it',
    rate: null,
    implementations: implementations('lock', 'contended', [
      ['bare', 'compare-and-swap lock over Atomics'],
      ['ours', 'threading.Lock, acquireSync'],
      ['multithreading', 'Mutex, blockingLock'],
      ['python', 'threading.Lock'],
    ]),
  },
  {
    id: 'lock-async',
    title: 'A lock that nobody else wants, awaited',
    operation: 'taking and freeing it',
    rate: null,
    implementations: implementations('lock', 'asynchronous', [
      ['bare', 'compare-and-swap lock, Atomics.waitAsync'],
      ['ours', 'threading.Lock, await acquire'],
      ['web-locks', 'navigator.locks.request'],
      ['multithreading', 'Mutex, await lock'],
    ]),
  },
  {
    id: 'event-pingpong',
    title: 'Two threads that wake each other',
    operation: 'a round trip',
    rate: null,
    implementations: implementations('event', 'roundTrip', [
      ['bare', 'Atomics.wait and notify'],
      ['ours', 'two threading.Events'],
      ['python', 'two threading.Events'],
    ]),
  },
  stream('number', 'numbers', 'numbers', [CHANNEL, PYTHON_QUEUE]),
  stream('string', 'short strings', 'strings', [CHANNEL, PYTHON_QUEUE]),
  stream('object', 'small objects', 'objects', [CHANNEL, PYTHON_QUEUE]),
  stream('bytes-64k', 'arrays of 64 KiB', 'bytes', [PYTHON_QUEUE]),
  {
    id: 'queue-roundtrip',
    title: 'Question and answer over two queues',
    operation: 'a round trip',
    rate: null,
    implementations: [
      ...implementations('event', 'roundTrip', [['bare', 'Atomics.wait and notify, no queue']]),
      ...implementations('queue', 'roundTrip', [
        ['ours', 'two queue.Queues, blocking'],
        ['multithreading', 'two channels, blocking'],
        ['python', 'two queue.Queues'],
      ]),
    ],
  },
  {
    id: 'thread-start',
    title: 'A thread, from its start to its end',
    operation: 'starting and joining one',
    rate: null,
    // The stock makes the next worker meanwhile.
    sampling: { restMs: 200, warmUps: 6, samples: 24 },
    implementations: implementations('thread', 'startAndJoin', [
      ['bare', 'new Worker, a message, terminate'],
      ['ours', 'threading.Thread, start and join'],
      ['python', 'threading.Thread, start and join'],
    ]),
  },
  ...PROCESSES,
  ...POOLS,
  ...PROCESS_POOLS,
];
