/**
 * An unbounded queue without task accounting: Python's `queue.SimpleQueue`.
 *
 * @module
 */

import type { WaitOptions, WaitSyncOptions } from '../agent/deadline.ts';
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
import { KIND } from '../memory/index.ts';
import { Channel } from './channel.ts';
import { FIFO } from './layout.ts';
import { layQueue, type Bounds } from './lay-queue.ts';

export interface SimpleQueueOptions {
  /** A label for printing, never identity. */
  readonly name?: string;
  /** The most bytes of encoded items in it; absent: no bound. */
  readonly maxBytes?: number;
}

/**
 * A first-in first-out queue that never refuses a put for the number of its items. `put` may be called from code that
 * runs inside another put, such as an `encode` of `defineTypes`.
 *
 * Blocking, fairness and cancellation are those of Queue.
 *
 * @example
 * ```ts
 * const log = new queue.SimpleQueue<string>();
 * log.putNowait('started');
 * log.getSync(); // 'started'
 * ```
 *
 * @see https://docs.python.org/3/library/queue.html#simplequeue-objects
 */
export class SimpleQueue<T> {
  readonly name: string | undefined;
  readonly #channel: Channel;

  constructor(options?: SimpleQueueOptions) {
    const from = arrivalOf(options);
    this.name = from === undefined ? nameOf('SimpleQueue', options) : from.data.name;
    const program = from?.program ?? programOf(this.scope);
    const { maxBytes } = (options ?? {}) as Bounds;
    const at = from?.data.at ?? layQueue(program, FIFO, 'SimpleQueue', { maxBytes });
    this.#channel = new Channel(program, at, 'SimpleQueue', this.name);
    program.adopt(this, at);
  }

  /** Among whom it works. */
  get scope(): Scope {
    return 'thread';
  }

  /**
   * Puts an item in. Waits only where `maxBytes` bounds the queue.
   *
   * @throws {Full} when the timeout passed first
   * @throws {SerializationError} when the item cannot travel, naming its path
   */
  put(item: T, options?: WaitOptions): Promise<void> {
    return this.#channel.put(this, item, options);
  }

  putSync(item: T, options?: WaitSyncOptions): void {
    this.#channel.putSync(item, options);
  }

  putNowait(item: T): void {
    this.#channel.putNowait(item);
  }

  /**
   * Waits for an item, and takes it out.
   *
   * @throws {Empty} when the timeout passed first
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

  /** How many items are in it; a snapshot. */
  get size(): number {
    return this.#channel.size;
  }

  /** Whether it has no item; a snapshot. */
  get empty(): boolean {
    return this.#channel.size === 0;
  }

  toString(): string {
    return `SimpleQueue(${labelOf(this.name, this.#channel.at)}, ${this.size} items)`;
  }

  static {
    printable(SimpleQueue);
    travels(SimpleQueue, (it) => {
      const { program, at } = it.#channel;
      const { generation } = program.blocks.handle(at);
      return {
        type: 'SimpleQueue',
        kind: KIND.queue,
        scope: it.scope,
        at,
        generation,
        name: it.name,
        flags: 0,
      };
    });
  }

  /** Makes the wrapper of a queue that another agent sent. */
  static arrive(program: Program, data: HandleData): SimpleQueue<unknown> {
    return new this(new Arrival(program, data) as never);
  }
}
