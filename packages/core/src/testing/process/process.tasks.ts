import { StateError, Exit } from '../../errors.ts';
import type { Event, Semaphore } from '../../multiprocessing/index.ts';
import { currentProcess, parentProcess, Process, type ProcessInfo } from '../../multiprocessing/index.ts';
import { defineTasks, type TaskRef } from '../../task/index.ts';
import { getNativeId, Thread } from '../../threading/index.ts';
import { mark, put, sleep, STARTED, type Board } from '../board.ts';
import { equal, ok, throws } from '../check.ts';
import type { RuntimeName } from '../harness.ts';
import { processNumbers, whichRuntime } from '../runtime.ts';
import { specimens } from '../thread/specimens.ts';

/** Changed in a parent, it is what it was in a child. */
export const global: { changed: boolean } = { changed: false };

/** What one process knows of another. */
export interface Known {
  readonly name: string;
  readonly daemon: boolean;
  readonly parent: number;
  readonly parentName: string;
}

/** An exit code has no room for a process's number. */
export function shortNumber(pid: number | undefined): number {
  return 1 + ((pid ?? 0) % 100);
}

const bodies = {
  nothing(): void {},

  /** Ends with what there is of its own number. */
  numbered(): void {
    throw new Exit(shortNumber(processNumbers().pid));
  },

  exits(code: unknown): void {
    throw new Exit(code as number);
  },

  /** Checks who it is, and says so by its exit code. */
  isItself({ name, daemon, parent, parentName }: Known): void {
    const { pid, ppid } = processNumbers();
    const me = currentProcess();
    equal([me.name, me.daemon, me.pid, me.isAlive], [name, daemon, pid, true]);
    const mine = parentProcess() as ProcessInfo;
    equal([mine.name, mine.pid, mine.isAlive, ppid], [parentName, parent, true, parent]);
    throw new Exit(shortNumber(pid));
  },

  /** The first thread's identifier is the process's number, as Linux has it. */
  hasOwnMainThread(others: number): void {
    equal(getNativeId(), processNumbers().pid);
    ok(getNativeId() !== others, 'both processes have the same main thread');
  },

  /** Says that it runs, and never ends. */
  async idles(ready: Semaphore): Promise<void> {
    ready.release();
    await new Promise(() => {});
  },

  blocks(ready: Semaphore, never: Event): void {
    ready.release();
    never.waitSync();
  },

  spins(ready: Semaphore): void {
    ready.release();
    for (;;);
  },

  async untilSet(ready: Semaphore, go: Event): Promise<void> {
    ready.release();
    await go.wait();
  },

  /** Ends when its thread has ended, and not when its daemon thread has. */
  leavesThreads(ended: Event): void {
    new Thread(tasks.endsLate, { args: [ended, 200] }).start();
    new Thread(tasks.endsLate, { args: [ended, 2 ** 30], daemon: true }).start();
  },

  async endsLate(ended: Event, ms: number): Promise<void> {
    await sleep(ms);
    ended.set();
  },

  changesNothing(): void {
    equal(global.changed, false);
  },

  takes(argument: object): void {
    equal(argument, { of: 'the child' });
  },

  received(values: readonly unknown[]): void {
    for (const [index, [name, specimen]] of Object.entries(specimens).entries())
      equal(values[index], specimen(), name);
  },

  runsOn(runtime: RuntimeName, ready: Semaphore, go: Event): void {
    equal(whichRuntime(), runtime);
    ready.release();
    ok(go.waitSync({ timeout: 30_000 }), 'nobody sets the event');
  },

  /** Starts a child of its own, and goes on for ever. */
  async starts(ready: Semaphore, name: string): Promise<void> {
    const child = new Process(tasks.seesParent, { args: [ready, name, processNumbers().pid] }).start();
    // Of its parent's number, not of its name.
    ok(/^Process-\d+:1$/.test(child.name), child.name);
    await new Promise(() => {});
  },

  async seesParent(ready: Semaphore, parentName: string, parent: number): Promise<void> {
    const { name, pid, isAlive } = parentProcess() as ProcessInfo;
    equal([name, pid, isAlive], [parentName, parent, true]);
    equal(parentProcess()?.joinSync({ timeout: 20 }), false);
    ready.release();
    await new Promise(() => {});
  },

  startsAsDaemon(): void {
    const error = throws(StateError, () => new Process(tasks.nothing).start());
    ok(/daemonic/.test(error.message), error.message);
  },

  /** Is told of another process. */
  async watches(ready: Semaphore, { other }: { readonly other: ProcessInfo }, pid: number): Promise<void> {
    equal([other.pid, other.name, other.daemon, other.isAlive], [pid, 'the other', true, true]);
    equal(await other.join({ timeout: 10 }), false);
    equal(other.joinSync({ timeout: 10 }), false);
    ready.release();
    equal(await other.join(), true);
    equal([other.joinSync(), other.isAlive], [true, false]);
  },

  /** In a thread of the test's process. */
  async inThread(board: Board, info: ProcessInfo): Promise<void> {
    equal([info.isAlive, await info.join({ timeout: 0 })], [true, false]);
    put(board, STARTED, info.pid ?? 0);
    equal(await info.join(), true);
  },

  startsAndJoins(board: Board): void {
    const child = new Process(tasks.exits, { args: [7] }).start();
    child.joinSync();
    mark(board, STARTED, child.exitCode ?? 0);
  },
};

const tasks: typeof bodies & { readonly [K in keyof typeof bodies]: TaskRef } = defineTasks(
  import.meta.url,
  bodies,
);
export const processTasks: typeof tasks = tasks;
