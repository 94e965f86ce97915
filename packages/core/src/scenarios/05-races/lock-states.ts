/**
 * Row 5.6: a mutex is a flag, and what can be done to it.
 *
 * @module
 */

import { NotOwnedError } from '../../errors.ts';
import { defineScenario, type Scenario, type ScenarioContext } from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import { Event, Lock, Thread } from '../../threading/index.ts';
import { joinAll } from '../support/start-line.ts';
import { JAVASCRIPT } from '../support/runtimes.ts';

interface Room {
  readonly lock: Lock;
  readonly inside: Event;
  readonly leave: Event;
}

type Seen = {
  /** What the lock looked like from moment to moment. */
  readonly states: readonly string[];
  /** The lock as it prints itself, at the same moments. */
  readonly printed: readonly string[];
};

const { pass, releaseIt, dieWithIt } = defineTasks(import.meta.url, {
  pass({ lock, inside, leave }: Room): void {
    lock.acquireSync();
    inside.set();
    leave.waitSync();
    lock.release();
  },
  releaseIt(lock: Lock): void {
    lock.release();
  },
  dieWithIt(lock: Lock, release: boolean): void {
    lock.acquireSync();
    if (release) lock.release();
  },
});

/** Writes down what can be known of a lock at a moment, without changing it. */
class Record {
  readonly states: string[] = [];
  readonly printed: string[] = [];
  readonly #lock: Lock;

  constructor(lock: Lock) {
    this.#lock = lock;
  }

  look(): void {
    this.note(this.#lock.locked ? 'held' : 'free');
  }

  note(state: string): void {
    this.states.push(state);
    this.printed.push(String(this.#lock));
  }
}

/** Free, held, handed to the one who waited, free again; refused to a second one meanwhile. */
async function roundTrip(ctx: ScenarioContext, wait: number): Promise<Seen> {
  const room: Room = { lock: new Lock({ name: 'flag' }), inside: new Event(), leave: new Event() };
  const { lock, inside, leave } = room;
  const record = new Record(lock);
  record.look();
  if (ctx.mutant !== 'flag-not-raised') lock.tryAcquire();
  record.look();
  record.note(lock.tryAcquire() ? 'taken twice' : 'refused');
  const waiter = new Thread(pass, { args: [room], name: 'waiter' }).start();
  record.note((await inside.wait({ timeout: wait, signal: ctx.signal })) ? 'entered' : 'waited for');
  lock.release();
  await inside.wait({ signal: ctx.signal });
  record.look();
  record.note((await lock.acquire({ timeout: wait, signal: ctx.signal })) ? 'taken twice' : 'timed out');
  leave.set();
  await joinAll([waiter], ctx.signal);
  record.look();
  ctx.count('waits');
  return record;
}

/** Whether the release of a lock that nobody holds is refused, and leaves it as it was. */
function releaseFree(ctx: ScenarioContext): Seen {
  const lock = new Lock({ name: 'flag' });
  const record = new Record(lock);
  if (ctx.mutant === 'held-after-all') lock.tryAcquire();
  try {
    lock.release();
    record.note('released');
  } catch (error) {
    if (!(error instanceof NotOwnedError)) throw error;
    ctx.count('refusals');
    record.note('refused');
  }
  record.look();
  return record;
}

async function releaseByAnother(ctx: ScenarioContext): Promise<Seen> {
  const lock = new Lock({ name: 'flag' });
  const record = new Record(lock);
  lock.tryAcquire();
  record.look();
  const given = ctx.mutant === 'another-lock' ? new Lock() : lock;
  if (given !== lock) given.tryAcquire();
  await joinAll([new Thread(releaseIt, { args: [given], name: 'other' }).start()], ctx.signal);
  ctx.count('threads');
  record.look();
  return record;
}

async function outlivedByTheFlag(ctx: ScenarioContext, patience: number): Promise<Seen> {
  const lock = new Lock({ name: 'flag' });
  const record = new Record(lock);
  const clean = ctx.mutant === 'clean-exit';
  await joinAll([new Thread(dieWithIt, { args: [lock, clean], name: 'holder' }).start()], ctx.signal);
  ctx.count('threads');
  const taken = await lock.acquire({ timeout: patience, signal: ctx.signal });
  record.note(taken ? (lock.abandoned ? 'taken over' : 'taken') : 'lost for ever');
  return record;
}

const ROUND_TRIP = 'free, held, refused, waited for, held, timed out, free';

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'lock-states',
  title: 'A mutex is a flag: free, held, waited for',
  section: 5,
  rows: ['5.6'],
  lesson:
    'A mutex is a flag that one at a time can raise. Who finds it up is refused, or waits until it is down; when the holder lowers it, ' +
    'one of those who wait raises it in turn. It is down once more when all have gone. To lower a flag that is down is an error of the ' +
    'program and is said to be one. Python’s Lock and this one do not ask who lowers it: any thread may, which is what makes them ' +
    'signals as well as locks. The two differ about a holder that ends without letting go. In Python the flag stays up for ever. Here ' +
    'the word that is the flag names its holder, so the next one takes the lock over, and is told that what it guards may be half done.',
  refs: [
    { title: 'Python: Lock objects', url: 'https://docs.python.org/3/library/threading.html#lock-objects' },
    {
      title: 'POSIX: robust mutexes',
      url: 'https://pubs.opengroup.org/onlinepubs/9799919799/functions/pthread_mutexattr_setrobust.html',
    },
    {
      title: 'MDN: Atomics.compareExchange',
      url: 'https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/Atomics/compareExchange',
    },
  ],
  requires: ['threads', 'shared-memory'],
  params: {
    wait: {
      type: 'integer',
      default: 500,
      quick: 50,
      min: 1,
      max: 60_000,
      unit: 'ms',
      about: 'How long somebody waits in vain',
    },
    patience: {
      type: 'integer',
      default: 20_000,
      quick: 10_000,
      min: 100,
      max: 60_000,
      unit: 'ms',
      about: 'How long the end of a holder may take to be seen',
    },
  },
  variants: {
    states: { title: 'Free, held, waited for, handed over, free' },
    'release-free': { title: 'Released though nobody holds it' },
    'other-releases': { title: 'Released by another thread than its holder' },
    'holder-ends': { title: 'Its holder ends without releasing it' },
  },
  outcomes: {
    states: [
      {
        match: ROUND_TRIP,
        expect: 'always',
        why: 'One holder at a time; the others are refused, wait, or give up',
      },
      { match: /.*(taken twice|entered).*/, expect: 'never', why: 'Two holders of one lock at once' },
    ],
    'release-free': [
      { match: 'refused, free', expect: 'always', why: 'A flag that is down cannot be lowered' },
      { match: /released, .*/, expect: 'never', why: 'A release too many would let the next two in at once' },
    ],
    'other-releases': [
      { match: 'held, free', expect: 'always', why: 'The flag does not ask who lowers it' },
      { match: 'held, held', expect: 'never', why: 'Another thread released it' },
    ],
    'holder-ends': [
      {
        match: 'taken over',
        expect: 'always',
        why: 'The lock names its holder, so the next one knows that there is none any more, and is told',
        on: JAVASCRIPT,
      },
      {
        match: 'lost for ever',
        expect: 'always',
        why: 'A lock of Python knows nothing of threads: what ended with it held is held for ever',
        on: ['python'],
      },
      {
        match: 'taken',
        expect: 'never',
        why: 'Whoever takes over has to know that something may be half done',
      },
    ],
  },
  nonVacuous: {
    states: ['waits'],
    'release-free': ['refusals'],
    'other-releases': ['threads'],
    'holder-ends': ['threads'],
  },
  mutants: [
    {
      id: 'flag-not-raised',
      variant: 'states',
      status: 'forbidden',
      why: 'The first one goes in without raising the flag',
    },
    {
      id: 'held-after-all',
      variant: 'release-free',
      status: 'forbidden',
      why: 'Somebody holds it, so the release succeeds',
    },
    {
      id: 'another-lock',
      variant: 'other-releases',
      status: 'forbidden',
      why: 'The other thread releases a lock of its own',
    },
    {
      id: 'clean-exit',
      variant: 'holder-ends',
      status: 'forbidden',
      why: 'The holder releases the lock before it ends',
    },
  ],
  measures: [{ id: 'wall', title: 'Time of the whole', unit: 'ms', better: 'lower' }],
  engine: 'run',
  async run(ctx, params): Promise<Seen> {
    const start = ctx.now();
    const acts: { readonly [variant: string]: () => Seen | Promise<Seen> } = {
      states: () => roundTrip(ctx, params.wait),
      'release-free': () => releaseFree(ctx),
      'other-releases': () => releaseByAnother(ctx),
      'holder-ends': () => outlivedByTheFlag(ctx, params.patience),
    };
    const { states, printed } = (await acts[ctx.variant]?.()) ?? { states: [], printed: [] };
    ctx.measure('wall', ctx.now() - start);
    return { states: [...states], printed: [...printed] };
  },
  project: (seen): string => seen.states.join(', '),
});

export default scenario;
