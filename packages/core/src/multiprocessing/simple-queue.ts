/**
 * An unbounded queue between processes without task accounting: Python's `multiprocessing.SimpleQueue`.
 *
 * @module
 */

import type { WaitOptions, WaitSyncOptions } from '../agent/deadline.ts';
import type { Scope } from '../agent/scope.ts';
import { OSError } from '../errors.ts';
import { SimpleQueue as ThreadSimpleQueue } from '../queue/index.ts';

const EBADF = 9;

/**
 * `queue.SimpleQueue` over memory that processes share. Python's has no timeouts; here they are as everywhere.
 *
 * @example
 * ```ts
 * const log = new multiprocessing.SimpleQueue<string>();
 * const child = new multiprocessing.Process(work, { args: [log] }).start(); // log.putSync('started')
 * console.log(await log.get());
 * ```
 *
 * @see https://docs.python.org/3/library/multiprocessing.html#multiprocessing.SimpleQueue
 */
export class SimpleQueue<T> extends ThreadSimpleQueue<T> {
  #closed = false;

  override get scope(): Extract<Scope, 'process'> {
    return 'process';
  }

  /** From now on this handle is of no use; those of other threads and processes are not concerned. */
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

  override get size(): number {
    if (this.#closed) throw this.#refusal('look into');
    return super.size;
  }

  override get empty(): boolean {
    if (this.#closed) throw this.#refusal('look into');
    return super.empty;
  }

  #refusal(doing: string): OSError {
    return new OSError(`Cannot ${doing} the SimpleQueue: it is closed`, 'EBADF', EBADF);
  }

  override toString(): string {
    return this.#closed ? 'SimpleQueue(closed)' : super.toString();
  }
}
