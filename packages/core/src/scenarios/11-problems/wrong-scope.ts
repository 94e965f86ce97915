/**
 * Row 11.8: a primitive of threads where one of processes is needed.
 *
 * @module
 */

import { ScopeError } from '../../errors.ts';
import { Lock as ProcessLock, Process, type SharedValue, Value } from '../../multiprocessing/index.ts';
import { Queue } from '../../queue/index.ts';
import { defineScenario, type Outcome, type Scenario, type ScenarioContext } from '../../scenario/index.ts';
import { defineTasks, type Task } from '../../task/index.ts';
import { Event as ThreadEvent, Lock as ThreadLock, Thread } from '../../threading/index.ts';
import { joinProcesses, PROCESSES } from '../support/processes.ts';
import { joinAll } from '../support/start-line.ts';

type Seen = {
  /** The path that the error names, null where there was none. */
  readonly refused: string | null;
  readonly message: string;
  /** Whether the child has found the parent’s lock held, which it was; null where no child ran. */
  readonly held: boolean | null;
};

type Finding = SharedValue<'i32'>;
const HELD = 1;
const FREE = 2;

const { find, findProcessLock } = defineTasks(import.meta.url, {
  find(finding: Finding, given: { readonly lock?: ThreadLock }): void {
    finding.value = given.lock?.tryAcquire() === false ? HELD : FREE;
  },
  findProcessLock(finding: Finding, given: { readonly lock: ProcessLock }): void {
    finding.value = given.lock.tryAcquire() ? FREE : HELD;
  },
});

/** What the child is given, by variant. */
const GIFTS: Readonly<Record<string, () => object>> = {
  'thread-lock': () => new ThreadLock(),
  nested: () => ({ tools: new Map([['events', [new ThreadEvent()]]]) }),
  queue: () => ({ jobs: new Queue<number>() }),
};

async function giveAway(ctx: ScenarioContext): Promise<Seen> {
  const finding = Value('i32', 0, { lock: false });
  const lock = ctx.variant === 'process-lock' ? new ProcessLock() : new ThreadLock();
  lock.acquireSync();
  const held = (): boolean | null => (finding.value === 0 ? null : finding.value === HELD);
  ctx.count('starts');
  try {
    if (ctx.variant === 'to-a-thread' || ctx.mutant === 'a-thread') {
      const given = { lock: ctx.mutant === 'another-lock' ? new ThreadLock() : (lock as ThreadLock) };
      await joinAll([new Thread(find, { args: [finding, given] }).start()], ctx.signal);
    } else if (ctx.variant === 'process-lock') {
      const given = { lock: ctx.mutant === 'a-copy' ? new ProcessLock() : (lock as ProcessLock) };
      await joinProcesses([new Process(findProcessLock, { args: [finding, given] }).start()], ctx.signal);
    } else {
      const gift = ctx.mutant === 'left-out' ? {} : (GIFTS[ctx.variant]?.() ?? {});
      const target = find as unknown as Task<[Finding, object]>;
      const child = new Process(target, { args: [finding, ctx.mutant === 'unpacked' ? [gift] : gift] });
      await joinProcesses([child.start()], ctx.signal);
    }
    return { refused: null, message: '', held: held() };
  } catch (error) {
    if (!(error instanceof ScopeError)) throw error;
    return { refused: error.path ?? '', message: error.message, held: held() };
  } finally {
    lock.release();
  }
}

const refusedAt = (path: string, what: string): readonly Outcome[] => [
  {
    match: `refused, ${path}`,
    expect: 'always',
    why: `The start is refused, and the error says where ${what} is`,
  },
  {
    match: new RegExp(`refused, (?!${path.replace(/[[\]().]/g, '\\$&')}$).*`),
    expect: 'never',
    why: 'The error points at something else',
  },
  {
    match: 'refused without a word',
    expect: 'never',
    why: 'The error names multiprocessing, where the cure is',
  },
  {
    match: 'another lock',
    expect: 'never',
    why: 'A copy would be free in the child, exclude nobody, and nobody would be told',
  },
  { match: 'the same lock', expect: 'never', why: 'It lies in memory that the child does not have' },
];
const SHARED: readonly Outcome[] = [
  { match: 'the same lock', expect: 'always', why: 'Held there while it is held here' },
  { match: 'another lock', expect: 'never', why: 'A copy of a lock excludes nobody' },
  { match: /refused.*/, expect: 'never', why: 'It was made for that' },
];

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'wrong-scope',
  title: 'A lock of threads, given to a process',
  section: 11,
  rows: ['11.8'],
  lesson:
    'What threads wait for lies in the memory of their process. Given to another process it could only arrive as a copy, and a copied lock ' +
    'is the worst kind: it can be taken, it excludes nobody, and nothing fails until the data is wrong. So it is refused where it ' +
    'would be sent, by an error that says which argument it is, however deep inside. Python refuses most of these too, because a lock of threads ' +
    'cannot be pickled, but lets them through where processes are forked. Locks, events and queues of multiprocessing are made for ' +
    'several processes, and work between threads as well.',
  refs: [
    {
      title: 'Python: synchronization primitives of multiprocessing',
      url: 'https://docs.python.org/3/library/multiprocessing.html#synchronization-primitives',
    },
    {
      title: 'Python: programming guidelines',
      url: 'https://docs.python.org/3/library/multiprocessing.html#programming-guidelines',
    },
  ],
  requires: PROCESSES,
  params: {},
  variants: {
    'thread-lock': { title: 'A lock of threads, to a process' },
    nested: { title: 'An event of threads inside an argument' },
    queue: { title: 'A queue of threads' },
    'to-a-thread': { title: 'A lock of threads, to a thread' },
    'process-lock': { title: 'A lock of processes, to a process' },
  },
  outcomes: {
    'thread-lock': refusedAt('args[1]', 'the lock'),
    nested: refusedAt('args[1].tools.get("events")[0]', 'the event'),
    queue: refusedAt('args[1].jobs', 'the queue'),
    'to-a-thread': SHARED,
    'process-lock': SHARED,
  },
  nonVacuous: Object.fromEntries(
    ['thread-lock', 'nested', 'queue', 'to-a-thread', 'process-lock'].map((variant) => [variant, ['starts']]),
  ),
  mutants: [
    { id: 'a-thread', variant: 'thread-lock', status: 'forbidden', why: 'Gives the lock to a thread' },
    { id: 'unpacked', variant: 'nested', status: 'forbidden', why: 'The error points somewhere else' },
    { id: 'left-out', variant: 'queue', status: 'forbidden', why: 'What cannot travel is silently left out' },
    { id: 'another-lock', variant: 'to-a-thread', status: 'forbidden', why: 'The thread gets another lock' },
    { id: 'a-copy', variant: 'process-lock', status: 'forbidden', why: 'The process gets another lock' },
  ],
  measures: [],
  engine: 'run',
  run: giveAway,
  project({ refused, message, held }): string {
    if (refused === null) return held === true ? 'the same lock' : 'another lock';
    return message.includes('multiprocessing') ? `refused, ${refused}` : 'refused without a word';
  },
});

export default scenario;
