import { defineTasks, type TaskRef } from '../../task/index.ts';
import { type Lock, Thread } from '../../threading/index.ts';
import { DONE, mark, type Board } from '../board.ts';
import { die, type WayToDie } from '../runtime.ts';

/** Children that have been started, and those that ran. */
export const BORN = 4;
export const GROWN = 5;

const bodies = {
  /** Told in shared memory what to do. */
  brief(lock: Lock): void {
    lock.runSync(() => {});
  },

  /** Told by a message, for the sake of the board. */
  counts(board: Board): void {
    mark(board, DONE);
  },

  grows(board: Board, lock: Lock): void {
    lock.runSync(() => {});
    mark(board, GROWN);
  },

  /** Starts two threads, and is gone before they are up. */
  parent(board: Board, lock: Lock, way: WayToDie | undefined): void {
    for (const daemon of [false, true]) {
      new Thread(tasks.grows, { args: [board, lock], daemon }).start();
      mark(board, BORN);
    }
    if (way !== undefined) die(way);
  },

  /** Dies, having just used what it shares with others. */
  async doomed(lock: Lock, way: WayToDie): Promise<void> {
    await lock.run(() => {});
    die(way);
    await new Promise(() => {});
  },
};

type Tasks<D> = { readonly [K in keyof D]: D[K] & TaskRef };

const tasks: Tasks<typeof bodies> = defineTasks(import.meta.url, bodies);
export const crowdTasks: Tasks<typeof bodies> = tasks;
