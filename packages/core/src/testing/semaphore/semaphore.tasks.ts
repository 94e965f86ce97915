import { defineTasks, type TaskRef } from '../../task/index.ts';
import { BoundedSemaphore, type Semaphore, type Scope } from '../../threading/index.ts';
import { DONE, FREE, GO, GOT, mark, read, sleep, STARTED, until, type Board } from '../board.ts';
import { equal, ok, rejects, throws } from '../check.ts';
import { die, type WayToDie } from '../runtime.ts';

/** How a thread takes a permit. */
export type Form = 'acquire' | 'acquireSync' | 'hold' | 'holdSync' | 'run';

const bodies = {
  /** Takes a permit by the form, and gives it back at GO. */
  async pass(semaphore: Semaphore, board: Board, form: Form): Promise<void> {
    mark(board, STARTED);
    const got = async (): Promise<void> => {
      mark(board, GOT);
      await until(() => read(board, GO) > 0, 'GO');
    };
    if (form === 'run') await semaphore.run(got);
    else if (form === 'hold' || form === 'holdSync') {
      using _guard = form === 'hold' ? await semaphore.hold() : semaphore.holdSync();
      await got();
    } else {
      ok(form === 'acquire' ? await semaphore.acquire() : semaphore.acquireSync(), `${form} gave false`);
      await got();
      semaphore.release();
    }
    mark(board, DONE);
  },

  /** Tries so often without waiting; says how often it got a permit, which it keeps. */
  tries(semaphore: Semaphore, board: Board, times: number): void {
    for (let i = 0; i < times; i++) if (semaphore.tryAcquire()) mark(board, FREE);
    mark(board, DONE);
  },

  /** Is inside with never more than `most` others. */
  async crowd(
    semaphore: Semaphore,
    board: Board,
    most: number,
    rounds: number,
    blocks: boolean,
  ): Promise<void> {
    for (let i = 0; i < rounds; i++) {
      ok(blocks ? semaphore.acquireSync() : await semaphore.acquire(), 'acquire gave false');
      const inside = mark(board, FREE) + 1;
      ok(inside <= most, `${inside} inside`);
      if (i % 16 === 0) await sleep(0);
      mark(board, FREE, -1);
      semaphore.release();
    }
  },

  /** Answers each ping with a pong. */
  async pong(ping: Semaphore, pong: Semaphore, rounds: number, blocks: boolean): Promise<void> {
    for (let i = 0; i < rounds; i++) {
      const options = { timeout: 20_000 };
      ok(blocks ? ping.acquireSync(options) : await ping.acquire(options), `no ping ${i}`);
      pong.release();
    }
  },

  /** Answers each ping until GO. */
  answers(ping: Semaphore, pong: Semaphore, board: Board): void {
    while (read(board, GO) === 0) {
      ok(ping.acquireSync({ timeout: 20_000 }), 'no ping');
      pong.release();
    }
  },

  /** Gives back so many at GO. */
  async giveBack(semaphore: Semaphore, board: Board, permits: number): Promise<void> {
    await until(() => read(board, GO) > 0, 'GO');
    semaphore.release(permits);
    mark(board, DONE);
  },

  async takeAll(all: readonly Semaphore[], board: Board): Promise<void> {
    for (const [i, semaphore] of all.entries()) {
      for (let taken = 0; taken <= i; taken++) ok(await semaphore.acquire({ timeout: 20_000 }), 'no permit');
      equal(semaphore.tryAcquire(), false, `limit ${i + 1}`);
    }
    mark(board, DONE);
  },

  giveAll(all: readonly Semaphore[], limits: readonly number[], board: Board): void {
    for (const [i, semaphore] of all.entries())
      for (let given = 0; given < limits[i]!; given++) semaphore.release();
    mark(board, DONE);
  },

  /** Sees the same semaphore at every place, with its class, name, count and limit. */
  async arrived(
    value: {
      readonly list: readonly Semaphore[];
      readonly map: ReadonlyMap<string, Semaphore>;
    },
    scope: Scope,
  ): Promise<void> {
    const [first] = value.list as [Semaphore];
    ok(value.map.get('same') === first, 'two wrappers of one semaphore');
    equal([first.name, first.value, first.scope], ['sent', 1, scope]);
    ok(first.tryAcquire(), 'a free permit was not to be had');
    equal(first.tryAcquire(), false);
    equal(await first.acquire({ timeout: 0 }), false);
    first.release(2);
    equal(first.value, 2);
    if (first instanceof BoundedSemaphore) {
      throws(RangeError, () => first.release(), 'the limit did not travel');
      await rejects(RangeError, first.acquire({ timeout: -1 }));
    } else first.tryAcquire();
  },

  /** Takes a permit or waits for one, and ends its worker at GO. */
  async diesWaiting(semaphore: Semaphore, board: Board, way: WayToDie): Promise<void> {
    void semaphore.acquire();
    mark(board, STARTED);
    await until(() => read(board, GO) > 0, 'GO');
    die(way);
    await sleep(2 ** 30);
  },
};

type Tasks<D> = { readonly [K in keyof D]: D[K] & TaskRef };

export const semaphoreTasks: Tasks<typeof bodies> = defineTasks(import.meta.url, bodies);
