/**
 * What is measured, and who does it.
 *
 * @module
 */

/** Who: this library, what one writes by hand, another package, or CPython. */
export type Maker = 'bare' | 'ours' | 'web-locks' | 'multithreading' | 'python';

/** One way to do a benchmark's work. */
export interface Implementation {
  readonly by: Maker;
  readonly title: string;
  /** The module below `peers/work` (of CPython: the script below `python/bench`) and its export. */
  readonly module: string;
  readonly make: string;
}

export interface Benchmark {
  readonly id: string;
  readonly title: string;
  /** What one operation is; the figures are the time of one. */
  readonly operation: string;
  /** Named where people count operations by the second. */
  readonly rate: string | null;
  /** How its samples are taken, where that is not as everywhere: single operations, each after a rest. */
  readonly rested?: { readonly restMs: number; readonly samples: number };
  /** The reference, which is measured twice in each round, comes first. */
  readonly implementations: readonly Implementation[];
}

/** Which makers are measured only with `--peers`. */
export const PEERS: readonly Maker[] = ['web-locks', 'multithreading', 'python'];

export const MAKERS: Readonly<Record<Maker, string>> = {
  bare: 'by hand',
  ours: 'interleave',
  'web-locks': 'Web Locks',
  multithreading: 'multithreading 0.3.52',
  python: 'CPython',
};

type Row = readonly [by: Maker, title: string];

function implementations(family: string, make: string, rows: readonly Row[]): Implementation[] {
  return rows.map(([by, title]) => ({
    by,
    title,
    module: by === 'python' ? `bench_${family}` : `${by}/${family}`,
    make,
  }));
}

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
    rested: { restMs: 200, samples: 24 },
    implementations: implementations('thread', 'startAndJoin', [
      ['bare', 'new Worker, a message, terminate'],
      ['ours', 'threading.Thread, start and join'],
      ['python', 'threading.Thread, start and join'],
    ]),
  },
];
