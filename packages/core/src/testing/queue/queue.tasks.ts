import { Empty, ShutDown } from '../../errors.ts';
import type { Queue } from '../../queue/index.ts';
import { defineTasks, type TaskRef } from '../../task/index.ts';
import type { Lock, ThreadInfo } from '../../threading/index.ts';
import { DONE, FREE, GO, GOT, mark, put, read, sleep, STARTED, until, type Board } from '../board.ts';
import { equal, ok } from '../check.ts';
import { kindsOf } from '../kinds.ts';
import { collectGarbage, die, type WayToDie } from '../runtime.ts';
import { describeValue } from '../describe-value.ts';
import { specimens } from '../thread/specimens.ts';
import { attempt, type Form, type Operation } from './attempt.ts';
import type { AnyQueue, Item } from './kinds.ts';

const bodies = {
  /** Does one operation and says how it ended. */
  async attempt(
    queue: AnyQueue,
    operation: Operation,
    form: Form,
    timeout: number | undefined,
    board: Board,
    index: number,
  ): Promise<void> {
    const waiting = (): Promise<number> => attempt(queue, operation, form, timeout);
    mark(board, STARTED);
    put(board, FREE + index, await waiting());
    mark(board, DONE);
  },

  shut(queue: AnyQueue, immediate: boolean): void {
    queue.shutdown({ immediate });
  },

  /** Puts numbers, from `first` on, and pauses after none of them. */
  async produce(queue: AnyQueue, first: number, count: number, form: Form): Promise<void> {
    for (let number = first; number < first + count; number += 1) {
      if (form === 'sync') queue.putSync([number]);
      else await queue.put([number]);
    }
  },

  /** Gets until shutdown; counts what it got and adds up the numbers. */
  async consume(queue: AnyQueue, form: Form, board: Board): Promise<void> {
    mark(board, STARTED);
    try {
      for (;;) {
        const [number] = form === 'sync' ? queue.getSync() : await queue.get();
        mark(board, GOT);
        mark(board, FREE, number);
        queue.taskDone();
      }
    } catch (error) {
      if (!(error instanceof ShutDown)) throw error;
    }
    mark(board, DONE);
  },

  /** Puts until shutdown; counts what it put and adds up the numbers. */
  async feed(queue: AnyQueue, form: Form, board: Board): Promise<void> {
    mark(board, STARTED);
    try {
      for (let number = 1; ; number += 1) {
        if (form === 'sync') queue.putSync([number % 100]);
        else await queue.put([number % 100]);
        mark(board, FREE + 1);
        mark(board, FREE + 2, number % 100);
      }
    } catch (error) {
      if (!(error instanceof ShutDown)) throw error;
    }
    mark(board, DONE);
  },

  /** Gets `count` items by waits that are too short, and gives what it got to `into`. */
  async impatient(queue: AnyQueue, into: AnyQueue, board: Board, count: number, form: Form): Promise<void> {
    while (read(board, GOT) < count) {
      try {
        const item = form === 'sync' ? queue.getSync({ timeout: 0.01 }) : await queue.get({ timeout: 0.01 });
        mark(board, GOT);
        into.putNowait(item);
      } catch (error) {
        if (!(error instanceof Empty)) throw error;
        await sleep(0);
      }
    }
  },

  /** For each turn it is told, puts and tells the next, so that the order of all puts is known. */
  async relay(
    queue: Queue<number>,
    board: Board,
    turns: number,
    player: number,
    players: number,
  ): Promise<void> {
    for (let turn = player; turn < turns; turn += players) {
      // Looks closely at first, so that most puts follow at once; then lets the others run.
      for (let look = 0; look < 2000 && read(board, GO) !== turn; look += 1);
      await until(() => read(board, GO) === turn, 'told');
      queue.putSync(turn);
      put(board, GO, turn + 1);
    }
  },

  /** Gets until -1, and checks that what it gets only rises. */
  async rising(queue: Queue<number>, form: Form, board: Board): Promise<void> {
    for (let last = -1; ;) {
      const number = form === 'sync' ? queue.getSync() : await queue.get();
      if (number < 0) return;
      ok(number > last, `${number} came after ${last}`);
      last = number;
      mark(board, GOT);
    }
  },

  /** Gets `count` items, whose numbers only rise. */
  async swallow(queue: AnyQueue, form: Form, board: Board, count: number): Promise<void> {
    for (let turn = 0, last = -1; turn < count; turn += 1) {
      const [number, bytes] = form === 'sync' ? queue.getSync() : await queue.get();
      ok(number > last, `${number} came after ${last}`);
      equal((bytes as Uint8Array).length, (number % 40) * 400, `item ${number}`);
      last = number;
      mark(board, GOT);
    }
  },

  /** Gets values by the names of specimens, and compares. */
  async compare(queue: AnyQueue, form: Form): Promise<void> {
    for (const [name, makeOne] of Object.entries(specimens)) {
      const [, value] = form === 'sync' ? queue.getSync() : await queue.get();
      equal(value, makeOne(), name);
      equal(describeValue(value), describeValue(makeOne()), name);
    }
  },

  /** Puts what is in an item back into the queue that came with it, and uses it. */
  async use(queue: AnyQueue, board: Board): Promise<void> {
    const [, what] = (await queue.get()) as readonly [
      number,
      { lock: Lock; again: Lock; inner: Queue<string>; thread: ThreadInfo; self: AnyQueue },
    ];
    ok(what.lock === what.again, 'one lock became two');
    ok(what.lock.locked, 'it is another lock');
    what.lock.release();
    ok(what.self === queue, 'one queue became two');
    await what.inner.put(`from ${what.thread.name}`);
    mark(board, DONE);
  },

  /** Makes a lock, puts it, forgets it, and sees its wrapper collected before it says so. */
  async leaveLock(queue: AnyQueue, board: Board, make: string): Promise<void> {
    const { Lock: LockClass } = kindsOf(queue.scope);
    const left = ((): WeakRef<object> => {
      const lock = new LockClass({ name: make });
      ok(lock.tryAcquire(), 'a fresh lock was not to be had');
      queue.putNowait([1, lock]);
      return new WeakRef(lock);
    })();
    for (let turn = 0; left.deref() !== undefined && turn < 500; turn += 1) {
      await sleep(1);
      collectGarbage();
    }
    ok(left.deref() === undefined, 'the wrapper is not collected');
    // The finaliser runs after the wrapper is gone.
    await sleep(10);
    mark(board, GOT);
    await until(() => read(board, GO) > 0, 'GO');
  },

  /** Takes an item with something in it and dies. */
  async takeAndDie(queue: AnyQueue, board: Board, way: WayToDie): Promise<void> {
    const taken = await queue.get();
    mark(board, GOT);
    await until(() => read(board, GO) > 0, 'GO');
    die(way);
    await sleep(2 ** 30);
    ok(taken.length > 0, 'kept until here');
  },

  /** Waits with an item in its hands, and dies. */
  async putAndDie(queue: AnyQueue, item: Item, board: Board, way: WayToDie): Promise<void> {
    const waiting = queue.put(item);
    mark(board, STARTED);
    await until(() => read(board, GO) > 0, 'GO');
    die(way);
    await waiting;
  },

  /** Adds up all that an iterator gives. */
  async iterate(queue: AnyQueue, board: Board): Promise<void> {
    for await (const [number] of queue) {
      mark(board, GOT);
      mark(board, FREE, number);
    }
    mark(board, DONE);
  },

  /** Says what it sees of a queue that was passed. */
  look(queue: AnyQueue, size: number, name: string, printed: string): void {
    equal([queue.size, queue.name, String(queue)], [size, name, printed]);
    equal(queue.getNowait()[0], 1);
    queue.putNowait([2]);
  },
};

type Tasks<D> = { readonly [K in keyof D]: D[K] & TaskRef };

export const queueTasks: Tasks<typeof bodies> = defineTasks(import.meta.url, bodies);
