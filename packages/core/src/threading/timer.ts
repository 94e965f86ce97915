/**
 * A thread that waits before it runs: Python's `threading.Timer`.
 *
 * Both kinds wait for an event with a timeout, as Python's does: `cancel` sets it. A wait that ends by the timeout
 * runs the target; so exactly one of the two wins, whichever thread cancels and however late.
 *
 * @module
 */

import type { WaitOptions, WaitSyncOptions } from '../agent/deadline.ts';
import { HANDLE, printable, travels, type Traveller } from '../agent/primitive.ts';
import { currentProgram, type Program } from '../agent/program.ts';
import type { ThreadInfo } from '../lifecycle/thread-info.ts';
import { HEADER } from '../memory/index.ts';
import { addressOf, type AnyTask, type Task } from '../task/task.ts';
import { Delayed } from './delayed.ts';
import { Event } from './event.ts';
import { Thread } from './thread.ts';
import { TimedCall } from './timed-call.ts';

/**
 * Runs its target once, some time after `start`, unless `cancel` comes first. It is a thread: named, joined, a daemon
 * when its maker is one; else it keeps the program alive until it has run or was cancelled.
 *
 * - **A task** runs in a thread of its own, which is started by `start` and waits there, so it is in time whatever its
 *   maker does meanwhile.
 * - **A plain function** runs in the event loop of the thread that made it, which lives until then (a daemon one does
 *   not). It has no thread of its own: it is not in `enumerate`, `currentThread` is its maker, and while its maker
 *   blocks it waits. What it returns is awaited.
 * - **Errors** go to the excepthook and into `error`, as a thread's do.
 * - **Blocking**: `joinSync` stops this thread with its timers; of a plain function of this same thread it would
 *   never end: DeadlockError, unless it has a timeout.
 *
 * @example
 * ```ts
 * const timer = new threading.Timer(30_000, () => console.log('half a minute')).start();
 * timer.cancel(); // never mind
 * ```
 *
 * @see https://docs.python.org/3/library/threading.html#timer-objects
 */
export class Timer implements ThreadInfo {
  readonly #program: Program;
  readonly #cancelled: Event;
  readonly #carrier: Thread | TimedCall;

  /** @throws {RangeError} when `ms` is negative or NaN */
  constructor(ms: number, target: () => void);
  constructor(ms: number, target: AnyTask, args?: readonly unknown[]);
  constructor(ms: number, target: AnyTask | (() => void), args: readonly unknown[] = []) {
    checkDelay(ms);
    checkTarget(target, args);
    this.#program = currentProgram();
    this.#cancelled = new Event();
    const name = `Thread-${this.#program.words.add(HEADER.threadNumber, 1) + 1}`;
    if (addressOf(target) === undefined) {
      const body = (): unknown => Reflect.apply(target, undefined, args);
      this.#carrier = new TimedCall(ms, this.#cancelled, body, name);
    } else {
      const delayed = new Delayed(ms, this.#cancelled, { name, args });
      this.#carrier = new Thread(target as Task, delayed as never);
    }
  }

  /**
   * Starts the time.
   *
   * @throws {StateError} when it was started before
   * @throws {BootstrapError} while a task module is being evaluated
   * @throws {SerializationError} when an argument of a task cannot travel, naming its path
   */
  start(): this {
    this.#carrier.start();
    this.#program.know(this, this.#handle().at);
    return this;
  }

  /** Stops it if it still waits. Before `start` too; harmless when it runs, or has run. */
  cancel(): void {
    this.#cancelled.set();
  }

  /** Whether it has run, or was cancelled. */
  get finished(): boolean {
    return this.#cancelled.isSet || (this.ident !== undefined && !this.isAlive);
  }

  /**
   * Waits until it has run or was cancelled; false when the timeout passed first.
   *
   * @throws {StateError} before the start
   */
  async join(options?: WaitOptions): Promise<boolean> {
    return this.#carrier.join(options);
  }

  /** Blocks until it has run or was cancelled; false when the timeout passed first. */
  joinSync(options?: WaitSyncOptions): boolean {
    return this.#carrier.joinSync(options);
  }

  get name(): string {
    return this.#carrier.name;
  }

  get ident(): number | undefined {
    return this.#carrier.ident;
  }

  get nativeId(): number | null {
    return this.#carrier.nativeId;
  }

  get daemon(): boolean {
    return this.#carrier.daemon;
  }

  get isAlive(): boolean {
    return this.#carrier.isAlive;
  }

  get error(): Error | undefined {
    return this.#carrier.error;
  }

  toString(): string {
    const state = this.ident === undefined ? 'initial' : this.isAlive ? 'started' : 'stopped';
    return `Timer(${this.name}, ${state}${this.daemon ? ' daemon' : ''})`;
  }

  static {
    printable(Timer);
    travels(Timer, (it) => it.#handle());
  }

  #handle(): ReturnType<Traveller[typeof HANDLE]> {
    return (this.#carrier as unknown as Traveller)[HANDLE]();
  }
}

function checkDelay(ms: number): void {
  if (typeof ms !== 'number') {
    throw new TypeError(`Cannot make a Timer: ms must be a number of milliseconds, received ${typeof ms}`);
  }
  if (ms >= 0) return;
  throw new RangeError(`Cannot make a Timer: ms must be 0 or more milliseconds, received ${ms}`);
}

function checkTarget(target: unknown, args: unknown): void {
  if (typeof target !== 'function') {
    throw new TypeError(
      `Cannot make a Timer: the target must be a task or a function, received ${typeof target}`,
    );
  }
  if (!Array.isArray(args)) {
    throw new TypeError(`Cannot make a Timer: args must be an array, received ${typeof args}`);
  }
}
