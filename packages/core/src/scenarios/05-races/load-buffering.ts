/**
 * Section 5, below the rows: whether a write can be seen before the read that stands above it has been done.
 *
 * @module
 */

import { atomicLoad, atomicStore } from '../../memory/atomic-view.ts';
import { defineScenario, type Outcome, type Scenario } from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import { waitForLast, WORDS, X, Y } from '../support/litmus.ts';

/** The hot loops are written out, not shared: what the compiler may reorder is what this is about. */
const { plainYThenX, plainXThenY, atomicYThenX, atomicXThenY, earlyX, earlyY } = defineTasks(
  import.meta.url,
  {
    plainYThenX(
      state: Int32Array,
      stride: number,
      results: Int32Array,
      width: number,
      samples: number,
    ): void {
      for (let i = 0; i < samples; i++) {
        results[i * width] = state[i * stride + Y] as number;
        state[i * stride + X] = 1;
      }
    },
    plainXThenY(
      state: Int32Array,
      stride: number,
      results: Int32Array,
      width: number,
      samples: number,
    ): void {
      for (let i = 0; i < samples; i++) {
        results[i * width] = state[i * stride + X] as number;
        state[i * stride + Y] = 1;
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
        results[i * width] = atomicLoad(state, i * stride + Y);
        atomicStore(state, i * stride + X, 1);
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
        results[i * width] = atomicLoad(state, i * stride + X);
        atomicStore(state, i * stride + Y, 1);
      }
    },
    earlyX(state: Int32Array, stride: number, results: Int32Array, width: number, samples: number): void {
      for (let i = 0; i < samples; i++) {
        atomicStore(state, i * stride + X, 1);
      }
      waitForLast(state, stride, Y, samples);
      for (let i = 0; i < samples; i++) {
        results[i * width] = atomicLoad(state, i * stride + Y);
      }
    },
    earlyY(state: Int32Array, stride: number, results: Int32Array, width: number, samples: number): void {
      for (let i = 0; i < samples; i++) {
        atomicStore(state, i * stride + Y, 1);
      }
      waitForLast(state, stride, X, samples);
      for (let i = 0; i < samples; i++) {
        results[i * width] = atomicLoad(state, i * stride + X);
      }
    },
  },
);

function table(expect: 'interesting' | 'never', why: string): readonly Outcome[] {
  return [
    { match: '1,1', expect, why },
    { match: '0,0', expect: 'may', why: 'Both read before either wrote' },
    { match: '0,1', expect: 'may', why: 'The first one had written when the second one read' },
    { match: '1,0', expect: 'may', why: 'The second one had written when the first one read' },
  ];
}

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'load-buffering',
  title: 'Load buffering: each reads what the other writes afterwards',
  section: 5,
  rows: [],
  lesson:
    'One thread reads y and then writes x, the other reads x and then writes y, both from zero. Both reading 1 means that each saw a write ' +
    'that the other one does only after its own read: as if both had looked into the future. With plain accesses it may be: a processor ' +
    'whose read waits for memory may let the write below it go ahead, and a compiler may move it up, since the two lines have nothing to ' +
    'do with each other. Processors of the x86 kind never do it, those of the ARM and POWER kinds may, and compilers may anywhere. Atomic ' +
    'accesses forbid it: in the one order of them all, one of the two reads is first and finds a 0.',
  refs: [
    { title: 'ECMAScript: memory model', url: 'https://tc39.es/ecma262/#sec-memory-model' },
    {
      title: 'herdtools7: the litmus test LB',
      url: 'https://github.com/herd/herdtools7/blob/master/doc/LB.litmus',
    },
    {
      title: 'Arm: memory ordering',
      url: 'https://developer.arm.com/documentation/102336/latest/Memory-ordering',
    },
  ],
  requires: ['threads', 'shared-memory'],
  params: {},
  variants: { plain: { title: 'Plain accesses' }, atomic: { title: 'Atomic accesses' } },
  outcomes: {
    plain: table(
      'interesting',
      'Each saw the write that the other does after its read: writes went ahead of reads',
    ),
    atomic: table('never', 'In one order of all four steps some read comes first, and finds nothing'),
  },
  // Threads that only ever run one after the other show nothing about the order of their accesses.
  nonVacuous: { plain: ['interleavings'], atomic: ['interleavings'] },
  mutants: [
    {
      id: 'early-write',
      variant: 'atomic',
      status: 'forbidden',
      why: 'Both let their writes go ahead of the reads that stand above them',
    },
  ],
  measures: [{ id: 'samples-per-second', title: 'Samples a second', unit: 'ops/s', better: 'neither' }],
  engine: 'sample',
  shape: { words: WORDS, results: 1 },
  actors: {
    plain: [
      { name: 'read y; x = 1', task: plainYThenX },
      { name: 'read x; y = 1', task: plainXThenY },
    ],
    atomic: [
      { name: 'read y; x = 1', task: atomicYThenX },
      { name: 'read x; y = 1', task: atomicXThenY },
    ],
  },
  mutantActors: {
    'early-write': [
      { name: 'x = 1; read y', task: earlyX },
      { name: 'y = 1; read x', task: earlyY },
    ],
  },
  project: (results): string => results.join(','),
});

export default scenario;
