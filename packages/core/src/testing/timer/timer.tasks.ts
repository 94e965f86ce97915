import { defineTasks, type TaskRef } from '../../task/index.ts';
import {
  currentThread,
  setExcepthook,
  Thread,
  Timer,
  type Event,
  type ThreadInfo,
} from '../../threading/index.ts';
import { DONE, FREE, GO, GOT, mark, put, read, sleep, STARTED, until, type Board } from '../board.ts';
import { equal, ok, rejects, throws } from '../check.ts';
import { StateError } from '../../errors.ts';
import { die, type WayToDie } from '../runtime.ts';

const bodies = {
  /** What a timer's task does: says that it ran, and with what. */
  ring(board: Board, value: number): void {
    put(board, FREE, value);
    mark(board, DONE);
  },

  /** Says who runs it. */
  identify(board: Board): void {
    const me = currentThread();
    put(board, FREE, me.ident ?? -1);
    put(board, FREE + 1, Number(me.daemon));
    mark(board, DONE);
  },

  fail(message: string): never {
    throw new RangeError(message);
  },

  throws(value: unknown): never {
    throw value;
  },

  async failAtGo(board: Board): Promise<never> {
    await until(() => read(board, GO) > 0, 'GO');
    throw new RangeError('expected');
  },

  /** Hooks errors of timers, until it has seen the one of the timer with the ident that stands on the board. */
  async hooks(board: Board): Promise<void> {
    setExcepthook(({ error, thread }) => {
      if (error.message !== 'for the hook') return;
      put(board, FREE, thread?.ident ?? -1);
      mark(board, GOT);
    });
    try {
      mark(board, STARTED);
      await until(() => read(board, GOT) > 0, 'the hook was called');
    } finally {
      setExcepthook(null);
    }
  },

  /** Has a timer that another thread joins, and ends its worker. */
  async diesWithTimer(board: Board, way: WayToDie): Promise<void> {
    const timer = new Timer(2 ** 30, () => void mark(board, DONE)).start();
    new Thread(tasks.joins, { args: [timer, board] }).start();
    await until(() => read(board, STARTED) > 0, 'it is joined');
    die(way);
    await sleep(2 ** 30);
  },

  joins(timer: ThreadInfo, board: Board): void {
    equal(timer.isAlive, true);
    mark(board, STARTED);
    ok(timer.joinSync({ timeout: 20_000 }), 'it does not end');
    equal([timer.isAlive, timer.error], [false, undefined]);
    mark(board, GOT);
  },

  async joinsSelf(board: Board): Promise<void> {
    const me = currentThread();
    throws(StateError, () => me.joinSync());
    await rejects(StateError, me.join());
    mark(board, DONE);
  },

  /** Sees a timer of another thread run to its end. */
  async follow(timer: ThreadInfo, board: Board, name: string, ident: number): Promise<void> {
    equal([timer.name, timer.ident, timer.isAlive, timer.daemon], [name, ident, true, false]);
    equal([await timer.join({ timeout: 1 }), timer.joinSync({ timeout: 1 })], [false, false]);
    mark(board, STARTED);
    ok(timer.joinSync({ timeout: 20_000 }), 'it does not end');
    equal([timer.isAlive, await timer.join(), timer.error?.message], [false, true, 'expected']);
    mark(board, GOT);
  },

  /** Leaves a timer of its own behind, of a plain function or of a task. */
  leaves(board: Board, plain: boolean): void {
    const timer = plain ? new Timer(60, () => void mark(board, DONE)) : new Timer(60, tasks.ring, [board, 1]);
    equal([timer.start().isAlive, timer.daemon], [true, currentThread().daemon]);
    mark(board, STARTED);
  },

  async waits(event: Event, board: Board): Promise<void> {
    mark(board, GOT);
    await event.wait();
    mark(board, DONE);
  },
};

type Tasks<D> = { readonly [K in keyof D]: D[K] & TaskRef };

const tasks: Tasks<typeof bodies> = defineTasks(import.meta.url, bodies);
export const timerTasks: Tasks<typeof bodies> = tasks;
