/**
 * A queue of values between processes: Python's `multiprocessing.Queue`.
 *
 * @module
 */

import type { WaitOptions, WaitSyncOptions } from '../agent/deadline.ts';
import type { Scope } from '../agent/scope.ts';
import { Queue as ThreadQueue } from '../queue/index.ts';

/**
 * A first-in first-out queue among the processes of a program, and their threads: `queue.Queue` over memory that they
 * share, in every respect that is said there, also where processes run on several runtimes.
 *
 * - **Put** places the item in that memory itself: there is no thread that feeds a pipe. So an item that cannot travel is
 *   refused at its put and takes no room, what was put is there for every getter from then on, and a process that has
 *   put may end at once.
 * - **Death**: what a process had not put whole when it died was never put, and what it had got is lost with it. Every
 *   other item is got once.
 *
 * @example
 * ```ts
 * const jobs = new multiprocessing.Queue<string>();
 * const child = new multiprocessing.Process(work, { args: [jobs] }).start(); // for (;;) deal(jobs.getSync())
 * jobs.putSync('a');
 * ```
 *
 * @see https://docs.python.org/3/library/multiprocessing.html#multiprocessing.Queue
 */
export class Queue<T> extends ThreadQueue<T> {
  #closed = false;

  override get scope(): Extract<Scope, 'process'> {
    return 'process';
  }

  /** Whether this handle was closed. */
  get closed(): boolean {
    return this.#closed;
  }

  /**
   * From now on nothing is put or got by this handle; those of other threads and processes are not concerned. A second
   * time is harmless.
   */
  close(): void {
    this.#closed = true;
  }

  override put(item: T, options?: WaitOptions): Promise<void> {
    return this.#closed ? Promise.reject(this.#refusal('put into')) : super.put(item, options);
  }

  override putSync(item: T, options?: WaitSyncOptions): void {
    if (this.#closed) throw this.#refusal('put into');
    super.putSync(item, options);
  }

  override putNowait(item: T): void {
    if (this.#closed) throw this.#refusal('put into');
    super.putNowait(item);
  }

  override get(options?: WaitOptions): Promise<T> {
    return this.#closed ? Promise.reject(this.#refusal('get from')) : super.get(options);
  }

  override getSync(options?: WaitSyncOptions): T {
    if (this.#closed) throw this.#refusal('get from');
    return super.getSync(options);
  }

  override getNowait(): T {
    if (this.#closed) throw this.#refusal('get from');
    return super.getNowait();
  }

  #refusal(doing: string): RangeError {
    return new RangeError(`Cannot ${doing} ${this}: it is closed`);
  }

  override toString(): string {
    const text = super.toString();
    return this.#closed ? `${text.slice(0, -1)}, closed)` : text;
  }
}
