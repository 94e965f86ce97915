/**
 * Row 11.3, under load: threads that die at any moment, and what a Lock and a Queue keep of their promises.
 *
 * @module
 */

import { atomicAdd, atomicLoad } from '../../memory/atomic-view.ts';
import { ShutDown, Queue } from '../../queue/index.ts';
import { defineScenario, type Chaos, type Outcome, type Scenario } from '../../scenario/index.ts';
import { defineTasks } from '../../task/index.ts';
import { Lock } from '../../threading/index.ts';

interface Shared {
  readonly lock: Lock;
  readonly queue: Queue<number>;
  /** Words below, then one for each item: how often it came out. */
  readonly words: SharedArrayBuffer;
}

/** Two halves of an account that are equal whenever the lock is free, threads between the lines, and repairs. */
const DEBIT = 0;
const CREDIT = 1;
const INSIDE = 2;
const REPAIRS = 3;
/** What went wrong, by how often it did. */
const OVERLAPS = 4;
const TORN = 5;
/** The number of the next item, those that are surely in the queue, and those that came out at all. */
const NUMBER = 6;
const PUT = 7;
const SEEN = 8;
const FIRST = 9;
const ITEMS = 100_000;

/** Takes the lock to move one from one half of the account to the other, and may die between the lines. */
async function transfer(words: Int32Array, lock: Lock, chaos: Chaos, repairs: boolean): Promise<void> {
  if (lock.abandoned) {
    // Whoever died in here left the halves as they were at that moment, and itself counted as inside.
    words[INSIDE] = 0;
    if (repairs) words[CREDIT] = words[DEBIT] as number;
    atomicAdd(words, REPAIRS, 1);
  }
  if (atomicAdd(words, INSIDE, 1) !== 0) atomicAdd(words, OVERLAPS, 1);
  if (words[DEBIT] !== words[CREDIT]) atomicAdd(words, TORN, 1);
  words[DEBIT] = (words[DEBIT] as number) + 1;
  await chaos.point();
  words[CREDIT] = (words[CREDIT] as number) + 1;
  atomicAdd(words, INSIDE, -1);
}

/** Goes on a last time when the episode is over, so that the last of the dead is found too. */
async function transferAll({ lock, words }: Shared, chaos: Chaos, repairs: boolean): Promise<void> {
  const view = new Int32Array(words);
  for (let last = false; !last;) {
    last = !chaos.goesOn();
    await lock.acquire();
    await transfer(view, lock, chaos, repairs);
    lock.release();
  }
}

/** One item more, or the same one twice, or none. */
type Manner = 'puts' | 'repeats' | 'drops';

async function produceAs(manner: Manner, { queue, words }: Shared, chaos: Chaos): Promise<void> {
  const view = new Int32Array(words);
  try {
    while (chaos.goesOn()) {
      const number = atomicAdd(view, NUMBER, 1);
      if (number >= ITEMS) return;
      await chaos.point();
      if (manner !== 'drops' || number % 3 !== 1) await queue.put(number);
      if (manner === 'repeats' && number % 3 === 1) await queue.put(number);
      atomicAdd(view, PUT, 1);
    }
  } catch (error) {
    if (!(error instanceof ShutDown)) throw error;
  }
}

const tasks = defineTasks(import.meta.url, {
  locked: (shared: Shared, chaos: Chaos): Promise<void> => transferAll(shared, chaos, true),
  unrepaired: (shared: Shared, chaos: Chaos): Promise<void> => transferAll(shared, chaos, false),
  async unlocked({ lock, words }: Shared, chaos: Chaos): Promise<void> {
    while (chaos.goesOn()) await transfer(new Int32Array(words), lock, chaos, true);
  },
  produce: (shared: Shared, chaos: Chaos): Promise<void> => produceAs('puts', shared, chaos),
  repeat: (shared: Shared, chaos: Chaos): Promise<void> => produceAs('repeats', shared, chaos),
  drop: (shared: Shared, chaos: Chaos): Promise<void> => produceAs('drops', shared, chaos),
  /** Until the queue is shut down and empty, so that nothing is left in it. */
  async consume({ queue, words }: Shared, chaos: Chaos): Promise<void> {
    const view = new Int32Array(words);
    try {
      for (;;) {
        const number = await queue.get();
        await chaos.point();
        if (atomicAdd(view, FIRST + number, 1) === 0) atomicAdd(view, SEEN, 1);
      }
    } catch (error) {
      if (!(error instanceof ShutDown)) throw error;
    }
  },
});

type Seen = {
  readonly deaths: number;
  /** Times that more than one thread was inside, and that the halves differed. */
  readonly overlaps: number;
  readonly torn: number;
  readonly repairs: number;
  readonly put: number;
  readonly twice: number;
  /** Items that were surely put and never came out, beyond one for each consumer that died. */
  readonly lost: number;
};

const LOCK: readonly Outcome[] = [
  {
    match: 'holds',
    expect: 'always',
    why: 'One thread at a time is inside, and who follows a dead one is told and can repair',
  },
  { match: 'two at once', expect: 'never', why: 'The lock let in a second thread, or a dead one out twice' },
  { match: 'torn', expect: 'never', why: 'A thread met a half-done change and had not been told' },
  { match: 'stuck', expect: 'never', why: 'A dead holder keeps nobody out for ever' },
];
const QUEUE: readonly Outcome[] = [
  {
    match: 'holds',
    expect: 'always',
    why: 'Every item comes out once, but for those that a dead consumer had in its hands',
  },
  { match: 'twice', expect: 'never', why: 'An item came out more than once' },
  { match: 'lost', expect: 'never', why: 'More items are lost than consumers died' },
  { match: 'stuck', expect: 'never', why: 'A thread that died in the queue keeps nobody waiting for ever' },
];

const scenario: Scenario = defineScenario(import.meta.url, {
  id: 'kill-storm',
  title: 'A storm of deaths over a Lock and a Queue',
  section: 11,
  rows: ['11.3'],
  lesson:
    'A thread may die at any moment, with a lock in its hands or an item just taken. What then? A lock whose holder died is not stuck ' +
    'here: the next one gets it and is told so (`lock.abandoned`), because the data behind it may be half changed; it repairs them ' +
    'and goes on. In Python, as in most languages, everybody waits for ever. A queue loses no item that is in it and gives none twice; ' +
    'what a dead consumer had taken and not yet worked on is lost with it, one item at most, which is why a job that must not be lost is ' +
    'marked done by taskDone only afterwards. To find out whether such promises hold takes many deaths at many moments: each episode ' +
    'draws them from a seed, and one that breaks a promise can be played again.',
  refs: [
    {
      title: 'POSIX: robust mutexes',
      url: 'https://man7.org/linux/man-pages/man3/pthread_mutexattr_setrobust.3.html',
    },
    {
      title: 'Rust: poisoned mutexes',
      url: 'https://doc.rust-lang.org/std/sync/struct.Mutex.html#poisoning',
    },
    {
      title: 'Windows: WaitForSingleObject, WAIT_ABANDONED',
      url: 'https://learn.microsoft.com/en-us/windows/win32/api/synchapi/nf-synchapi-waitforsingleobject',
    },
    {
      title: 'Python: Queue.task_done',
      url: 'https://docs.python.org/3/library/queue.html#queue.Queue.task_done',
    },
  ],
  requires: ['threads', 'shared-memory'],
  params: {},
  variants: {
    lock: { title: 'A lock, whose holders die' },
    queue: { title: 'A queue, whose producers and consumers die' },
  },
  outcomes: { lock: LOCK, queue: QUEUE },
  // An invariant over nothing, or over a calm, proves nothing.
  nonVacuous: { lock: ['deaths', 'repairs', 'transfers'], queue: ['deaths', 'items'] },
  mutants: [
    { id: 'no-lock', variant: 'lock', status: 'forbidden', why: 'Nobody takes the lock' },
    {
      id: 'no-repair',
      variant: 'lock',
      status: 'forbidden',
      why: 'Who gets the lock of a dead thread goes on as if nothing had happened',
    },
    { id: 'puts-twice', variant: 'queue', status: 'forbidden', why: 'Every third item is put twice' },
    { id: 'drops', variant: 'queue', status: 'forbidden', why: 'Every third item is never put' },
  ],
  measures: [],
  engine: 'stress',
  workers: {
    lock: [
      { name: 'survivor', task: tasks.locked },
      { name: 'mortal', task: tasks.locked, count: 2, mortal: true },
    ],
    queue: [
      { name: 'producer', task: tasks.produce },
      { name: 'mortal producer', task: tasks.produce, mortal: true },
      { name: 'consumer', task: tasks.consume },
      { name: 'mortal consumer', task: tasks.consume, mortal: true },
    ],
  },
  mutantWorkers: {
    'no-lock': [{ name: 'survivor', task: tasks.unlocked, count: 3 }],
    'no-repair': [
      { name: 'survivor', task: tasks.unrepaired },
      { name: 'mortal', task: tasks.unrepaired, count: 2, mortal: true },
    ],
    'puts-twice': [
      { name: 'producer', task: tasks.repeat },
      { name: 'consumer', task: tasks.consume },
    ],
    drops: [
      { name: 'producer', task: tasks.drop },
      { name: 'consumer', task: tasks.consume },
    ],
  },
  prepare: (): Shared => ({
    lock: new Lock({ name: 'account' }),
    queue: new Queue<number>({ maxsize: 16 }),
    words: new SharedArrayBuffer((FIRST + ITEMS) * 4),
  }),
  finish: (_ctx, { queue }): void => queue.shutdown(),
  check(ctx, { words }, { deaths }): Seen {
    const view = new Int32Array(words);
    const [put, seen] = [atomicLoad(view, PUT), atomicLoad(view, SEEN)];
    const consumers = deaths['mortal consumer'] ?? 0;
    ctx.count('transfers', atomicLoad(view, CREDIT));
    ctx.count('repairs', atomicLoad(view, REPAIRS));
    ctx.count('items', seen);
    return {
      deaths: Object.values(deaths).reduce((sum, died) => sum + died, 0),
      overlaps: atomicLoad(view, OVERLAPS),
      torn: atomicLoad(view, TORN),
      repairs: atomicLoad(view, REPAIRS),
      put,
      twice: view.subarray(FIRST).filter((times) => times > 1).length,
      lost: Math.max(0, put - seen - consumers),
    };
  },
  project({ overlaps, torn, twice, lost }): string {
    if (overlaps > 0) return 'two at once';
    if (torn > 0) return 'torn';
    if (twice > 0) return 'twice';
    return lost > 0 ? 'lost' : 'holds';
  },
});

export default scenario;
