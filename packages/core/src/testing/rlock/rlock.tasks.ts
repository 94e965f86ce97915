import { AbandonedError, NotOwnedError } from '../../errors.ts';
import { defineTasks, type TaskRef } from '../../task/index.ts';
import type { Held, RLock, Scope } from '../../threading/index.ts';
import { DONE, FREE, GO, GOT, mark, read, sleep, STARTED, until, type Board } from '../board.ts';
import { equal, ok, throws } from '../check.ts';
import { die, type WayToDie } from '../runtime.ts';

/** What an RLock and a Condition over one have in common. */
export interface Reentrant {
  acquireSync(options?: { timeout?: number }): boolean;
  tryAcquire(): boolean;
  release(): void;
  holdSync(): Disposable;
  run<T>(body: (held: Held) => T | PromiseLike<T>, options?: { timeout?: number }): Promise<T>;
  readonly locked: boolean;
}

/** How a thread takes the lock. */
export type Form = 'acquireSync' | 'holdSync' | 'run';

async function by(form: Form, lock: Reentrant, body: () => void): Promise<void> {
  if (form === 'run') return lock.run(body);
  if (form === 'holdSync') {
    using _guard = lock.holdSync();
    return body();
  }
  ok(lock.acquireSync(), 'acquireSync gave false');
  body();
  lock.release();
}

const bodies = {
  /** Takes the lock by the form and gives it back at once. */
  async pass(lock: Reentrant, board: Board, form: Form): Promise<void> {
    mark(board, STARTED);
    await by(form, lock, () => void mark(board, GOT));
    mark(board, DONE);
  },

  /** Takes the lock two levels deep, and keeps it until GO. */
  async keep(lock: Reentrant, board: Board): Promise<void> {
    lock.acquireSync();
    lock.acquireSync();
    mark(board, GOT);
    await until(() => read(board, GO) > 0, 'GO');
    lock.release();
    lock.release();
    mark(board, DONE);
  },

  /** Every way to try once; says how many of them got the lock. */
  async tryAll(lock: Reentrant, board: Board): Promise<void> {
    if (lock.tryAcquire()) mark(board, FREE);
    if (lock.acquireSync({ timeout: 0 })) mark(board, FREE);
    await lock.run(() => void mark(board, FREE), { timeout: 0 }).catch(() => {});
    mark(board, DONE);
  },

  /** Sees a lock that another thread holds, which is not its to release. */
  other(lock: RLock, depth: number): void {
    equal([lock.locked, lock.owned, lock.depth], [true, false, depth]);
    throws(NotOwnedError, () => lock.release());
    equal([lock.locked, lock.owned, lock.depth], [true, false, depth]);
  },

  /** Takes the lock and ends. */
  leave(lock: RLock): void {
    equal(lock.locked, false);
    lock.acquireSync();
    equal(lock.locked, true);
  },

  /** Counts in plain memory: right only when the lock excludes. */
  async count(lock: Reentrant, board: Board, times: number, form: Form): Promise<void> {
    for (let i = 0; i < times; i++) {
      await by(form, lock, () => {
        const seen = board[FREE]!;
        for (let j = 0; j < 20; j++);
        board[FREE] = seen + 1;
      });
    }
  },

  /** Sees the same lock at every place of a nested value. */
  nested(value: Nested, scope: Scope): void {
    const all = [value.plain.lock, value.list[1], value.map.get('lock')!, [...value.set][0]!, value.again];
    for (const lock of all) equal([lock.name, lock.scope, lock.locked], ['nested', scope, false]);
    for (const lock of all) ok(lock.tryAcquire(), 'it was not re-entered');
    for (const lock of all) equal([lock.depth, lock.owned], [all.length, true]);
    for (const lock of all) lock.release();
    throws(NotOwnedError, () => value.again.release());
  },

  /** Ends its worker while it holds the lock, two levels deep or in a flow. */
  async dieHolding(lock: RLock, way: WayToDie, inFlow: boolean, board: Board): Promise<void> {
    const end = async (): Promise<void> => {
      mark(board, STARTED);
      die(way);
      await sleep(2 ** 30);
    };
    if (inFlow) await lock.run((held) => held.run(end));
    lock.acquireSync();
    lock.acquireSync();
    await end();
  },

  /** Takes a lock that was left behind. */
  async takeOver(lock: RLock, board: Board, form: Form): Promise<void> {
    const see = (): void => {
      equal([lock.owned, lock.depth], [true, 1]);
      if (String(lock).includes('abandoned')) mark(board, FREE);
    };
    for (;;) {
      try {
        await by(form, lock, see);
        break;
      } catch (error) {
        if (!(error instanceof AbandonedError)) throw error;
        await sleep(50);
      }
    }
    mark(board, DONE);
  },

  /** Waits in a flow for the lock, until it is aborted, timed out or dead. */
  async giveUp(lock: RLock, how: 'aborted' | 'timed out' | WayToDie, board: Board): Promise<void> {
    const controller = new AbortController();
    const timeout = how === 'timed out' ? 20 : Infinity;
    const waiting = lock
      .run(() => ok(false, 'it got the lock'), { signal: controller.signal, timeout })
      .catch(() => true);
    if (how === 'aborted') controller.abort('x');
    if (how === 'aborted' || how === 'timed out') ok(await waiting, 'the wait ended well');
    mark(board, STARTED);
    if (how === 'aborted' || how === 'timed out') return;
    die(how);
    await sleep(2 ** 30);
  },
};

export interface Nested {
  readonly plain: { readonly lock: RLock };
  readonly list: readonly [number, RLock];
  readonly map: ReadonlyMap<string, RLock>;
  readonly set: ReadonlySet<RLock>;
  readonly again: RLock;
}

type Tasks<D> = { readonly [K in keyof D]: D[K] & TaskRef };

export const rlockTasks: Tasks<typeof bodies> = defineTasks(import.meta.url, bodies);
