/**
 * Section 5, below the rows: whether a flag that says "the data is there" can come before the data.
 *
 * @module
 */

import { atomicLoad, atomicStore } from '../../memory/atomic-view.ts';
import { defineScenario, type Outcome, type Scenario } from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import { staleCache, waitForLast, WORDS, X as DATA, Y as FLAG } from '../support/litmus.ts';

/** The hot loops are written out, not shared: what the compiler may reorder is what this is about. */
const { plainWriter, plainReader, atomicWriter, atomicReader, staleReader, patientReader } = defineTasks(
  import.meta.url,
  {
    plainWriter(
      state: Int32Array,
      stride: number,
      results: Int32Array,
      width: number,
      samples: number,
    ): void {
      for (let i = 0; i < samples; i++) {
        state[i * stride + DATA] = 1;
        state[i * stride + FLAG] = 1;
      }
    },
    plainReader(
      state: Int32Array,
      stride: number,
      results: Int32Array,
      width: number,
      samples: number,
    ): void {
      for (let i = 0; i < samples; i++) {
        results[i * width] = state[i * stride + FLAG] as number;
        results[i * width + 1] = state[i * stride + DATA] as number;
      }
    },
    atomicWriter(
      state: Int32Array,
      stride: number,
      results: Int32Array,
      width: number,
      samples: number,
    ): void {
      for (let i = 0; i < samples; i++) {
        atomicStore(state, i * stride + DATA, 1);
        atomicStore(state, i * stride + FLAG, 1);
      }
    },
    atomicReader(
      state: Int32Array,
      stride: number,
      results: Int32Array,
      width: number,
      samples: number,
    ): void {
      for (let i = 0; i < samples; i++) {
        results[i * width] = atomicLoad(state, i * stride + FLAG);
        results[i * width + 1] = atomicLoad(state, i * stride + DATA);
      }
    },
    staleReader(
      state: Int32Array,
      stride: number,
      results: Int32Array,
      width: number,
      samples: number,
    ): void {
      const cache = staleCache(state.length);
      waitForLast(state, stride, FLAG, samples);
      for (let i = 0; i < samples; i++) {
        results[i * width] = atomicLoad(state, i * stride + FLAG);
        results[i * width + 1] = cache[i * stride + DATA] as number;
      }
    },
    patientReader(
      state: Int32Array,
      stride: number,
      results: Int32Array,
      width: number,
      samples: number,
    ): void {
      waitForLast(state, stride, FLAG, samples);
      for (let i = 0; i < samples; i++) {
        results[i * width] = atomicLoad(state, i * stride + FLAG);
        results[i * width + 1] = atomicLoad(state, i * stride + DATA);
      }
    },
  },
);

const WRITER = 'data = 1; flag = 1';
const READER = 'read flag; read data';

function table(expect: 'interesting' | 'never', why: string): readonly Outcome[] {
  return [
    { match: 'flag 1, data 0', expect, why },
    { match: 'flag 0, data 0', expect: 'may', why: 'The reader came first' },
    { match: 'flag 1, data 1', expect: 'may', why: 'The writer came first' },
    {
      match: 'flag 0, data 1',
      expect: 'may',
      why: 'The data was written between the two reads, or just before',
    },
  ];
}

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'message-passing',
  title: 'Message passing: the flag is there, and the data is not',
  section: 5,
  rows: [],
  lesson:
    'One thread writes data and then a flag that says so; another reads the flag and then the data. Whoever sees the flag seems bound to ' +
    'see the data, and with plain accesses is not: a processor may let the writes out in another order or fetch the data before the ' +
    'flag, and a compiler may swap the lines on either side. Some processors never do, x86 among them, so that such code works for years ' +
    'and fails on a telephone. An atomic write of the flag publishes what was written before it, to whoever reads the flag atomically; ' +
    'that is what Event.set, Queue.put and the release of a Lock do inside.',
  refs: [
    { title: 'ECMAScript: memory model', url: 'https://tc39.es/ecma262/#sec-memory-model' },
    {
      title: 'herdtools7: the litmus test MP',
      url: 'https://github.com/herd/herdtools7/blob/master/doc/MP.litmus',
    },
    {
      title: 'jcstress: causality',
      url: 'https://github.com/openjdk/jcstress/blob/master/jcstress-samples/src/main/java/org/openjdk/jcstress/samples/jmm/basic/BasicJMM_06_Causality.java',
    },
    {
      title: 'Linux: memory barriers',
      url: 'https://docs.kernel.org/core-api/wrappers/memory-barriers.html',
    },
  ],
  requires: ['threads', 'shared-memory'],
  params: {},
  variants: { plain: { title: 'Plain accesses' }, atomic: { title: 'Atomic accesses' } },
  outcomes: {
    plain: table(
      'interesting',
      'The message is announced and not there: the writes or the reads changed places',
    ),
    atomic: table(
      'never',
      'The data was written before the flag, in the one order that all threads agree on',
    ),
  },
  // Threads that only ever run one after the other show nothing about the order of their accesses.
  nonVacuous: { plain: ['interleavings'], atomic: ['interleavings'] },
  mutants: [
    {
      id: 'stale-read',
      variant: 'atomic',
      status: 'forbidden',
      why: 'The data is read from a cache that nobody has told of the write',
    },
    {
      id: 'patient-reader',
      variant: 'atomic',
      status: 'vacuous',
      why: 'The reader begins when the writer has long ended, so that nothing could have gone wrong',
    },
  ],
  measures: [{ id: 'samples-per-second', title: 'Samples a second', unit: 'ops/s', better: 'neither' }],
  engine: 'sample',
  shape: { words: WORDS, results: 2 },
  actors: {
    plain: [
      { name: WRITER, task: plainWriter },
      { name: READER, task: plainReader },
    ],
    atomic: [
      { name: WRITER, task: atomicWriter },
      { name: READER, task: atomicReader },
    ],
  },
  mutantActors: {
    'stale-read': [
      { name: WRITER, task: atomicWriter },
      { name: 'read flag; read stale data', task: staleReader },
    ],
    'patient-reader': [
      { name: WRITER, task: atomicWriter },
      { name: 'wait; read flag; read data', task: patientReader },
    ],
  },
  project: ([, , flag, data]): string => `flag ${flag}, data ${data}`,
});

export default scenario;
