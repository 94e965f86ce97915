/**
 * Row 11.6: two locks, taken in opposite orders; who waits for whom; and three ways out.
 *
 * @module
 */

import { DeadlockError } from '../../errors.ts';
import { defineScenario, type Outcome, type Scenario, type ScenarioContext } from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import { Lock, Thread } from '../../threading/index.ts';
import {
  dine,
  dineOnLoop,
  newTable,
  readTable,
  type Dinner,
  type Manner,
  type Table,
} from '../support/dining.ts';
import { joinAll } from '../support/start-line.ts';
import { JAVASCRIPT } from '../support/runtimes.ts';

type Seen = Dinner & {
  /** Whether a thread was refused its own lock; null where none asked for that. */
  readonly refused: boolean | null;
};

const { relock } = defineTasks(import.meta.url, {
  relock(lock: Lock, again: Lock): void {
    using _ = lock.holdSync();
    again.acquireSync();
  },
});

async function onThreads(ctx: ScenarioContext, table: Table): Promise<void> {
  const manner = MUTANTS[ctx.mutant ?? ''] ?? MANNERS[ctx.variant];
  const threads = ['first', 'second'].map((name, self) =>
    new Thread(dine, { args: [table, self, manner as Manner], name }).start(),
  );
  await joinAll(threads, ctx.signal);
}

/** One thread, which waits for itself. */
async function onItsOwn(ctx: ScenarioContext): Promise<boolean> {
  const lock = new Lock({ name: 'own' });
  const again = ctx.mutant === 'another-lock' ? new Lock() : lock;
  const thread = new Thread(relock, { args: [lock, again], name: 'alone' }).start();
  await thread.join({ signal: ctx.signal });
  if (thread.error && !(thread.error instanceof DeadlockError)) throw thread.error;
  return thread.error !== undefined;
}

const MANNERS: Readonly<Record<string, Manner>> = {
  'opposite-order': 'keeps',
  'one-order': 'ordered',
  'back-off': 'backs-off',
};

const MUTANTS: Readonly<Record<string, Manner>> = {
  'same-order': 'ordered',
  'own-order': 'keeps',
  'keeps-it': 'keeps',
};

const FINISHED: Outcome = {
  match: 'both finished',
  expect: 'always',
  why: 'Who waits holds nothing that the other one needs first, so no circle can close',
};
const DEADLOCK: Outcome = {
  match: 'deadlock',
  expect: 'always',
  why: 'Each holds what the other one waits for, and neither lets go',
};
const STUCK: Outcome = {
  match: 'one stuck',
  expect: 'never',
  why: 'Either the circle closes or both get through',
};
const never = ({ match, why }: Outcome): Outcome => ({ match, expect: 'never', why });

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'deadlock',
  title: 'Two locks in opposite orders: nobody goes on',
  section: 11,
  rows: ['11.6'],
  lesson:
    'One thread holds the first lock and waits for the second, another holds the second and waits for the first: both wait for ever, no ' +
    'error says so, and nothing is using the CPU. It takes four things at once: locks that exclude, holding one while waiting for ' +
    'another, nobody who takes a lock away, and a circle. Take one of them away and it cannot happen: one order for all locks has no ' +
    'circle, going back when the second lock is not free never holds while it waits, and a wait with a timeout ends. Async functions ' +
    'on one event loop deadlock as threads do, although none ever interrupts another. A thread that waits for a lock that it holds ' +
    'itself is the shortest circle: here that is refused at once where a scope holds it, in Python it waits for ever.',
  refs: [
    {
      title: 'Python: Lock.acquire',
      url: 'https://docs.python.org/3/library/threading.html#threading.Lock.acquire',
    },
    {
      title: 'E. G. Coffman et al., System Deadlocks',
      url: 'https://dl.acm.org/doi/10.1145/356586.356588',
    },
    {
      title: 'Linux: lockdep, the lock order validator',
      url: 'https://docs.kernel.org/locking/lockdep-design.html',
    },
    {
      title: 'C++: std::scoped_lock avoids deadlock by going back',
      url: 'https://en.cppreference.com/w/cpp/thread/lock',
    },
  ],
  requires: ['threads', 'shared-memory'],
  params: {
    timeout: {
      type: 'integer',
      default: 1000,
      quick: 100,
      min: 10,
      max: 60_000,
      unit: 'ms',
      about: 'How long one waits for the second lock before it is called a deadlock',
    },
    patience: {
      type: 'integer',
      default: 30_000,
      min: 100,
      max: 60_000,
      unit: 'ms',
      about: 'How long one waits for the other to come to the same point',
    },
    rounds: {
      type: 'integer',
      default: 50,
      quick: 10,
      min: 1,
      max: 10_000,
      about: 'How often both locks are taken',
    },
  },
  variants: {
    'opposite-order': { title: 'Two threads, opposite orders' },
    flows: { title: 'Two async functions on one event loop, opposite orders' },
    'one-order': { title: 'Two threads, the same order' },
    'back-off': { title: 'Two threads, opposite orders, going back' },
    'own-lock': { title: 'One thread, its own lock again' },
  },
  outcomes: {
    'opposite-order': [DEADLOCK, never(FINISHED), STUCK],
    flows: [DEADLOCK, never(FINISHED), STUCK],
    'one-order': [FINISHED, never(DEADLOCK), STUCK],
    'back-off': [FINISHED, never(DEADLOCK), STUCK],
    'own-lock': [
      {
        match: 'refused',
        expect: 'always',
        why: 'A scope of this thread holds it and cannot end while the thread waits',
        on: JAVASCRIPT,
      },
      {
        match: 'waits for ever',
        expect: 'always',
        why: 'A Lock of Python does not know its holder',
        on: ['python'],
      },
      { match: 'let in', expect: 'never', why: 'A Lock is not re-entrant' },
    ],
  },
  nonVacuous: {
    'opposite-order': ['attempts'],
    flows: ['attempts'],
    'one-order': ['attempts'],
    'back-off': ['attempts', 'back-offs'],
    'own-lock': ['attempts'],
  },
  mutants: [
    {
      id: 'same-order',
      variant: 'opposite-order',
      status: 'forbidden',
      why: 'Both take the same lock first',
    },
    { id: 'flows-in-order', variant: 'flows', status: 'forbidden', why: 'Both take the same lock first' },
    { id: 'own-order', variant: 'one-order', status: 'forbidden', why: 'Each begins with a lock of its own' },
    {
      id: 'keeps-it',
      variant: 'back-off',
      status: 'forbidden',
      why: 'Keeps the first lock while it waits for the second',
    },
    {
      id: 'another-lock',
      variant: 'own-lock',
      status: 'forbidden',
      why: 'The second lock is not the first one again',
    },
  ],
  measures: [
    { id: 'wall', title: 'Time until both had both locks, or had given up', unit: 'ms', better: 'lower' },
    {
      id: 'back-offs',
      title: 'How often somebody gave a lock back to try again',
      unit: 'count',
      better: 'lower',
    },
  ],
  engine: 'run',
  async run(ctx, params): Promise<Seen> {
    const table = newTable(params);
    const start = ctx.now();
    let refused: boolean | null = null;
    if (ctx.variant === 'own-lock') refused = await onItsOwn(ctx);
    else if (ctx.variant !== 'flows') await onThreads(ctx, table);
    else await dineOnLoop(table, ctx.mutant === 'flows-in-order', ctx);
    ctx.measure('wall', ctx.now() - start);
    const dinner = readTable(table);
    ctx.measure('back-offs', dinner.backOffs);
    ctx.count('back-offs', dinner.backOffs);
    ctx.count('attempts');
    return { ...dinner, refused };
  },
  project({ done, rounds, circle, refused }): string {
    if (refused !== null) return refused ? 'refused' : 'let in';
    if (done.every((each) => each === rounds)) return 'both finished';
    return done.every((each) => each === 0) && circle === '1 → 2 → 1' ? 'deadlock' : 'one stuck';
  },
});

export default scenario;
