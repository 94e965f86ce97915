/**
 * A thread of control with a heap of its own: Python's `threading.Thread`.
 *
 * @module
 */

import type { WaitOptions, WaitSyncOptions } from '../agent/deadline.ts';
import { printable, travels } from '../agent/primitive.ts';
import { currentProgram, type Program } from '../agent/program.ts';
import type { Run } from '../lifecycle/messages.ts';
import { startThread } from '../lifecycle/start-thread.ts';
import { SerializationError, StateError } from '../errors.ts';
import { HEADER, type Address } from '../memory/index.ts';
import { refuseWhileEvaluating } from '../task/resolve.ts';
import { requireTask, type Task, type TaskAddress, type Transferable } from '../task/task.ts';
import { encode } from '../wire/encode.ts';
import { textOf } from '../wire/error-fields.ts';
import { Delayed } from './delayed.ts';
import { currentThread } from './registry.ts';
import type { ThreadInfo, ThreadOptions, WithArgs } from '../lifecycle/thread-info.ts';
import { handleOfRecord, ThreadView } from '../lifecycle/thread-view.ts';

interface Given extends ThreadOptions {
  readonly args?: readonly unknown[];
}

/**
 * Runs a task in a thread of its own: a worker of the runtime, with its own heap and its own copies of modules.
 * Arguments are copied; primitives, SharedArrayBuffers and what `transfer` names keep their identity.
 *
 * - **Life**: ends when its task has returned and the promise it gave is settled, whatever timers it left. A
 *   non-daemon thread keeps the program alive, also when its starter has ended.
 * - **Errors**: one that ends it goes to the excepthook and into `error`; `join` gives true all the same.
 * - **Blocking**: `start` never waits; `joinSync` stops this thread with its timers and sockets. A browser's main
 *   thread may not block. There a page's end is every thread's end.
 *
 * @example
 * ```ts
 * export const { work } = defineTasks(import.meta.url, { work: (n: number) => console.log(n * n) });
 * main(async () => {
 *   const thread = new threading.Thread(work, { args: [7] }).start();
 *   await thread.join();
 * });
 * ```
 *
 * @see https://docs.python.org/3/library/threading.html#thread-objects
 */
export class Thread<A extends unknown[] = never[], R = unknown> implements ThreadInfo {
  readonly #target: Task<A, R>;
  readonly #name: string;
  readonly #daemon: boolean;
  readonly #program: Program;
  readonly #address: TaskAddress;
  readonly #stackSize: number | undefined;
  readonly #delayed: Delayed | undefined;
  #args: readonly unknown[] | undefined;
  #transfer: readonly Transferable[] | undefined;
  #view: ThreadView | undefined;
  #record: Address = 0;

  constructor(target: Task<A, R>, ...options: WithArgs<A, ThreadOptions>) {
    const given = options[0] as Given | Delayed | undefined;
    this.#delayed = given instanceof Delayed ? given : undefined;
    const { name, daemon, transfer, stackSize, args } = checked(this.#delayed?.options ?? (given as Given));
    this.#address = requireTask(target, 'make a thread');
    this.#program = currentProgram();
    this.#target = target;
    this.#name = name === undefined || name === '' ? this.#defaultName() : String(name);
    this.#daemon = daemon ?? currentThread().daemon;
    this.#stackSize = stackSize;
    this.#args = args ?? [];
    this.#transfer = transfer;
  }

  /**
   * Starts the thread. Completes without this thread's event loop, so a blocking wait may follow.
   *
   * @throws {StateError} when it was started before
   * @throws {BootstrapError} while a task module is being evaluated
   * @throws {SerializationError} when an argument cannot travel, naming its path
   */
  start(): this {
    if (this.#record !== 0) throw new StateError(`Cannot start ${this.name}: it was started before`);
    refuseWhileEvaluating('start a thread');
    const program = this.#program;
    const run = this.#encode();
    const { name, daemon } = this;
    try {
      this.#record = startThread(program, { name, daemon, stackSize: this.#stackSize, run }).record;
    } catch (cause) {
      for (const at of run.handles) program.release(at);
      throw startError(name, cause);
    }
    this.#view = new ThreadView(program, this.#record);
    program.know(this, this.#record);
    this.#args = undefined;
    this.#transfer = undefined;
    return this;
  }

  #encode(): Run {
    const program = this.#program;
    const { handles, ...args } = encode(this.#args, {
      root: 'args',
      owner: program,
      transfer: this.#transfer,
      aside: true,
    });
    const delay = this.#delayed?.encode(program);
    const inFlight = delay === undefined ? handles : [...handles, delay.cancelled.at];
    return { type: 'run', task: this.#address, args, delay, handles: inFlight };
  }

  /**
   * Waits until the thread has ended; false when the timeout passed first.
   *
   * @throws {StateError} before the start, and in the thread itself
   */
  async join(options?: WaitOptions): Promise<boolean> {
    return this.#started('join').join(options);
  }

  /** Blocks until the thread has ended; false when the timeout passed first. */
  joinSync(options?: WaitSyncOptions): boolean {
    return this.#started('join').joinSync(options);
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

  get ident(): number | undefined {
    return this.#view?.ident;
  }

  get nativeId(): number | null {
    return this.#view?.nativeId ?? null;
  }

  get isAlive(): boolean {
    return this.#view?.isAlive ?? false;
  }

  get error(): Error | undefined {
    return this.#view?.error;
  }

  toString(): string {
    return this.#view?.toString() ?? `Thread(${this.name}, initial${this.daemon ? ' daemon' : ''})`;
  }

  static {
    printable(Thread);
    travels(Thread, (it) => {
      if (it.#record === 0) throw new SerializationError(`Cannot send ${it.name}: it has not been started`);
      return handleOfRecord(it.#program, it.#record);
    });
  }

  #started(what: string): ThreadView {
    if (this.#view !== undefined) return this.#view;
    throw new StateError(`Cannot ${what} ${this.name}: it has not been started`);
  }

  #defaultName(): string {
    const number = this.#program.words.add(HEADER.threadNumber, 1) + 1;
    return `Thread-${number} (${this.#address.name})`;
  }
}

/** What a runtime says of objects that cannot be moved is about the arguments. */
function startError(name: string, cause: unknown): unknown {
  const refused = (cause as { name?: unknown } | null)?.name === 'DataCloneError';
  return refused
    ? new SerializationError(`Cannot start ${name}: args cannot be sent: ${textOf(cause)}`, 'args')
    : cause;
}

function checked(options: Given | undefined): Given {
  if (options === undefined) return {};
  if (typeof options !== 'object' || options === null) {
    throw new TypeError(`Cannot make a thread: it takes an options object, received ${typeof options}`);
  }
  const { args, stackSize, daemon } = options;
  if (args !== undefined && !Array.isArray(args)) {
    throw new TypeError(`Cannot make a thread: args must be an array, received ${typeof args}`);
  }
  if (daemon !== undefined && typeof daemon !== 'boolean') {
    throw new TypeError(`Cannot make a thread: daemon must be true or false, received ${typeof daemon}`);
  }
  if (stackSize !== undefined && !(stackSize > 0 && Number.isFinite(stackSize))) {
    throw new RangeError(
      `Cannot make a thread: stackSize must be a number of bytes above 0, received ${stackSize}`,
    );
  }
  return options;
}
