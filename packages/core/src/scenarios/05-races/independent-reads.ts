/**
 * Section 5, below the rows: whether two readers agree on which of two independent writes came first (IRIW).
 *
 * @module
 */

import { atomicLoad, atomicStore } from '../../memory/atomic-view.ts';
import { defineScenario, type Outcome, type Scenario } from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import { staleCache, waitForLast, WORDS, X, Y } from '../support/litmus.ts';

/** The hot loops are written out, not shared: what the compiler may reorder is what this is about. */
const {
  plainX,
  plainY,
  plainReadXThenY,
  plainReadYThenX,
  atomicX,
  atomicY,
  atomicReadXThenY,
  atomicReadYThenX,
  staleXThenY,
  staleYThenX,
} = defineTasks(import.meta.url, {
  plainX(state: Int32Array, stride: number, results: Int32Array, width: number, samples: number): void {
    for (let i = 0; i < samples; i++) {
      state[i * stride + X] = 1;
    }
  },
  plainY(state: Int32Array, stride: number, results: Int32Array, width: number, samples: number): void {
    for (let i = 0; i < samples; i++) {
      state[i * stride + Y] = 1;
    }
  },
  plainReadXThenY(
    state: Int32Array,
    stride: number,
    results: Int32Array,
    width: number,
    samples: number,
  ): void {
    for (let i = 0; i < samples; i++) {
      results[i * width] = state[i * stride + X] as number;
      results[i * width + 1] = state[i * stride + Y] as number;
    }
  },
  plainReadYThenX(
    state: Int32Array,
    stride: number,
    results: Int32Array,
    width: number,
    samples: number,
  ): void {
    for (let i = 0; i < samples; i++) {
      results[i * width] = state[i * stride + Y] as number;
      results[i * width + 1] = state[i * stride + X] as number;
    }
  },
  atomicX(state: Int32Array, stride: number, results: Int32Array, width: number, samples: number): void {
    for (let i = 0; i < samples; i++) {
      atomicStore(state, i * stride + X, 1);
    }
  },
  atomicY(state: Int32Array, stride: number, results: Int32Array, width: number, samples: number): void {
    for (let i = 0; i < samples; i++) {
      atomicStore(state, i * stride + Y, 1);
    }
  },
  atomicReadXThenY(
    state: Int32Array,
    stride: number,
    results: Int32Array,
    width: number,
    samples: number,
  ): void {
    for (let i = 0; i < samples; i++) {
      results[i * width] = atomicLoad(state, i * stride + X);
      results[i * width + 1] = atomicLoad(state, i * stride + Y);
    }
  },
  atomicReadYThenX(
    state: Int32Array,
    stride: number,
    results: Int32Array,
    width: number,
    samples: number,
  ): void {
    for (let i = 0; i < samples; i++) {
      results[i * width] = atomicLoad(state, i * stride + Y);
      results[i * width + 1] = atomicLoad(state, i * stride + X);
    }
  },
  staleXThenY(state: Int32Array, stride: number, results: Int32Array, width: number, samples: number): void {
    const cache = staleCache(state.length);
    waitForLast(state, stride, X, samples);
    waitForLast(state, stride, Y, samples);
    for (let i = 0; i < samples; i++) {
      results[i * width] = atomicLoad(state, i * stride + X);
      results[i * width + 1] = cache[i * stride + Y] as number;
    }
  },
  staleYThenX(state: Int32Array, stride: number, results: Int32Array, width: number, samples: number): void {
    const cache = staleCache(state.length);
    waitForLast(state, stride, X, samples);
    waitForLast(state, stride, Y, samples);
    for (let i = 0; i < samples; i++) {
      results[i * width] = atomicLoad(state, i * stride + Y);
      results[i * width + 1] = cache[i * stride + X] as number;
    }
  },
});

function table(expect: 'interesting' | 'never', why: string): readonly Outcome[] {
  return [
    { match: 'x first, y first', expect, why },
    {
      match: /x first, .*/,
      expect: 'may',
      why: 'The first reader saw x without y, and the second one did not say otherwise',
    },
    {
      match: /.*, y first/,
      expect: 'may',
      why: 'The second reader saw y without x, and the first one did not say otherwise',
    },
    { match: 'undecided, undecided', expect: 'may', why: 'Neither reader looked between the two writes' },
  ];
}

/** What a reader of two variables can say: it saw the first one and not yet the second one. */
function verdict(first: number | undefined, second: number | undefined, name: string): string {
  return first === 1 && second === 0 ? `${name} first` : 'undecided';
}

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'independent-reads',
  title: 'Independent reads of independent writes: two readers who disagree',
  section: 5,
  rows: [],
  lesson:
    'One thread writes x, another writes y, and two more read both, in opposite orders. If one reader sees x and not yet y, and the other ' +
    'sees y and not yet x, they disagree about which write came first. Nothing in the program is out of order in any one thread, and still ' +
    'there is no single order of the writes: some processors show a write to a neighbour before they show it to everybody. Plain accesses ' +
    'may disagree that way, and by compilers that swap the reads as well. Atomic accesses may not: sequential consistency means just ' +
    'that there is one order of all of them for all threads. It is the strongest promise that a memory makes, and an algorithm in ' +
    'which two threads watch two others, as a Barrier or a Condition does, rests on it.',
  refs: [
    { title: 'ECMAScript: memory model', url: 'https://tc39.es/ecma262/#sec-memory-model' },
    {
      title: 'L. Maranget et al., A Tutorial Introduction to the ARM and POWER Relaxed Memory Models',
      url: 'https://www.cl.cam.ac.uk/~pes20/ppc-supplemental/test7.pdf',
    },
    {
      title:
        'L. Lamport, How to Make a Multiprocessor Computer That Correctly Executes Multiprocess Programs',
      url: 'https://www.microsoft.com/en-us/research/publication/make-multiprocessor-computer-correctly-executes-multiprocess-programs/',
    },
  ],
  requires: ['threads', 'shared-memory'],
  params: {},
  variants: { plain: { title: 'Plain accesses' }, atomic: { title: 'Atomic accesses' } },
  outcomes: {
    plain: table('interesting', 'The readers disagree: there is no one order of the two writes'),
    atomic: table('never', 'All threads agree on one order of the two writes'),
  },
  // Threads that only ever run one after the other show nothing about the order of their accesses.
  nonVacuous: { plain: ['interleavings'], atomic: ['interleavings'] },
  mutants: [
    {
      id: 'stale-read',
      variant: 'atomic',
      status: 'forbidden',
      why: 'Each reader takes its second variable from a cache that nobody has told of the write',
    },
  ],
  measures: [{ id: 'samples-per-second', title: 'Samples a second', unit: 'ops/s', better: 'neither' }],
  engine: 'sample',
  shape: { words: WORDS, results: 2 },
  actors: {
    plain: [
      { name: 'x = 1', task: plainX },
      { name: 'y = 1', task: plainY },
      { name: 'read x; read y', task: plainReadXThenY },
      { name: 'read y; read x', task: plainReadYThenX },
    ],
    atomic: [
      { name: 'x = 1', task: atomicX },
      { name: 'y = 1', task: atomicY },
      { name: 'read x; read y', task: atomicReadXThenY },
      { name: 'read y; read x', task: atomicReadYThenX },
    ],
  },
  mutantActors: {
    'stale-read': [
      { name: 'x = 1', task: atomicX },
      { name: 'y = 1', task: atomicY },
      { name: 'read x; read stale y', task: staleXThenY },
      { name: 'read y; read stale x', task: staleYThenX },
    ],
  },
  project: ([, , , , x, y, y2, x2]): string => `${verdict(x, y, 'x')}, ${verdict(y2, x2, 'y')}`,
});

export default scenario;
