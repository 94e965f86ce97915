/**
 * Row 3.7: why CPython has its lock, and JavaScript's threads need none.
 *
 * @module
 */

import { atomicAdd, atomicLoad, atomicStore } from '../../memory/atomic-view.ts';
import { defineScenario, type Scenario } from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import { Event, Thread } from '../../threading/index.ts';
import { clock } from '../support/clock.ts';
import { lineUp, newStartLine, startAndJoin, type StartLine } from '../support/start-line.ts';
import { JAVASCRIPT } from '../support/runtimes.ts';

/** An object with the count that CPython keeps in each of its own. */
interface Counted {
  references: number;
}

type Seen = { readonly expected: number; readonly counts: readonly number[] };

/** Words of the shared memory; each thread's final count follows. */
const SHARED = 0;
const BEGUN = 1;
const ENDED = 2;
const COUNTS = 3;

interface Job {
  readonly line: StartLine;
  readonly words: SharedArrayBuffer;
  readonly object: Counted;
  readonly threads: number;
  readonly rounds: number;
  /** Whether the count is one for all, in shared memory. */
  readonly inCommon: boolean;
  readonly patience: number;
  readonly never: Event;
}

const { refer } = defineTasks(import.meta.url, {
  refer(job: Job, self: number): void {
    const words = new Int32Array(job.words);
    const { object, inCommon } = job;
    lineUp(job.line);
    for (let round = 0; round < job.rounds; round++) {
      // Reading the count, adding one and writing it back: three steps, as in the interpreter's own code.
      const seen = inCommon ? atomicLoad(words, SHARED) : object.references;
      stayOpen(words, job);
      if (inCommon) atomicStore(words, SHARED, seen + 1);
      else object.references = seen + 1;
    }
    atomicAdd(words, ENDED, 1);
    atomicStore(words, COUNTS + self, inCommon ? -1 : object.references);
  },
});

/** Until another thread has begun a step too, so that the threads are certain to be in the middle of one at once. */
function stayOpen(words: Int32Array, job: Job): void {
  const mine = atomicAdd(words, BEGUN, 1) + 1;
  const end = clock() + job.patience;
  for (let spins = 1; clock() < end && atomicLoad(words, ENDED) < job.threads - 1; spins++) {
    if (atomicLoad(words, BEGUN) > mine) return;
    if (spins % 100 === 0) job.never.waitSync({ timeout: 1 });
  }
}

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'reference-counts',
  title: 'Why CPython has a lock, and JavaScript needs none',
  section: 3,
  rows: ['3.7'],
  lesson:
    'Every object of CPython carries the number of references to it, and is freed when that is zero. All threads refer to the same ' +
    'objects, so two of them could change one count at the same time, and an update could be lost: the object would then be ' +
    'freed too soon or never. One lock around the interpreter prevents that for all objects at once, and that is the main reason for it; ' +
    'free-threaded builds count in other ways instead. JavaScript engines trace instead of counting, and above all each thread has a heap and a ' +
    'collector of its own: an object that is sent arrives as another object, and no two threads ever touch the same one. So there is ' +
    'nothing to protect. A count that is put into shared memory has the problem at once.',
  refs: [
    {
      title: 'Python glossary: global interpreter lock',
      url: 'https://docs.python.org/3/glossary.html#term-global-interpreter-lock',
    },
    { title: 'Python/C API: reference counting', url: 'https://docs.python.org/3/c-api/refcounting.html' },
    {
      title: 'PEP 703: making the global interpreter lock optional',
      url: 'https://peps.python.org/pep-0703/',
    },
    { title: 'V8: trash talk, the Orinoco garbage collector', url: 'https://v8.dev/blog/trash-talk' },
  ],
  requires: ['threads', 'shared-memory'],
  params: {
    threads: {
      type: 'integer',
      default: 4,
      quick: 3,
      min: 2,
      max: 64,
      about: 'Threads that refer to the object',
    },
    rounds: { type: 'integer', default: 25, quick: 10, min: 2, max: 10_000, about: 'References by each' },
    patience: {
      type: 'number',
      default: 1000,
      min: 1,
      max: 10_000,
      unit: 'ms',
      about: 'How long a step waits for another one to begin',
    },
  },
  variants: { 'one-object': { title: 'Every thread counts references to the same object' } },
  outcomes: {
    'one-object': [
      {
        match: 'exact, each its own',
        expect: 'always',
        why: 'Each thread has counted on an object of its own, and nobody on the one that was sent',
        on: JAVASCRIPT,
      },
      {
        match: 'exact, in common',
        expect: 'always',
        why: 'All have counted on one object, and the interpreter has let no update be lost',
        on: ['python'],
      },
      { match: 'lost', expect: 'never', why: 'An object with a count too small is freed while it is in use' },
    ],
  },
  nonVacuous: { 'one-object': ['steps'] },
  mutants: [
    {
      id: 'count-in-common',
      variant: 'one-object',
      status: 'forbidden',
      why: 'Keeps one count for all in shared memory, without a lock',
    },
  ],
  measures: [{ id: 'lost', title: 'Share of the updates that was lost', unit: 'ratio', better: 'lower' }],
  engine: 'run',
  async run(ctx, { threads, rounds, patience }): Promise<Seen> {
    const line = newStartLine(threads);
    const object: Counted = { references: 0 };
    const inCommon = ctx.mutant === 'count-in-common';
    const words = new SharedArrayBuffer(4 * (COUNTS + threads));
    const job: Job = { line, words, object, threads, rounds, inCommon, patience, never: new Event() };
    const crew = Array.from({ length: threads }, (_, self) =>
      new Thread(refer, { args: [job, self], name: `referrer-${self + 1}` }).start(),
    );
    await startAndJoin(line, crew, ctx.signal);
    const view = new Int32Array(words);
    ctx.count('steps', atomicLoad(view, BEGUN));
    const counts = inCommon
      ? [atomicLoad(view, SHARED)]
      : [object.references, ...crew.map((_, self) => atomicLoad(view, COUNTS + self))];
    const expected = inCommon ? threads * rounds : rounds;
    const least = inCommon ? (counts[0] ?? 0) : Math.min(...counts.slice(1));
    ctx.measure('lost', (expected - least) / expected);
    return { expected, counts };
  },
  project({ expected, counts }): string {
    const [here, ...there] = counts;
    if (there.length === 0) return here === expected ? 'exact, in common' : 'lost';
    return here === 0 && there.every((count) => count === expected) ? 'exact, each its own' : 'lost';
  },
});

export default scenario;
