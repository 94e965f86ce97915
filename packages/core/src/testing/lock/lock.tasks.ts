import { defineTasks, type TaskRef } from '../../task/index.ts';
import type { Lock, Scope } from '../../threading/index.ts';
import {
  DONE,
  FREE,
  GO,
  GOT,
  mark,
  put,
  read,
  sleep,
  spinUntil,
  STARTED,
  until,
  type Board,
} from '../board.ts';
import { equal, ok, throws } from '../check.ts';
import { AbandonedError, NotOwnedError } from '../../errors.ts';
import { die, type WayToDie } from '../runtime.ts';

/** How a thread takes a lock. */
export type Form = 'acquire' | 'acquireSync' | 'hold' | 'holdSync' | 'run' | 'runSync';

const bodies = {
  /** Takes the lock by the form and gives it back at once. */
  async pass(lock: Lock, board: Board, form: Form): Promise<void> {
    mark(board, STARTED);
    const got = (): void => void mark(board, GOT);
    if (form === 'run') await lock.run(got);
    else if (form === 'runSync') lock.runSync(got);
    else if (form === 'hold' || form === 'holdSync') {
      using _guard = form === 'hold' ? await lock.hold() : lock.holdSync();
      got();
    } else {
      ok(form === 'acquire' ? await lock.acquire() : lock.acquireSync(), `${form} gave false`);
      got();
      lock.release();
    }
    mark(board, DONE);
  },

  /** Takes the lock, and keeps it until GO. */
  async keep(lock: Lock, board: Board): Promise<void> {
    ok(await lock.acquire(), 'acquire gave false');
    mark(board, GOT);
    await until(() => read(board, GO) > 0, 'GO');
    lock.release();
    mark(board, DONE);
  },

  /** Frees a lock that another thread took. */
  async free(lock: Lock, board: Board): Promise<void> {
    await until(() => read(board, GO) > 0, 'GO');
    mark(board, DONE);
    lock.release();
  },

  /** Every way to try once; says how many of them got the lock. */
  async tryAll(lock: Lock, board: Board): Promise<void> {
    if (lock.tryAcquire()) mark(board, FREE);
    if (lock.acquireSync({ timeout: 0 })) mark(board, FREE);
    if (await lock.acquire({ timeout: 0 })) mark(board, FREE);
    mark(board, DONE);
  },

  /** Takes and gives back the lock without a pause until GO. */
  greedy(lock: Lock, board: Board): void {
    lock.acquireSync();
    mark(board, GOT);
    while (read(board, GO) === 0) {
      lock.release();
      lock.acquireSync();
    }
    lock.release();
  },

  /** Queues asynchronously, says so, and writes down as which it came to hold the lock. */
  async queue(lock: Lock, board: Board, number: number): Promise<void> {
    const waiting = lock.acquire();
    mark(board, STARTED);
    ok(await waiting, 'acquire gave false');
    put(board, FREE + mark(board, GOT), number);
    lock.release();
  },

  /** Counts in plain memory: right only when the lock excludes. */
  async count(lock: Lock, board: Board, times: number, form: Form): Promise<void> {
    const add = (): void => {
      const seen = board[FREE]!;
      for (let i = 0; i < 20; i++);
      board[FREE] = seen + 1;
    };
    for (let i = 0; i < times; i++) {
      if (form === 'runSync') lock.runSync(add);
      else await lock.run(add);
    }
  },

  /** Sees the same lock at every place of a nested value, and with its name. */
  nested(value: Nested, board: Board, scope: Scope): void {
    const all = [value.plain.lock, value.list[1], value.map.get('lock'), [...value.set][0], value.again];
    for (const lock of all) {
      equal(lock?.name, 'nested');
      equal(lock?.scope, scope);
      ok(lock?.locked, 'the lock that arrived is not the one that was locked');
      throws(Error, () => lock.runSync(() => 0, { timeout: 0 }));
    }
    equal(value.again, value.plain.lock);
    all[0]!.release();
    for (const lock of all) equal(lock?.locked, false);
    ok(all[1]!.tryAcquire(), 'a free lock was not to be had');
    mark(board, DONE);
  },

  /** Everything that may be asked of a lock without waiting, from a thread that did not make it. */
  use(lock: Lock): void {
    throws(NotOwnedError, () => lock.release());
    ok(lock.tryAcquire(), 'a free lock was not to be had');
    equal(lock.tryAcquire(), false);
    lock.release();
  },

  /** Takes it, and dies with it when it is told to. */
  async dieWhenTold(lock: Lock, way: WayToDie, board: Board): Promise<void> {
    lock.acquireSync();
    mark(board, STARTED);
    await until(() => read(board, GO) > 0, 'GO');
    die(way, 0);
    await sleep(2 ** 30);
  },

  /** Ends its worker while it holds the lock. */
  async dieHolding(lock: Lock, way: WayToDie, scoped: boolean, board: Board): Promise<void> {
    if (scoped) await lock.hold();
    else await lock.acquire();
    mark(board, STARTED);
    die(way, 0);
    await sleep(2 ** 30);
  },

  /** Takes a lock that was left behind, and says whether it was told so. */
  async takeOver(lock: Lock, board: Board, blocks: boolean): Promise<void> {
    for (;;) {
      try {
        ok(
          blocks ? lock.acquireSync({ timeout: 20_000 }) : await lock.acquire({ timeout: 20_000 }),
          'never had it',
        );
        break;
      } catch (error) {
        if (!(error instanceof AbandonedError)) throw error;
        await sleep(100);
      }
    }
    if (lock.abandoned) mark(board, FREE);
    lock.release();
    mark(board, DONE);
  },

  /** Holds with a guard while another thread blocks for the lock: no deadlock is seen where there is none. */
  guarded(lock: Lock, board: Board): void {
    using guard = lock.holdSync();
    mark(board, GOT);
    spinUntil(() => read(board, GO) > 0, 'GO');
    ok(guard.held, 'the guard lost its lock');
  },
};

export interface Nested {
  readonly plain: { readonly lock: Lock };
  readonly list: readonly [number, Lock];
  readonly map: ReadonlyMap<string, Lock>;
  readonly set: ReadonlySet<Lock>;
  readonly again: Lock;
}

type Tasks<D> = { readonly [K in keyof D]: D[K] & TaskRef };

export const lockTasks: Tasks<typeof bodies> = defineTasks(import.meta.url, bodies);
