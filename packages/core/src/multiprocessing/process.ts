/**
 * A process of its own: Python's `multiprocessing.Process`.
 *
 * @module
 */

import type { WaitOptions, WaitSyncOptions } from '../agent/deadline.ts';
import { arrivalOf, goesAbroad, printable, travels, type Arrival } from '../agent/primitive.ts';
import { processMemory } from '../agent/process-memory.ts';
import { currentProgram, type Program } from '../agent/program.ts';
import { SerializationError, StateError } from '../errors.ts';
import type { ProcessSignal, Runtime } from '../host/system-host.ts';
import { control } from '../lifecycle/control.ts';
import { childDetails, isDaemonChild } from '../lifecycle/processes/child-record.ts';
import { originOf } from '../lifecycle/processes/origin.ts';
import { requireSystem } from '../lifecycle/processes/require-system.ts';
import { startChild } from '../lifecycle/processes/start-child.ts';
import type { WithArgs } from '../lifecycle/thread-info.ts';
import { HEADER, type Address } from '../memory/index.ts';
import { taskAt } from '../task/remote.ts';
import { refuseWhileEvaluating } from '../task/resolve.ts';
import { requireTask, type Task, type TaskAddress } from '../task/task.ts';
import { ChildView, handleOfChild } from './child-view.ts';
import { checkedOptions, type Given } from './process-options.ts';
import type { ProcessInfo, ProcessOptions } from './process-info.ts';
import { startMethodOf, type StartMethod } from './start-methods.ts';

/**
 * Runs a task in a process of its own: a runtime with nothing of this one's memory, which may also be another runtime.
 * Arguments are copied; primitives of `multiprocessing` stay the same primitives.
 *
 * - **Start**: returns when the system has made the process. `spawn` starts a runtime anew; `standby` takes one that
 *   was started ahead.
 * - **Life**: the process ends when its task has returned and the promise it gave is settled, and its own threads and
 *   children have ended. This program waits for it, unless it is daemonic: then it gets SIGTERM when nothing but children
 *   is left. No process outlives the one that started it, however that ends; `process.exit` kills them.
 * - **Errors**: one that ends the task is printed there, and the exit code is 1. `Exit` gives another.
 * - **Blocking**: `joinSync` stops this thread with its timers and sockets.
 * - **Runtimes**: Node, Deno and Bun. Deno needs `--allow-run`, and passes its permissions on.
 *
 * @example
 * ```ts
 * export const { work } = defineTasks(import.meta.url, { work: (n: number) => console.log(n * n) });
 * main(async () => {
 *   const process = new multiprocessing.Process(work, { args: [7] }).start();
 *   await process.join();
 *   console.log(process.exitCode);
 * });
 * ```
 *
 * @see https://docs.python.org/3/library/multiprocessing.html#multiprocessing.Process
 */
export class Process<A extends unknown[] = never[], R = unknown> implements ProcessInfo, Disposable {
  readonly #program: Program;
  readonly #address: TaskAddress;
  readonly #target: Task<A, R>;
  readonly #name: string;
  readonly #daemon: boolean;
  readonly #lineage: readonly number[];
  readonly #method: StartMethod | undefined;
  readonly #runtime: Runtime | undefined;
  #args: readonly unknown[] | undefined;
  #view: ChildView | undefined;
  #record: Address = 0;
  #closed = false;
  #sentinel: Promise<void> | undefined;

  constructor(target: Task<A, R>, ...options: WithArgs<A, ProcessOptions>) {
    const arrival = arrivalOf(options[0]);
    if (arrival !== undefined) {
      const { program, data } = arrival;
      const { name, task } = childDetails(program, data.at);
      this.#program = program;
      this.#address = task;
      this.#target = taskAt(task) as unknown as Task<A, R>;
      this.#name = name;
      this.#daemon = isDaemonChild(program, data.at);
      this.#lineage = [];
      this.#started(data.at);
      return;
    }
    const { name, daemon, startMethod, runtime, args } = checkedOptions(options[0] as Given | undefined);
    this.#address = requireTask(target, 'make a process');
    const program = currentProgram();
    requireSystem(program, 'make a process');
    const origin = originOf(program);
    this.#program = program;
    this.#target = target;
    this.#lineage = [...origin.lineage, program.words.add(HEADER.processNumber, 1) + 1];
    this.#name = name === undefined || name === '' ? `Process-${this.#lineage.join(':')}` : String(name);
    this.#daemon = daemon ?? origin.daemon;
    this.#method = startMethod;
    this.#runtime = runtime;
    this.#args = args ?? [];
  }

  /** Makes another thread's child a Process here. */
  static arrive(arrival: Arrival): Process {
    return new Process(undefined as never, arrival as never);
  }

  /**
   * Starts the process. Completes without this thread's event loop, so a blocking wait may follow.
   *
   * @throws {StateError} when it was started before, and in a daemonic process, which may have no children
   * @throws {BootstrapError} while a task module is being evaluated
   * @throws {SerializationError} when an argument cannot travel, naming its path
   * @throws {ScopeError} when an argument is a primitive of one process, naming its path
   * @throws {UnsupportedError} when the runtime that is to run it is not there
   * @throws {OSError} when the system refuses
   */
  start(): this {
    this.#refuseClosed();
    const program = this.#program;
    const { name } = this;
    if (this.#view !== undefined) throw new StateError(`Cannot start ${name}: it was started before`);
    refuseWhileEvaluating('start a process');
    if (originOf(program).daemon) {
      throw new StateError(
        `Cannot start ${name}: daemonic processes are not allowed to have children, because they are ended without ` +
          'notice; make the process that starts it with { daemon: false }',
      );
    }
    const { host } = program;
    const system = requireSystem(program, `start ${name}`);
    const method = this.#method ?? startMethodOf(program);
    const args = processMemory().write(this.#args);
    this.#started(
      startChild(program, {
        name,
        task: this.#address,
        daemon: this.#daemon,
        lineage: this.#lineage,
        command: system.command(this.#runtime ?? (host.runtime as Runtime)),
        standby: method === 'standby',
        args,
      }),
    );
    program.know(this, this.#record);
    this.#args = undefined;
    return this;
  }

  #started(record: Address): void {
    this.#record = record;
    this.#view = new ChildView(this.#program, record);
  }

  /**
   * Waits until the process has ended; false when the timeout passed first.
   *
   * @throws {StateError} before the start
   */
  async join(options?: WaitOptions): Promise<boolean> {
    return this.#viewFor('join').join(options);
  }

  /** Blocks until the process has ended; false when the timeout passed first. */
  joinSync(options?: WaitSyncOptions): boolean {
    return this.#viewFor('join').joinSync(options);
  }

  /** Ends the process by SIGTERM, which its code may handle. Its own children end with it. */
  terminate(): void {
    this.#signal('terminate', 'SIGTERM');
  }

  /** Ends the process by SIGKILL, which nothing can prevent. */
  kill(): void {
    this.#signal('kill', 'SIGKILL');
  }

  /** Sends SIGINT, which ends a process that does not handle it. */
  interrupt(): void {
    this.#signal('interrupt', 'SIGINT');
  }

  #signal(what: string, signal: ProcessSignal): void {
    if (this.#viewFor(what).isAlive)
      control(this.#program).post({ type: 'signal', record: this.#record, signal });
  }

  /**
   * Lets go of the process: from here on every use of this object is refused. Closing twice is harmless.
   *
   * @throws {RangeError} while the process runs
   */
  close(): void {
    if (this.#closed) return;
    if (this.isAlive) {
      throw new RangeError(
        `Cannot close ${this.name}: it still runs; join it, or terminate it and then join it`,
      );
    }
    this.#closed = true;
  }

  /** Terminates the process if it runs, and closes it if it does not. */
  [Symbol.dispose](): void {
    if (this.#closed) return;
    if (this.isAlive) this.terminate();
    else this.close();
  }

  get target(): Task<A, R> {
    return this.#target;
  }

  get name(): string {
    return this.#name;
  }

  get daemon(): boolean {
    return this.#daemon;
  }

  get pid(): number | undefined {
    this.#refuseClosed();
    return this.#view?.pid;
  }

  /** How it ended: its exit code, or minus the number of the signal that ended it. Null before. */
  get exitCode(): number | null {
    this.#refuseClosed();
    return this.#view?.exitCode ?? null;
  }

  get isAlive(): boolean {
    this.#refuseClosed();
    return this.#view?.isAlive ?? false;
  }

  /** Resolves when the process has ended. */
  get sentinel(): Promise<void> {
    const view = this.#viewFor('give the sentinel of');
    this.#sentinel ??= view.join().then(() => undefined);
    return this.#sentinel;
  }

  toString(): string {
    if (this.#closed) return `Process(${this.name}, closed)`;
    return this.#view?.toString() ?? `Process(${this.name}, initial${this.daemon ? ', daemon' : ''})`;
  }

  static {
    printable(Process);
    travels(Process, (it) => {
      it.#refuseUnsent();
      return handleOfChild(it.#program, it.#record);
    });
    goesAbroad(Process, (it) => it.#refuseUnsent().abroad());
  }

  #refuseUnsent(): ChildView {
    if (this.#view !== undefined) return this.#view;
    throw new SerializationError(`Cannot send ${this.name}: it has not been started`);
  }

  #refuseClosed(): void {
    if (this.#closed) throw new RangeError(`Cannot use ${this.name}: it is closed`);
  }

  #viewFor(what: string): ChildView {
    this.#refuseClosed();
    if (this.#view !== undefined) return this.#view;
    throw new StateError(`Cannot ${what} ${this.name}: it has not been started`);
  }
}
