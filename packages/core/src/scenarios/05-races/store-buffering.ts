/**
 * Section 5, below the rows: what two threads may see of each other's writes when nothing orders them.
 *
 * @module
 */

import { atomicLoad, atomicStore } from '../../memory/atomic-view.ts';
import { defineScenario, type Scenario } from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import { staleCache, WORDS, X, Y } from '../support/litmus.ts';

/** The hot loops are written out, not shared: what the compiler may reorder is what this is about. */
const { plainXThenY, plainYThenX, atomicXThenY, atomicYThenX, staleY, staleX } = defineTasks(
  import.meta.url,
  {
    plainXThenY(
      state: Int32Array,
      stride: number,
      results: Int32Array,
      width: number,
      samples: number,
    ): void {
      for (let i = 0; i < samples; i++) {
        state[i * stride + X] = 1;
        results[i * width] = state[i * stride + Y] as number;
      }
    },
    plainYThenX(
      state: Int32Array,
      stride: number,
      results: Int32Array,
      width: number,
      samples: number,
    ): void {
      for (let i = 0; i < samples; i++) {
        state[i * stride + Y] = 1;
        results[i * width] = state[i * stride + X] as number;
      }
    },
    atomicXThenY(
      state: Int32Array,
      stride: number,
      results: Int32Array,
      width: number,
      samples: number,
    ): void {
      for (let i = 0; i < samples; i++) {
        atomicStore(state, i * stride + X, 1);
        results[i * width] = atomicLoad(state, i * stride + Y);
      }
    },
    atomicYThenX(
      state: Int32Array,
      stride: number,
      results: Int32Array,
      width: number,
      samples: number,
    ): void {
      for (let i = 0; i < samples; i++) {
        atomicStore(state, i * stride + Y, 1);
        results[i * width] = atomicLoad(state, i * stride + X);
      }
    },
    staleY(state: Int32Array, stride: number, results: Int32Array, width: number, samples: number): void {
      const cache = staleCache(state.length);
      for (let i = 0; i < samples; i++) {
        atomicStore(state, i * stride + X, 1);
        results[i * width] = cache[i * stride + Y] as number;
      }
    },
    staleX(state: Int32Array, stride: number, results: Int32Array, width: number, samples: number): void {
      const cache = staleCache(state.length);
      for (let i = 0; i < samples; i++) {
        atomicStore(state, i * stride + Y, 1);
        results[i * width] = cache[i * stride + X] as number;
      }
    },
  },
);

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'store-buffering',
  title: 'Store buffering: both write, both read, and neither sees the other',
  section: 5,
  rows: [],
  lesson:
    'One thread writes x and reads y, the other writes y and reads x, both from zero. Whatever the order of the four steps, one thread ' +
    'seems bound to see a 1. With plain accesses both may read 0: a processor keeps its writes in a buffer while it reads on, and a ' +
    'compiler may swap the two lines, and the memory model of JavaScript allows it as those of C, Java and Rust do. Atomic accesses are ' +
    'sequentially consistent: all threads agree on one order of them, in which 0 and 0 has no place. A lock that relied on plain ' +
    'accesses would let both threads in.',
  refs: [
    { title: 'ECMAScript: memory model', url: 'https://tc39.es/ecma262/#sec-memory-model' },
    {
      title: 'ECMAScript: shared memory guidelines',
      url: 'https://tc39.es/ecma262/#sec-shared-memory-guidelines',
    },
    {
      title: 'MDN: Atomics',
      url: 'https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/Atomics',
    },
    {
      title: 'herdtools7: the litmus test SB',
      url: 'https://github.com/herd/herdtools7/blob/master/doc/SB.litmus',
    },
    {
      title: 'jcstress: consensus',
      url: 'https://github.com/openjdk/jcstress/blob/master/jcstress-samples/src/main/java/org/openjdk/jcstress/samples/jmm/basic/BasicJMM_07_Consensus.java',
    },
  ],
  requires: ['threads', 'shared-memory'],
  params: {},
  variants: { plain: { title: 'Plain accesses' }, atomic: { title: 'Atomic accesses' } },
  outcomes: {
    plain: [
      {
        match: '0,0',
        expect: 'interesting',
        why: 'Neither sees the other: both writes were still on their way, or the lines were swapped',
      },
      { match: '0,1', expect: 'may', why: 'The first one read before the second one wrote' },
      { match: '1,0', expect: 'may', why: 'The second one read before the first one wrote' },
      { match: '1,1', expect: 'may', why: 'Both wrote before either read' },
    ],
    atomic: [
      {
        match: '0,0',
        expect: 'never',
        why: 'In one order of all four steps some write comes before the read of it',
      },
      { match: '0,1', expect: 'may', why: 'The first one read before the second one wrote' },
      { match: '1,0', expect: 'may', why: 'The second one read before the first one wrote' },
      { match: '1,1', expect: 'may', why: 'Both wrote before either read' },
    ],
  },
  // Threads that only ever run one after the other show nothing about the order of their accesses.
  nonVacuous: { plain: ['interleavings'], atomic: ['interleavings'] },
  mutants: [
    {
      id: 'stale-read',
      variant: 'atomic',
      status: 'forbidden',
      why: 'Both read from caches that nobody has told of the writes',
    },
  ],
  measures: [{ id: 'samples-per-second', title: 'Samples a second', unit: 'ops/s', better: 'neither' }],
  engine: 'sample',
  shape: { words: WORDS, results: 1 },
  actors: {
    plain: [
      { name: 'x = 1; read y', task: plainXThenY },
      { name: 'y = 1; read x', task: plainYThenX },
    ],
    atomic: [
      { name: 'x = 1; read y', task: atomicXThenY },
      { name: 'y = 1; read x', task: atomicYThenX },
    ],
  },
  mutantActors: {
    'stale-read': [
      { name: 'x = 1; read stale y', task: staleY },
      { name: 'y = 1; read stale x', task: staleX },
    ],
  },
  project: (results): string => results.join(','),
});

export default scenario;
