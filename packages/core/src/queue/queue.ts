/**
 * A queue of values between threads: Python's `queue.Queue`.
 *
 * Items and their order are channel.ts' and its stores'. DONES counts the tasks that were reported done; what is
 * unfinished is how far PUTS is ahead of it. Only a compare-and-exchange that finds it behind raises it, so it never
 * overtakes. `join` waits on DONES: whoever makes it equal to PUTS wakes everybody who joins. A put in between makes
 * that wake-up early, and the joiner goes on waiting, as in Python.
 *
 * @module
 */

import { deadlineOf, timeoutOf, type WaitOptions, type WaitSyncOptions } from '../agent/deadline.ts';
import {
  Arrival,
  arrivalOf,
  labelOf,
  nameOf,
  printable,
  travels,
  type HandleData,
} from '../agent/primitive.ts';
import { programOf, type Program } from '../agent/program.ts';
import type { Scope } from '../agent/scope.ts';
import { waitSync, wakeAll } from '../agent/wait-point.ts';
import { KIND } from '../memory/index.ts';
import { Channel } from './channel.ts';
import { between, FIFO, QUEUE, type Order } from './layout.ts';
import { QueueIterator } from './queue-iterator.ts';
import { layQueue, type Bounds } from './lay-queue.ts';

export interface QueueOptions {
  /** A label for printing, never identity. */
  readonly name?: string;
  /** The most items in it; 0 or less: no bound. */
  readonly maxsize?: number;
  /** The most bytes of encoded items in it; absent: no bound. */
  readonly maxBytes?: number;
}

/**
 * A first-in first-out queue that any number of threads put into and get from. Items are copied, exactly, whatever
 * structured cloning can copy; primitives keep their identity.
 *
 * - **Blocking**: the Sync forms stop this thread with its timers and sockets. A browser's main thread may not block:
 *   there they throw BlockingNotAllowedError unless they need not wait.
 * - **Fairness**: order is total: every getter sees items in the order of their puts. Who of several waiting getters
 *   gets the next is not promised.
 * - **Cancellation**: a wait that times out or is aborted takes no item, and leaves none.
 * - **Shutdown**: puts throw ShutDown from then on, gets once it is empty.
 *
 * @example
 * ```ts
 * const jobs = new queue.Queue<string>({ maxsize: 10 });
 * new threading.Thread(worker, { args: [jobs] }).start(); // for await (const job of jobs) …
 * await jobs.put('a');
 * jobs.shutdown();
 * ```
 *
 * @see https://docs.python.org/3/library/queue.html
 */
export class Queue<T> implements AsyncIterable<T> {
  readonly name: string | undefined;
  readonly #channel: Channel;

  constructor(options?: QueueOptions) {
    const from = arrivalOf(options);
    const type = this.#type;
    this.name = from === undefined ? nameOf(type, options) : from.data.name;
    const program = from?.program ?? programOf(this.scope);
    const at = from?.data.at ?? layQueue(program, this.#order, type, (options ?? {}) as Bounds);
    this.#channel = new Channel(program, at, type, this.name);
    program.adopt(this, at);
  }

  /** Among whom it works. */
  get scope(): Scope {
    return 'thread';
  }

  /** In which order this class gives its items. */
  protected static readonly order: Order = FIFO;
  protected static readonly type: string = 'Queue';

  get #order(): Order {
    return (this.constructor as typeof Queue).order;
  }

  get #type(): string {
    return (this.constructor as typeof Queue).type;
  }

  /**
   * Puts an item in, and waits for room.
   *
   * @throws {Full} when the timeout passed first
   * @throws {ShutDown} when the queue was shut down, also while waiting
   * @throws {SerializationError} when the item cannot travel, naming its path
   * @throws {RangeError} when the item has more than `maxBytes`, or the program's shared memory is full
   */
  put(item: T, options?: WaitOptions): Promise<void> {
    return this.#channel.put(this, item, options);
  }

  /** Blocks until there is room, and puts an item in. */
  putSync(item: T, options?: WaitSyncOptions): void {
    this.#channel.putSync(item, options);
  }

  /** Puts an item in if there is room now; throws Full if not. */
  putNowait(item: T): void {
    this.#channel.putNowait(item);
  }

  /**
   * Waits for an item, and takes it out.
   *
   * @throws {Empty} when the timeout passed first
   * @throws {ShutDown} when the queue was shut down and is empty
   */
  get(options?: WaitOptions): Promise<T> {
    return this.#channel.get(this, options) as Promise<T>;
  }

  /** Blocks until there is an item, and takes it out. */
  getSync(options?: WaitSyncOptions): T {
    return this.#channel.getSync(options) as T;
  }

  /** Takes an item out if there is one now; throws Empty if not. */
  getNowait(): T {
    return this.#channel.getNowait() as T;
  }

  /**
   * Reports that an item which was got has been dealt with.
   *
   * @throws {RangeError} when that was said of every item already
   */
  taskDone(): void {
    if (this.#finish()) return;
    throw new RangeError(`Cannot report a task done on ${this}: every item that was put is done already`);
  }

  /** Counts one task as done; false when there is none left. */
  #finish(): boolean {
    const { program, at } = this.#channel;
    const { words } = program;
    const dones = at + QUEUE.dones;
    for (;;) {
      const done = words.load(dones);
      const unfinished = between(this.#channel.puts, done);
      if (unfinished === 0) return false;
      if (words.compareExchange(dones, done, (done + 1) & 0x7f_ff_ff_ff) !== done) continue;
      if (unfinished === 1) wakeAll(program, dones);
      return true;
    }
  }

  /** Waits until every item that was put is reported done; false when the timeout passed first. */
  async join(options?: WaitOptions): Promise<boolean> {
    const timeout = timeoutOf(options);
    if (options?.signal?.aborted === true) throw options.signal.reason;
    if (this.unfinishedTasks === 0) return true;
    if (timeout === 0) return false;
    const { program, at } = this.#channel;
    const attempt = (): true | undefined => this.unfinishedTasks === 0 || undefined;
    const point = at + QUEUE.dones;
    return (await program.waits.wait(this, point, attempt, deadlineOf(timeout), options?.signal)) ?? false;
  }

  /** Blocks until every item that was put is reported done; false when the timeout passed first. */
  joinSync(options?: WaitSyncOptions): boolean {
    const timeout = timeoutOf(options);
    if (this.unfinishedTasks === 0) return true;
    if (timeout === 0) return false;
    const { program, at } = this.#channel;
    const attempt = (): true | undefined => this.unfinishedTasks === 0 || undefined;
    return waitSync(program, at + QUEUE.dones, attempt, deadlineOf(timeout), 'queue.join()') ?? false;
  }

  /**
   * Ends the queue: puts throw ShutDown from now on, gets once it is empty, and whoever waits is told. `immediate`
   * empties it: what is dropped counts as done.
   */
  shutdown(options?: { readonly immediate?: boolean }): void {
    this.#channel.shut();
    if (options?.immediate !== true) return;
    while (this.#channel.discard()) this.#finish();
    wakeAll(this.#channel.program, this.#channel.at + QUEUE.puts);
    wakeAll(this.#channel.program, this.#channel.at + QUEUE.dones);
  }

  /** Gets items until the queue is shut down and empty. Leaving the loop early loses none. */
  [Symbol.asyncIterator](): AsyncIterableIterator<T> {
    return new QueueIterator((signal) => this.get({ signal }));
  }

  /** How many items are in it; a snapshot. */
  get size(): number {
    return this.#channel.size;
  }

  /** Whether it has no item; a snapshot. */
  get empty(): boolean {
    return this.#channel.size === 0;
  }

  /** Whether it has no room, by items or by bytes; a snapshot. */
  get full(): boolean {
    return this.#channel.full;
  }

  /** The most items in it; 0: no bound. */
  get maxsize(): number {
    return this.#channel.maxsize;
  }

  /** Items that were put and not reported done. */
  get unfinishedTasks(): number {
    const { program, at } = this.#channel;
    const { words } = program;
    for (;;) {
      const done = words.load(at + QUEUE.dones);
      const unfinished = between(this.#channel.puts, done);
      if (words.load(at + QUEUE.dones) === done) return unfinished;
    }
  }

  get isShutdown(): boolean {
    return this.#channel.isShut;
  }

  toString(): string {
    const { size, maxsize } = this;
    const bound = maxsize === 0 ? '' : `/${maxsize}`;
    const state = this.isShutdown ? ', shut down' : '';
    return `${this.#type}(${labelOf(this.name, this.#channel.at)}, ${size}${bound} items${state})`;
  }

  static {
    printable(Queue);
    travels(Queue, (it) => {
      const { program, at } = it.#channel;
      const { generation } = program.blocks.handle(at);
      return { type: it.#type, kind: KIND.queue, scope: it.scope, at, generation, name: it.name, flags: 0 };
    });
  }

  /** Makes the wrapper of a queue that another agent sent. */
  static arrive(program: Program, data: HandleData): Queue<unknown> {
    return new this(new Arrival(program, data) as never);
  }
}
