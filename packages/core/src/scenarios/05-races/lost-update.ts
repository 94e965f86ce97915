/**
 * Rows 5.1, 5.2 and 5.3: a counter that several threads read, add to and write back.
 *
 * @module
 */

import { atomicAdd, atomicLoad, atomicStore } from '../../memory/atomic-view.ts';
import { defineScenario, type Scenario } from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import { Event, Lock, Thread } from '../../threading/index.ts';
import { clock } from '../support/clock.ts';
import { lineUp, newStartLine, startAndJoin, type StartLine } from '../support/start-line.ts';
import { note, TRACE_WORDS, traceOf } from '../support/trace.ts';

/** Words of the shared memory; the trace follows them. */
const COUNTER = 0;
const READS = 1;
const ENDED = 2;
const INTERRUPTED = 3;
const CONTENDED = 4;
const TRACE = 5;

interface Job {
  readonly line: StartLine;
  readonly words: SharedArrayBuffer;
  readonly threads: number;
  readonly increments: number;
  readonly update: 'read-write' | 'locked' | 'atomic';
  readonly lock: Lock;
  /** How long an update stays open in its middle when nobody interrupts it, in milliseconds. */
  readonly patience: number;
  /** Never set: waiting for it gives the CPU to somebody else. */
  readonly never: Event;
}

type Seen = {
  readonly total: number;
  readonly final: number;
  /** Updates in whose middle another thread began one of its own. */
  readonly interrupted: number;
  /** Acquires that found the lock held. */
  readonly contended: number;
  readonly trace: string;
};

const { count } = defineTasks(import.meta.url, {
  count(job: Job, self: number): void {
    const view = new Int32Array(job.words);
    lineUp(job.line);
    for (let i = 0; i < job.increments; i++) {
      if (job.update === 'atomic') addAtomically(view, job);
      else if (job.update === 'locked') readAndWriteLocked(view, job, self);
      else readAndWrite(view, job, self);
    }
    atomicAdd(view, ENDED, 1);
  },
});

function readAndWrite(view: Int32Array, job: Job, self: number): void {
  const seen = atomicLoad(view, COUNTER);
  note(view, TRACE, self, 'reads', seen);
  stayOpen(view, job);
  atomicStore(view, COUNTER, seen + 1);
  note(view, TRACE, self, 'writes', seen + 1);
}

function readAndWriteLocked(view: Int32Array, job: Job, self: number): void {
  if (!job.lock.tryAcquire()) {
    atomicAdd(view, CONTENDED, 1);
    job.lock.acquireSync();
  }
  try {
    readAndWrite(view, job, self);
  } finally {
    job.lock.release();
  }
}

function addAtomically(view: Int32Array, job: Job): void {
  stayOpen(view, job);
  atomicAdd(view, COUNTER, 1);
}

/**
 * The middle of an update, held open until another thread is in the middle of one too. Scheduling alone would do it
 * once in a while; this does it every time, on one CPU as on many, and changes nothing about who may enter.
 */
function stayOpen(view: Int32Array, job: Job): void {
  const mine = atomicAdd(view, READS, 1) + 1;
  const end = clock() + job.patience;
  for (let spins = 1; clock() < end && atomicLoad(view, ENDED) < job.threads - 1; spins++) {
    if (atomicLoad(view, READS) > mine) {
      atomicAdd(view, INTERRUPTED, 1);
      return;
    }
    if (spins % 100 === 0) job.never.waitSync({ timeout: 1 });
  }
}

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'lost-update',
  title: 'A counter that threads read, add to and write back',
  section: 5,
  rows: ['5.1', '5.2', '5.3'],
  lesson:
    'Reading a number, adding one and writing it back are three steps, and a thread can be interrupted between any two of them. Whoever ' +
    'writes last then writes over what the others did: updates are lost, and no error says so. A lock makes the three steps one for ' +
    'everybody who takes the same lock; an atomic addition is one step to begin with. Ordinary JavaScript variables cannot race between ' +
    'threads, because each thread has a heap of its own; memory that is shared can, and so can async functions, at an await between the ' +
    "read and the write. CPython's own lock protects the interpreter, not your counter: it may be handed over between the read and the " +
    'write. The guide waits for luck to show it; here each update stays open until another thread has entered its own.',
  refs: [
    { title: 'ECMAScript: memory model', url: 'https://tc39.es/ecma262/#sec-memory-model' },
    {
      title: 'MDN: Atomics.add',
      url: 'https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/Atomics/add',
    },
    { title: 'Python: Lock objects', url: 'https://docs.python.org/3/library/threading.html#lock-objects' },
    {
      title: 'Python FAQ: what kinds of global value mutation are thread-safe?',
      url: 'https://docs.python.org/3/faq/library.html#what-kinds-of-global-value-mutation-are-thread-safe',
    },
    {
      title: 'jcstress: read-modify-write races',
      url: 'https://github.com/openjdk/jcstress/blob/master/jcstress-samples/src/main/java/org/openjdk/jcstress/samples/problems/racecondition/RaceCondition_01_RMW.java',
    },
  ],
  requires: ['threads', 'shared-memory'],
  params: {
    threads: { type: 'integer', default: 4, min: 2, max: 64, about: 'Threads that update the counter' },
    increments: {
      type: 'integer',
      default: 25,
      quick: 10,
      min: 2,
      max: 100_000,
      about: 'Updates by each thread',
    },
    patience: {
      type: 'number',
      default: 1000,
      min: 1,
      max: 10_000,
      unit: 'ms',
      about: 'How long an update waits for another one',
    },
    hold: {
      type: 'number',
      default: 1,
      min: 0.01,
      max: 1000,
      unit: 'ms',
      about: 'How long an update waits inside the lock',
    },
    runs: { type: 'integer', default: 20, quick: 5, min: 1, max: 1000, about: 'How often each variant runs' },
  },
  variants: {
    unlocked: { title: 'Read, then write' },
    locked: { title: 'Read, then write, under one lock' },
    atomic: { title: 'One atomic addition' },
  },
  outcomes: {
    unlocked: [
      {
        match: 'lost',
        expect: 'mustSee',
        why: 'Two threads that read the same number write the same number: one update is gone',
      },
      {
        match: 'exact',
        expect: 'may',
        why: 'Where no update was interrupted nothing was lost; a test that sees only this has proved nothing',
      },
      {
        match: 'too many',
        expect: 'never',
        why: 'Every write is one more than some earlier value, so the counter cannot run ahead',
      },
    ],
    locked: [
      {
        match: 'exact',
        expect: 'always',
        why: 'Nobody reads while another one stands between read and write',
      },
      { match: 'lost', expect: 'never', why: 'A lock that loses an update does not exclude' },
      { match: 'too many', expect: 'never', why: 'Every write is one more than the value before it' },
    ],
    atomic: [
      { match: 'exact', expect: 'always', why: 'The addition has no middle to be interrupted in' },
      { match: 'lost', expect: 'never', why: 'An addition that loses an update is not atomic' },
      { match: 'too many', expect: 'never', why: 'Each addition adds one' },
    ],
  },
  nonVacuous: { unlocked: ['interrupted'], locked: ['contended'], atomic: ['interrupted'] },
  mutants: [
    {
      id: 'behind-a-lock',
      variant: 'unlocked',
      status: 'notObserved',
      why: 'Takes a lock after all, so that nothing is ever lost',
    },
    {
      id: 'own-locks',
      variant: 'locked',
      status: 'forbidden',
      why: 'Each thread takes a lock of its own, which excludes nobody',
    },
    {
      id: 'load-and-store',
      variant: 'atomic',
      status: 'forbidden',
      why: 'Adds by an atomic load and an atomic store: two steps again',
    },
  ],
  measures: [
    { id: 'wall', title: 'Time of all updates', unit: 'ms', better: 'lower' },
    { id: 'lost', title: 'Share of the updates that was lost', unit: 'ratio', better: 'neither' },
  ],
  engine: 'run',
  repeat: (params) => params.runs,
  async run(ctx, params): Promise<Seen> {
    const locked = ctx.variant === 'locked' || ctx.mutant === 'behind-a-lock';
    const atomic = ctx.variant === 'atomic' && ctx.mutant !== 'load-and-store';
    const line = newStartLine(params.threads);
    const job: Job = {
      line,
      words: new SharedArrayBuffer(4 * (TRACE + TRACE_WORDS)),
      threads: params.threads,
      increments: params.increments,
      update: locked ? 'locked' : atomic ? 'atomic' : 'read-write',
      lock: new Lock({ name: 'counter' }),
      // Nobody can interrupt an update that is under a lock; waiting for it for long would only cost time.
      patience: locked ? params.hold : params.patience,
      never: new Event(),
    };
    const threads = Array.from({ length: params.threads }, (_, self) => {
      const given = ctx.mutant === 'own-locks' ? { ...job, lock: new Lock() } : job;
      return new Thread(count, { args: [given, self], name: `counter-${self + 1}` }).start();
    });
    let start = 0;
    await startAndJoin(line, threads, ctx.signal, () => (start = ctx.now()));
    ctx.measure('wall', ctx.now() - start);
    const view = new Int32Array(job.words);
    const total = params.threads * params.increments;
    const final = atomicLoad(view, COUNTER);
    const interrupted = atomicLoad(view, INTERRUPTED);
    const contended = atomicLoad(view, CONTENDED);
    ctx.measure('lost', (total - final) / total);
    ctx.count('interrupted', interrupted);
    ctx.count('contended', contended);
    return { total, final, interrupted, contended, trace: traceOf(view, TRACE) };
  },
  project(seen): string {
    if (seen.final === seen.total) return 'exact';
    return seen.final < seen.total ? 'lost' : 'too many';
  },
});

export default scenario;
