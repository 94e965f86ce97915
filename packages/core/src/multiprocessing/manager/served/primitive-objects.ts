/**
 * What a manager owns for those who have no memory in common with it, and that has no holder: the primitives of threads,
 * of which the manager's process is the only one that has them. A wait of a client that goes is aborted, as any: it takes no
 * permit and no item, and breaks a barrier. A permit that it has, and an item that it was given, go with it.
 *
 * @module
 */

import type { WaitSyncOptions } from '../../../agent/deadline.ts';
import { Queue, type QueueOptions } from '../../../queue/index.ts';
import { Barrier, BoundedSemaphore, Event, Semaphore } from '../../../threading/index.ts';
import { Served, type Caller } from './served.ts';

export class SemaphoreObject extends Served {
  readonly #semaphore: Semaphore;

  constructor(value?: number) {
    super();
    this.#semaphore = new new.target.Made(value);
  }

  static readonly Made: typeof Semaphore = Semaphore;

  acquire({ signal }: Caller, { timeout }: WaitSyncOptions): Promise<boolean> {
    return this.#semaphore.acquire({ timeout, signal });
  }

  release(_caller: Caller, n?: number): void {
    this.#semaphore.release(n);
  }

  value(): number {
    return this.#semaphore.value;
  }
}

export class BoundedSemaphoreObject extends SemaphoreObject {
  static override readonly Made: typeof Semaphore = BoundedSemaphore;
}

export class EventObject extends Served {
  readonly #event: Event = new Event();

  set(): void {
    this.#event.set();
  }

  clear(): void {
    this.#event.clear();
  }

  isSet(): boolean {
    return this.#event.isSet;
  }

  wait({ signal }: Caller, { timeout }: WaitSyncOptions): Promise<boolean> {
    return this.#event.wait({ timeout, signal });
  }
}

export class BarrierObject extends Served {
  readonly #barrier: Barrier;

  constructor(parties: number) {
    super();
    this.#barrier = new Barrier(parties);
  }

  wait({ signal }: Caller, { timeout }: WaitSyncOptions): Promise<number> {
    return this.#barrier.wait({ timeout, signal });
  }

  reset(): void {
    this.#barrier.reset();
  }

  abort(): void {
    this.#barrier.abort();
  }

  parties(): number {
    return this.#barrier.parties;
  }

  waiting(): number {
    return this.#barrier.waiting;
  }

  broken(): boolean {
    return this.#barrier.broken;
  }
}

export class QueueObject extends Served {
  readonly #queue: Queue<unknown>;

  constructor(options?: QueueOptions) {
    super();
    this.#queue = new Queue(options);
  }

  put({ signal }: Caller, item: unknown, { timeout }: WaitSyncOptions): Promise<void> {
    return this.#queue.put(item, { timeout, signal });
  }

  get({ signal }: Caller, { timeout }: WaitSyncOptions): Promise<unknown> {
    return this.#queue.get({ timeout, signal });
  }

  taskDone(): void {
    this.#queue.taskDone();
  }

  join({ signal }: Caller, { timeout }: WaitSyncOptions): Promise<boolean> {
    return this.#queue.join({ timeout, signal });
  }

  shutdown(_caller: Caller, options?: { readonly immediate?: boolean }): void {
    this.#queue.shutdown(options);
  }

  size(): number {
    return this.#queue.size;
  }

  full(): boolean {
    return this.#queue.full;
  }

  maxsize(): number {
    return this.#queue.maxsize;
  }

  unfinishedTasks(): number {
    return this.#queue.unfinishedTasks;
  }

  isShutdown(): boolean {
    return this.#queue.isShutdown;
  }

  /** Who waits is told. */
  override [Symbol.dispose](): void {
    this.#queue.shutdown({ immediate: true });
  }
}
