import { defineTasks, type TaskRef } from '../../task/index.ts';
import type { Barrier, Event, Lock, Semaphore } from '../../threading/index.ts';
import { mainThread, Thread, Timer } from '../../threading/index.ts';
import { DONE, GO, mark, read, sleep, STARTED, until, type Board } from '../board.ts';
import { collectGarbage, die, readFile, say, type WayToDie } from '../runtime.ts';
import { earlyWaits, flat } from './flat.ts';

const bodies = {
  nothing(): void {},

  async releaseLater(on: Lock | Semaphore | Event, ms: number): Promise<void> {
    await sleep(ms);
    if ('release' in on) on.release();
    else on.set();
  },

  /** Waits asynchronously and does nothing else. */
  async awaitOnly(on: Lock | Semaphore | Event): Promise<void> {
    await ('release' in on ? on.acquire() : on.wait());
    say('the thread went on');
  },

  blockOnly(on: Lock | Semaphore | Event, board: Board): void {
    mark(board, STARTED);
    if ('release' in on) on.acquireSync();
    else on.waitSync();
    say('the thread went on');
  },

  /** Never ends, and makes garbage all the while. */
  churn(board: Board): void {
    mark(board, STARTED);
    for (let kept: unknown = null; ;) kept = [kept === null ? [] : {}, new Map([[1, 'x'.repeat(100)]])];
  },

  /** Reads files for ever. */
  async io(board: Board): Promise<void> {
    mark(board, STARTED);
    for (;;) {
      readFile(new URL(import.meta.url));
      await sleep(1);
    }
  },

  async sayLater(line: string, ms: number): Promise<void> {
    await sleep(ms);
    say(line);
  },

  say(line: string): void {
    say(line);
  },

  leavesTimer(kind: string, ms: number, line: string, board: Board): void {
    if (kind === 'task') new Timer(ms, tasks.say, [line]).start();
    else new Timer(ms, () => say(line)).start();
    mark(board, STARTED);
  },

  async meetLater(barrier: Barrier, ms: number): Promise<void> {
    await sleep(ms);
    await barrier.wait();
  },

  /** Starts a thread that says a line, and ends before that. */
  starts(line: string, ms: number, depth: number): void {
    if (depth === 0) new Thread(tasks.sayLater, { args: [line, ms] }).start();
    else new Thread(tasks.starts, { args: [line, ms, depth - 1] }).start();
  },

  startsNonDaemon(line: string, ms: number): void {
    new Thread(tasks.sayLater, { args: [line, ms], daemon: false, name: 'the last' }).start();
  },

  async exits(way: WayToDie, code: number): Promise<void> {
    die(way, code);
    await new Promise(() => {});
  },

  async joinMain(): Promise<void> {
    await mainThread().join();
    say('the thread went on');
  },

  joinMainSync(): void {
    mainThread().joinSync();
    say('the thread went on');
  },

  fail(message: string): never {
    throw new TypeError(message);
  },

  async failLater(message: string, ms: number): Promise<never> {
    await sleep(ms);
    throw new TypeError(message);
  },

  /** Uses up all the memory that the thread may have. */
  devour(): number {
    const kept: unknown[] = [];
    for (;;) kept.push(Array.from({ length: 1000 }, (_, i) => ({ i })));
  },

  async flat(primitive: string, how: string, rounds: number): Promise<void> {
    await flat(primitive, how, rounds);
  },

  /** The same, for a worker that cannot see its own memory: stops at each measurement until it has been made. */
  async flatInSteps(primitive: string, how: string, rounds: readonly number[], board: Board): Promise<void> {
    const wait = earlyWaits(primitive, how);
    for (const [step, count] of rounds.entries()) {
      await wait(count);
      collectGarbage();
      mark(board, DONE);
      await until(() => read(board, GO) > step, 'it was measured');
    }
  },
};

type Tasks<D> = { readonly [K in keyof D]: D[K] & TaskRef };

const tasks: Tasks<typeof bodies> = defineTasks(import.meta.url, bodies);
export const programTasks: Tasks<typeof bodies> = tasks;
