import type { WaitOptions, WaitSyncOptions } from '../../../agent/deadline.ts';
import { QueueIterator } from '../../../queue/queue-iterator.ts';
import { Remote } from './remote.ts';

const AT_ONCE = { timeout: 0 };

/** A Queue that a manager owns. An item that a client was given is that client's, also when it goes before it has it. */
export class RemoteQueue<T> extends Remote implements AsyncIterable<T> {
  #closed = false;

  async put(item: T, options?: WaitOptions): Promise<void> {
    this.#refuseClosed('put into');
    return this.waits('put', options, [item]);
  }

  putSync(item: T, options?: WaitSyncOptions): void {
    this.#refuseClosed('put into');
    this.waitsSync('put', options, [item]);
  }

  putNowait(item: T): void {
    this.putSync(item, AT_ONCE);
  }

  async get(options?: WaitOptions): Promise<T> {
    this.#refuseClosed('get from');
    return this.waits('get', options);
  }

  getSync(options?: WaitSyncOptions): T {
    this.#refuseClosed('get from');
    return this.waitsSync('get', options);
  }

  getNowait(): T {
    return this.getSync(AT_ONCE);
  }

  taskDone(): void {
    this.ask('taskDone');
  }

  join(options?: WaitOptions): Promise<boolean> {
    return this.waits('join', options);
  }

  joinSync(options?: WaitSyncOptions): boolean {
    return this.waitsSync('join', options);
  }

  shutdown(options?: { readonly immediate?: boolean }): void {
    this.ask('shutdown', options);
  }

  [Symbol.asyncIterator](): AsyncIterableIterator<T> {
    return new QueueIterator((signal) => this.get({ signal }));
  }

  get size(): number {
    return this.ask('size');
  }

  get empty(): boolean {
    return this.size === 0;
  }

  get full(): boolean {
    return this.ask('full');
  }

  get maxsize(): number {
    return this.ask('maxsize');
  }

  get unfinishedTasks(): number {
    return this.ask('unfinishedTasks');
  }

  get isShutdown(): boolean {
    return this.ask('isShutdown');
  }

  get closed(): boolean {
    return this.#closed;
  }

  close(): void {
    this.#closed = true;
  }

  #refuseClosed(doing: string): void {
    if (this.#closed) throw new RangeError(`Cannot ${doing} ${this}: it is closed`);
  }
}
