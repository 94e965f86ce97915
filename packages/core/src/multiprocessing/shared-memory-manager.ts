/**
 * Shared memory that ends with its manager: Python's `multiprocessing.managers.SharedMemoryManager`.
 *
 * @module
 */

import { StateError } from '../errors.ts';
import type { BlockCalls } from '../posix/block-calls.ts';
import { entrust, openPipe, release, startGuardian, type Pipe } from '../posix/guardian.ts';
import { packItem, sizeOf, type Scalar } from './list-layout.ts';
import { createBlock, randomName, removeBlock } from './named-block.ts';
import { Room, ShareableList } from './shareable-list.ts';
import { Made, processHost, SharedMemory } from './shared-memory.ts';

/**
 * Makes named shared memory, and removes all of it at the end: at `shutdown`, when its scope ends, or when its process
 * ends, in whatever way. For the last it starts a process of its own, a small shell that ignores SIGINT, SIGTERM and
 * SIGHUP.
 *
 * What it made stays usable for whoever has it open then; only the names go.
 *
 * - **Blocking**: `start` blocks for some milliseconds; nothing else waits.
 * - **Runtimes**: alike on Node, Deno and Bun. In a browser: UnsupportedError.
 *
 * @example
 * ```ts
 * await using manager = await new multiprocessing.SharedMemoryManager().start();
 * const list = manager.ShareableList([1, 2, 3]);
 * const child = new multiprocessing.Process(sum, { args: [list] }).start();
 * await child.join();
 * ```
 *
 * @see https://docs.python.org/3/library/multiprocessing.shared_memory.html#multiprocessing.managers.SharedMemoryManager
 */
export class SharedMemoryManager implements AsyncDisposable {
  #state: 'new' | 'started' | 'shut down' = 'new';
  #calls: BlockCalls | undefined;
  #pipe: Pipe | undefined;
  /** What it made, by name. */
  readonly #made: Map<string, bigint> = new Map();

  /**
   * Starts it.
   *
   * @throws {StateError} when it was started before
   * @throws {UnsupportedError} where processes cannot share memory
   */
  // oxlint-disable-next-line require-await
  async start(): Promise<this> {
    if (this.#state !== 'new')
      throw new StateError(`Cannot start a SharedMemoryManager: it was ${this.#state} before`);
    const calls = processHost('SharedMemoryManager').blockCalls();
    const pipe = { pid: calls.libc.getpid(), ...openPipe(calls.libc) };
    try {
      startGuardian(calls, pipe, '');
    } catch (error) {
      close(calls, pipe);
      throw error;
    }
    [this.#calls, this.#pipe, this.#state] = [calls, pipe, 'started'];
    return this;
  }

  /**
   * A new block of so many bytes.
   *
   * @throws {StateError} when the manager does not run
   * @throws {RangeError | OSError} as SharedMemory does
   */
  SharedMemory(size: number): SharedMemory {
    const { calls, pipe } = this.#running('a SharedMemory');
    if (!Number.isSafeInteger(size) || size <= 0) {
      throw new RangeError(
        `Cannot make a SharedMemory: size must be a positive whole number, received ${size}`,
      );
    }
    const block = createBlock(calls, {
      name: undefined,
      bytes: size,
      names: randomName,
      entrust: (name, inode) => entrust(calls, pipe, name, inode),
      forget: (name, inode) => release(calls, pipe, name, inode),
    });
    this.#made.set(block.name, block.inode);
    return new SharedMemory(new Made(block) as never);
  }

  /**
   * A new list of these items.
   *
   * @throws {StateError} when the manager does not run
   * @throws {TypeError | RangeError | OSError} as ShareableList does
   */
  ShareableList<T extends Scalar>(items: Iterable<T>): ShareableList<T> {
    this.#running('a ShareableList');
    const packed = Array.from(items, packItem);
    return new ShareableList<T>(new Room(this.SharedMemory(sizeOf(packed)), packed) as never);
  }

  /** Removes everything that it made and that is still there, and ends it. Once more, it does nothing. */
  // oxlint-disable-next-line require-await
  async shutdown(): Promise<void> {
    const [calls, pipe] = [this.#calls, this.#pipe];
    this.#state = 'shut down';
    this.#pipe = undefined;
    if (calls === undefined || pipe === undefined) return;
    try {
      for (const [name, inode] of this.#made) removeBlock(calls, name, inode);
    } finally {
      this.#made.clear();
      close(calls, pipe);
    }
  }

  /** Shuts it down. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.shutdown();
  }

  #running(what: string): { readonly calls: BlockCalls; readonly pipe: Pipe } {
    const [calls, pipe] = [this.#calls, this.#pipe];
    if (calls !== undefined && pipe !== undefined) return { calls, pipe };
    throw new StateError(
      `Cannot make ${what}: its manager ${this.#state === 'new' ? 'has not been started' : 'was shut down'}`,
    );
  }
}

/** Ends the guardian, which finds nothing left. */
function close(calls: BlockCalls, { read, write }: Pipe): void {
  calls.libc.close(write);
  calls.libc.close(read);
}
