/**
 * Row 7.9: how a process comes by the lock of another.
 *
 * @module
 */

import { Event, Lock, Process, type SharedValue, Value } from '../../multiprocessing/index.ts';
import { defineScenario, type Outcome, type Scenario, type ScenarioContext } from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import { Thread } from '../../threading/index.ts';
import { joinProcesses, PROCESSES } from '../support/processes.ts';
import { joinAll } from '../support/start-line.ts';

/** A lock of this module: made anew wherever the module is loaded. Not before it is asked for, as browsers have none. */
let ofTheModule: Lock | undefined;
const moduleLock = (): Lock => (ofTheModule ??= new Lock({ name: 'of the module' }));

/** What a child has found: that the lock it has is held, or that it is free. */
const HELD = 1;
const FREE = 2;
type Finding = SharedValue<'i32'>;

type Seen = { readonly whileHeld: number; readonly afterwards: number };

/** Tries a lock that the parent holds, and once more when the parent has let go of it. */
function tryTwice(lock: Lock, first: Finding, second: Finding, released: Event): void {
  const attempt = (): number => {
    if (!lock.tryAcquire()) return HELD;
    lock.release();
    return FREE;
  };
  first.value = attempt();
  released.waitSync();
  second.value = attempt();
}

type Findings = [first: Finding, second: Finding, released: Event];

const tasks = defineTasks(import.meta.url, {
  tryGiven: (lock: Lock, ...findings: Findings): void => tryTwice(lock, ...findings),
  tryNested({ tools }: { readonly tools: Map<string, Lock[]> }, ...findings: Findings): void {
    tryTwice(tools.get('locks')?.[0] ?? new Lock(), ...findings);
  },
  tryModule: (...findings: Findings): void => tryTwice(moduleLock(), ...findings),
  async handOn(lock: Lock, ...findings: Findings): Promise<void> {
    const args: [Lock, ...Findings] = [lock, ...findings];
    await joinProcesses([new Process(tasks.tryGiven, { args }).start()], new AbortController().signal);
  },
  async tryInThread(lock: Lock, ...findings: Findings): Promise<void> {
    const args: [Lock, ...Findings] = [lock, ...findings];
    await joinAll([new Thread(tasks.tryGiven, { args }).start()], new AbortController().signal);
  },
});

function startChild(ctx: ScenarioContext, lock: Lock, findings: Findings): Process<never[]> {
  const given = ctx.mutant === undefined || ctx.mutant === 'given-after-all' ? lock : new Lock();
  switch (ctx.mutant === 'given-after-all' ? 'argument' : ctx.variant) {
    case 'nested':
      return new Process(tasks.tryNested, {
        args: [{ tools: new Map([['locks', [given]]]) }, ...findings],
      }).start();
    case 'handed-on':
      return new Process(tasks.handOn, { args: [given, ...findings] }).start();
    case 'thread-of-a-child':
      return new Process(tasks.tryInThread, { args: [given, ...findings] }).start();
    case 'module-level':
      return new Process(tasks.tryModule, { args: findings }).start();
    default:
      return new Process(tasks.tryGiven, { args: [given, ...findings] }).start();
  }
}

const SAME: readonly Outcome[] = [
  {
    match: 'the same lock',
    expect: 'always',
    why: 'It is held in the child while the parent holds it, and free when the parent has let go',
  },
  { match: 'another lock', expect: 'never', why: 'A copy of a lock excludes nobody' },
  { match: 'stuck', expect: 'never', why: 'What one process releases is free in all' },
];

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'handed-lock',
  title: 'A lock is shared with those that it is handed to',
  section: 7,
  rows: ['7.9'],
  lesson:
    'A lock of processes is shared by giving it to a process when that is started, among its arguments or anywhere inside them; the ' +
    'child may give it on to its own children and threads. What arrives is the same lock. Python insists on that moment: a lock that is ' +
    'pickled at any other time is refused with a RuntimeError. Here it may also be sent later, because what travels is a name for a place ' +
    'in memory that the whole program shares. What does not work anywhere is to write the lock at the top of a module and to trust that all ' +
    'processes have that one: each process loads the module for itself and makes a lock for itself. It only seems to work in Python ' +
    'where processes are forked, as the lock of the parent is there before the fork.',
  refs: [
    {
      title: 'Python: programming guidelines, explicitly pass resources to child processes',
      url: 'https://docs.python.org/3/library/multiprocessing.html#all-start-methods',
    },
    {
      title: 'Python: synchronization primitives',
      url: 'https://docs.python.org/3/library/multiprocessing.html#synchronization-primitives',
    },
  ],
  requires: PROCESSES,
  params: {},
  variants: {
    argument: { title: 'As an argument' },
    nested: { title: 'Deep inside an argument' },
    'handed-on': { title: 'From a child to a grandchild' },
    'thread-of-a-child': { title: 'From a child to a thread of its own' },
    'module-level': { title: 'Written at the top of a module' },
  },
  outcomes: {
    argument: SAME,
    nested: SAME,
    'handed-on': SAME,
    'thread-of-a-child': SAME,
    'module-level': [
      {
        match: 'another lock',
        expect: 'always',
        why: 'The child has loaded the module anew, and with it made a lock that nobody else has',
      },
      { match: 'the same lock', expect: 'never', why: 'Nobody has given it to the child' },
      { match: 'stuck', expect: 'never', why: 'Nobody holds it in the child' },
    ],
  },
  nonVacuous: Object.fromEntries(
    ['argument', 'nested', 'handed-on', 'thread-of-a-child', 'module-level'].map((id) => [id, ['tries']]),
  ),
  mutants: [
    {
      id: 'another-lock',
      variant: 'argument',
      status: 'forbidden',
      why: 'The child is given another lock than the one that the parent holds',
    },
    {
      id: 'copied-inside',
      variant: 'nested',
      status: 'forbidden',
      why: 'What is inside the argument is another lock',
    },
    {
      id: 'keeps-it',
      variant: 'handed-on',
      status: 'forbidden',
      why: 'The grandchild gets another lock than the child',
    },
    {
      id: 'one-for-the-thread',
      variant: 'thread-of-a-child',
      status: 'forbidden',
      why: 'The thread gets another lock than its process',
    },
    {
      id: 'given-after-all',
      variant: 'module-level',
      status: 'forbidden',
      why: 'The child is given the lock of the parent’s module',
    },
  ],
  measures: [],
  engine: 'run',
  async run(ctx): Promise<Seen> {
    const lock = ctx.variant === 'module-level' ? moduleLock() : new Lock({ name: 'given' });
    const [first, second] = [Value('i32', 0, { lock: false }), Value('i32', 0, { lock: false })];
    const released = new Event();
    await lock.acquire({ signal: ctx.signal });
    const ended = joinProcesses([startChild(ctx, lock, [first, second, released])], ctx.signal);
    while (first.value === 0) await Promise.race([ctx.sleep(2), ended]);
    lock.release();
    released.set();
    await ended;
    ctx.count('tries', [first, second].filter(({ value }) => value !== 0).length);
    return { whileHeld: first.value, afterwards: second.value };
  },
  project({ whileHeld, afterwards }): string {
    if (afterwards !== FREE) return 'stuck';
    return whileHeld === HELD ? 'the same lock' : 'another lock';
  },
});

export default scenario;
