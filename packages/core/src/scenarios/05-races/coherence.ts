/**
 * Section 5, below the rows: whether one variable, read twice, can go back in time (CoRR).
 *
 * @module
 */

import { atomicLoad, atomicStore } from '../../memory/atomic-view.ts';
import { defineScenario, type Outcome, type Scenario } from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import { staleCache, waitForLast, WORDS, X } from '../support/litmus.ts';

/** The hot loops are written out, not shared: what the compiler may reorder is what this is about. */
const { plainWrite, plainReadTwice, atomicWrite, atomicReadTwice, readThenStale } = defineTasks(
  import.meta.url,
  {
    plainWrite(state: Int32Array, stride: number, results: Int32Array, width: number, samples: number): void {
      for (let i = 0; i < samples; i++) {
        state[i * stride + X] = 1;
      }
    },
    plainReadTwice(
      state: Int32Array,
      stride: number,
      results: Int32Array,
      width: number,
      samples: number,
    ): void {
      for (let i = 0; i < samples; i++) {
        results[i * width] = state[i * stride + X] as number;
        results[i * width + 1] = state[i * stride + X] as number;
      }
    },
    atomicWrite(
      state: Int32Array,
      stride: number,
      results: Int32Array,
      width: number,
      samples: number,
    ): void {
      for (let i = 0; i < samples; i++) {
        atomicStore(state, i * stride + X, 1);
      }
    },
    atomicReadTwice(
      state: Int32Array,
      stride: number,
      results: Int32Array,
      width: number,
      samples: number,
    ): void {
      for (let i = 0; i < samples; i++) {
        results[i * width] = atomicLoad(state, i * stride + X);
        results[i * width + 1] = atomicLoad(state, i * stride + X);
      }
    },
    readThenStale(
      state: Int32Array,
      stride: number,
      results: Int32Array,
      width: number,
      samples: number,
    ): void {
      const cache = staleCache(state.length);
      waitForLast(state, stride, X, samples);
      for (let i = 0; i < samples; i++) {
        results[i * width] = atomicLoad(state, i * stride + X);
        results[i * width + 1] = cache[i * stride + X] as number;
      }
    },
  },
);

function table(expect: 'interesting' | 'never', why: string): readonly Outcome[] {
  return [
    { match: '1,0', expect, why },
    { match: '0,0', expect: 'may', why: 'Both reads came before the write' },
    { match: '1,1', expect: 'may', why: 'Both reads came after the write' },
    { match: '0,1', expect: 'may', why: 'The write came between the two reads' },
  ];
}

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'coherence',
  title: 'Coherence: one variable, read twice, goes back in time',
  section: 5,
  rows: [],
  lesson:
    'One thread writes x once; another reads it twice. First the new value and then the old one would be a variable that goes back in time. ' +
    'No processor that runs JavaScript does that: every one keeps its caches coherent, so that each single variable has a history that ' +
    'all agree on. Yet the memory model promises it for atomic accesses alone: of two plain reads a compiler may do the second one first, ' +
    'or do one and use it twice, which is why a loop that waits for a plain variable may wait for ever. Coherence is about one variable; ' +
    'the other litmus tests here show that it says nothing about two.',
  refs: [
    { title: 'ECMAScript: memory model', url: 'https://tc39.es/ecma262/#sec-memory-model' },
    {
      title: 'jcstress: coherence',
      url: 'https://github.com/openjdk/jcstress/blob/master/jcstress-samples/src/main/java/org/openjdk/jcstress/samples/jmm/basic/BasicJMM_05_Coherence.java',
    },
    {
      title: 'Go: the memory model',
      url: 'https://go.dev/ref/mem',
    },
  ],
  requires: ['threads', 'shared-memory'],
  params: {},
  variants: { plain: { title: 'Plain accesses' }, atomic: { title: 'Atomic accesses' } },
  outcomes: {
    plain: table('interesting', 'The old value after the new one: the two reads changed places'),
    atomic: table('never', 'What has been read once cannot be unread'),
  },
  // Threads that only ever run one after the other show nothing about the order of their accesses.
  nonVacuous: { plain: ['interleavings'], atomic: ['interleavings'] },
  mutants: [
    {
      id: 'stale-read',
      variant: 'atomic',
      status: 'forbidden',
      why: 'The second read is of a cache that nobody has told of the write',
    },
  ],
  measures: [{ id: 'samples-per-second', title: 'Samples a second', unit: 'ops/s', better: 'neither' }],
  engine: 'sample',
  shape: { words: WORDS, results: 2 },
  actors: {
    plain: [
      { name: 'x = 1', task: plainWrite },
      { name: 'read x twice', task: plainReadTwice },
    ],
    atomic: [
      { name: 'x = 1', task: atomicWrite },
      { name: 'read x twice', task: atomicReadTwice },
    ],
  },
  mutantActors: {
    'stale-read': [
      { name: 'x = 1', task: atomicWrite },
      { name: 'read x; read stale x', task: readThenStale },
    ],
  },
  project: ([, , first, second]): string => `${first},${second}`,
});

export default scenario;
