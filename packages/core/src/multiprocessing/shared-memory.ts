/**
 * A block of shared memory that has a name: Python's `multiprocessing.shared_memory.SharedMemory`.
 *
 * @module
 */

import { printable } from '../agent/primitive.ts';
import { processProgram } from '../agent/scope.ts';
import { agent, currentHost } from '../agent/state.ts';
import { UnsupportedError } from '../errors.ts';
import type { ProcessHost } from '../host/host.ts';
import { mapBlock, type BlockMemory } from '../posix/block-memory.ts';
import { createBlock, openBlock, randomName, unlinkBlock, type NamedBlock } from './named-block.ts';
import { track, untrack } from './tracker.ts';
import { travelsAs } from './travels-as.ts';

export interface SharedMemoryOptions {
  /** Of the block to open, or to create; without one it gets a name of its own. Not more than 255 bytes, no `/`. */
  readonly name?: string;
  /** Creates the block; default false: opens the one of that name. */
  readonly create?: boolean;
  /** In bytes; of a block that is opened it says nothing. */
  readonly size?: number;
  /**
   * Whether the block is removed when this program has ended, in whatever way, and nobody has unlinked it. Default: for
   * a block that this creates, and not for one that it opens.
   */
  readonly track?: boolean;
}

/** Given in place of options: a block that is open. */
export class Made {
  readonly block: NamedBlock;
  readonly isNew: boolean;

  constructor(block: NamedBlock, isNew = true) {
    this.block = block;
    this.isNew = isNew;
  }
}

/**
 * A block of memory that processes share by its name: of this program, of another, and of Python's, which know each
 * other's blocks by the same names.
 *
 * - **Life**: a block is there until somebody calls `unlink`, then until all have closed it. What a program has created
 *   and not unlinked is removed when its first process has ended, in whatever way, with a warning; with `track: false`
 *   it stays. Only who also kills the program's guardian (a small shell) is left with the block, as with Python.
 * - **Size**: exactly what was asked for, and all of it is memory from the start: what is not to be had is refused
 *   (ENOSPC) and kills nobody later. Who truncates the file under others kills those that touch it; nobody here does.
 * - **Buffer**: an ArrayBuffer over the shared memory, on which Atomics work. Sent by itself it is copied: send the
 *   SharedMemory, which arrives open in a thread or a process.
 * - **Closing**: afterwards `buffer` throws, and views of it that are still there read private zeros. A block that is
 *   never closed stays mapped until its process ends.
 * - **Blocking**: nothing waits, but that the first block of a program starts its guardian (some milliseconds).
 * - **Runtimes**: alike on Node, Deno (with `--allow-ffi`, not for one path only) and Bun. In a browser: UnsupportedError.
 * - **Python** before 3.13 removes what it has opened when it ends; from 3.13 on it does not with `track=False`.
 *
 * @example
 * ```ts
 * using block = new multiprocessing.SharedMemory({ create: true, size: 64 });
 * new Uint8Array(block.buffer)[0] = 42;
 * const same = new multiprocessing.SharedMemory({ name: block.name });
 * console.log(new Uint8Array(same.buffer)[0]); // 42
 * same.close();
 * block.unlink();
 * ```
 *
 * @see https://docs.python.org/3/library/multiprocessing.shared_memory.html
 */
export class SharedMemory implements Disposable {
  readonly #block: NamedBlock;
  readonly #host: ProcessHost;
  #memory: BlockMemory | undefined;

  /**
   * @throws {OSError} ENOENT when there is no block to open, EEXIST when there is one of the name to create, ENOSPC
   * @throws {RangeError} for a size that is not positive, and without a name to open
   * @throws {UnsupportedError} where processes cannot share memory
   */
  constructor(options: SharedMemoryOptions) {
    this.#host = processHost('SharedMemory');
    const calls = this.#host.blockCalls();
    const made = options instanceof Made ? options : blockOf(this.#host, checked(options));
    this.#block = made.block;
    const { fd, bytes, name } = made.block;
    try {
      this.#memory = mapBlock(calls, fd, bytes, `Cannot map the block ${name}`);
    } catch (error) {
      if (made.isNew) this.unlink();
      throw error;
    } finally {
      // The mapping stays without it.
      calls.libc.close(fd);
    }
  }

  /**
   * The memory.
   *
   * @throws {RangeError} when it is closed
   */
  get buffer(): SharedArrayBuffer | ArrayBuffer {
    if (this.#memory !== undefined) return this.#memory.buffer;
    throw new RangeError(`Cannot use the memory of ${this.name}: it is closed here`);
  }

  /** What others open it by; Python's too. */
  get name(): string {
    return this.#block.name;
  }

  /** In bytes. */
  get size(): number {
    return this.#block.bytes;
  }

  /** Whether `close` was called. */
  get closed(): boolean {
    return this.#memory === undefined;
  }

  /** Takes the memory out of this thread's reach; others keep it. Once more, it does nothing. */
  close(): void {
    this.#memory?.close();
    this.#memory = undefined;
  }

  /**
   * Removes the name: nobody can open the block any more, and its memory is free when all have closed it. It may be
   * closed here already.
   *
   * @throws {OSError} ENOENT when there is no block of that name any more
   */
  unlink(): void {
    const calls = this.#host.blockCalls();
    unlinkBlock(calls, this.name);
    untrack(agent().processes, calls, this.name, this.#block.inode);
  }

  /** Closes it. */
  [Symbol.dispose](): void {
    this.close();
  }

  toString(): string {
    return `SharedMemory(${this.name}, ${this.closed ? 'closed' : `${this.size} bytes`})`;
  }

  static {
    printable(SharedMemory);
    travelsAs('multiprocessing.SharedMemory', SharedMemory, {
      encode: (it) => it.name,
      decode: (name) => new SharedMemory({ name }),
    });
  }
}

/** What named blocks are made of here. */
export function processHost(what: string): ProcessHost {
  const { processes } = currentHost();
  if (processes !== undefined) return processes;
  throw new UnsupportedError(
    `Cannot use ${what} in a browser: pages have no memory that processes share; a SharedArrayBuffer is shared ` +
      'by threads',
  );
}

function checked(options: unknown): SharedMemoryOptions {
  if (typeof options !== 'object' || options === null) {
    throw new TypeError(`Cannot make a SharedMemory: it takes an options object, received ${typeof options}`);
  }
  const { name, size } = options as SharedMemoryOptions;
  if (name !== undefined && typeof name !== 'string') {
    throw new TypeError(`Cannot make a SharedMemory: name must be a string, received ${typeof name}`);
  }
  if (size !== undefined && (!Number.isSafeInteger(size) || size < 0)) {
    throw new RangeError(
      `Cannot make a SharedMemory: size must be a positive whole number, received ${size}`,
    );
  }
  return name === undefined ? options : { ...options, name: name.replace(/^\/+/, '') };
}

function blockOf(
  host: ProcessHost,
  { name, create = false, size = 0, track: tracks }: SharedMemoryOptions,
): Made {
  const calls = host.blockCalls();
  const entrust = (of: string, inode: bigint): void => track(processProgram(), calls, of, inode);
  if (!create) {
    if (name === undefined) {
      throw new RangeError('Cannot make a SharedMemory: it takes the name of a block, or create: true');
    }
    const block = openBlock(calls, name);
    if (tracks === true) entrust(name, block.inode);
    return new Made(block, false);
  }
  if (size === 0) throw new RangeError('Cannot create a SharedMemory: its size must not be 0');
  const tracked = tracks !== false;
  const block = createBlock(calls, {
    name,
    bytes: size,
    names: randomName,
    entrust: (of, inode) => {
      if (tracked) entrust(of, inode);
    },
    forget: (of, inode) => {
      if (tracked) untrack(processProgram(), calls, of, inode);
    },
  });
  return new Made(block);
}
