import { defineTasks, type TaskRef } from '../task/index.ts';
import type { Event, Lock, Semaphore } from '../threading/index.ts';
import { DONE, GO, GOT, mark, read, sleep, spinUntil, STARTED, type Board } from './board.ts';
import { equal, ok, rejection } from './check.ts';
import { die, type WayToDie } from './runtime.ts';

/** What becomes of an agent that waits asynchronously. */
export type Stall = 'blocked' | 'busy' | 'aborted' | 'timed out' | 'dead';

/** What a waiter may wait for. */
export type Waitable = Lock | Semaphore | Event;

function wait(on: Waitable, options: { timeout?: number; signal?: AbortSignal }): Promise<boolean> {
  return 'release' in on ? on.acquire(options) : on.wait(options);
}

const bodies = {
  /** Waits asynchronously, says so, and then is what `stall` says. */
  async stall(on: Waitable, stall: Stall, gate: Event, board: Board, way: WayToDie): Promise<void> {
    const controller = new AbortController();
    const timeout = stall === 'timed out' ? { timeout: 20 } : {};
    const waiting = wait(on, { signal: controller.signal, ...timeout });
    if (stall === 'aborted') {
      controller.abort('x');
      equal(await rejection(waiting), 'x');
    }
    if (stall === 'timed out') equal(await waiting, false);
    mark(board, STARTED);
    if (stall === 'dead') {
      die(way);
      await sleep(2 ** 30);
    }
    if (stall === 'blocked') gate.waitSync();
    if (stall === 'busy') spinUntil(() => read(board, GO) > 0, 'GO');
    if (stall !== 'blocked' && stall !== 'busy') return;
    ok(await waiting, 'the wait gave false');
    mark(board, GOT);
    if ('release' in on) on.release();
  },

  /** The next waiter, in a thread of its own. */
  async next(on: Waitable, blocks: boolean, board: Board): Promise<void> {
    if (blocks) {
      mark(board, STARTED);
      ok('release' in on ? on.acquireSync() : on.waitSync(), 'the wait gave false');
    } else {
      const waiting = wait(on, {});
      mark(board, STARTED);
      ok(await waiting, 'the wait gave false');
    }
    mark(board, DONE);
    if ('release' in on) on.release();
  },
};

type Tasks<D> = { readonly [K in keyof D]: D[K] & TaskRef };

export const stalledTasks: Tasks<typeof bodies> = defineTasks(import.meta.url, bodies);
