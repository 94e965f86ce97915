/**
 * A list of fixed length in named shared memory: Python's `multiprocessing.shared_memory.ShareableList`.
 *
 * @module
 */

import { printable } from '../agent/primitive.ts';
import { ListMemory, packItem, sizeOf, type Packed, type Scalar } from './list-layout.ts';
import { positionOf } from './position.ts';
import { SharedMemory } from './shared-memory.ts';
import { travelsAs } from './travels-as.ts';

/** What an item is when it is read: any of its type. */
export type Widen<T> = T extends number
  ? number
  : T extends string
    ? string
    : T extends bigint
      ? bigint
      : T extends boolean
        ? boolean
        : T;

export interface ShareableListOptions {
  /** Of its block: to open when there are no items, to create when there are. */
  readonly name?: string;
}

/** Given in place of items: a block that was made for them. */
export class Room {
  readonly shm: SharedMemory;
  readonly items: readonly Packed[];

  constructor(shm: SharedMemory, items: readonly Packed[]) {
    this.shm = shm;
    this.items = items;
  }
}

/**
 * A list whose items, not their number, any process can change: numbers, bigints (of 64 bits), booleans, text, bytes and
 * null. Its memory is a {@link SharedMemory}, laid out as CPython does, so that Python reads and writes it by the same
 * name, and the other way round.
 *
 * - **Room**: an item may be replaced by one of another type, but not by text or bytes longer than its room: 8 bytes for
 *   all but text and bytes, which have their first UTF-8 length, and up to 8 bytes more. Zeros at their end are lost.
 * - **Numbers**: a whole number is Python's int, another its float. A Python int is a number here, where it is exact,
 *   and else a bigint; a bigint is an int there, and a bigint here.
 * - **Atomicity**: none; a list that several write to wants a Lock.
 * - **Life and blocking**: those of its `shm`, which `using` closes, and somebody must `unlink`.
 * - **Runtimes**: alike on Node, Deno and Bun. In a browser: UnsupportedError.
 *
 * @example
 * ```ts
 * using list = new multiprocessing.ShareableList(['state', 0, null]);
 * const same = new multiprocessing.ShareableList(undefined, { name: list.shm.name });
 * same.set(0, 'done');
 * console.log(list.get(0)); // done
 * same.shm.close();
 * list.shm.unlink();
 * ```
 *
 * @see https://docs.python.org/3/library/multiprocessing.shared_memory.html#multiprocessing.shared_memory.ShareableList
 */
export class ShareableList<T extends Scalar = Scalar> implements Iterable<Widen<T>>, Disposable {
  /** Its memory. */
  readonly shm: SharedMemory;
  #memory: ListMemory;

  /**
   * @throws {OSError} as SharedMemory does
   * @throws {TypeError} for an item that it cannot hold
   */
  constructor(items?: Iterable<T>, options?: ShareableListOptions) {
    const name = options?.name;
    const room = items instanceof Room ? items : roomFor(items, name);
    this.shm = room?.shm ?? new SharedMemory({ name: name as string });
    try {
      const { buffer } = this.shm;
      this.#memory =
        room === undefined
          ? new ListMemory(buffer, this.shm.name)
          : ListMemory.lay(buffer, room.items, this.shm.name);
    } catch (error) {
      this.shm.close();
      throw error;
    }
  }

  /**
   * The item at an index; a negative one counts from the end.
   *
   * @throws {RangeError} when there is none, and when the list is closed
   */
  get(index: number): Widen<T> {
    const memory = this.#open();
    return memory.read(positionOf(index, memory.length, 'read')) as Widen<T>;
  }

  /**
   * Replaces the item at an index.
   *
   * @throws {RangeError} when there is none, or it has no room for the value: then nothing has changed
   * @throws {TypeError} for what a list cannot hold
   */
  set(index: number, value: Widen<T>): void {
    const memory = this.#open();
    const packed = packItem(value);
    const item = positionOf(index, memory.length, 'write');
    const room = memory.room(item);
    if (packed.bytes.length > room) {
      throw new RangeError(
        `Cannot write element ${index} of ${this.shm.name}: it has room for ${room} bytes, and the value takes ` +
          `${packed.bytes.length}`,
      );
    }
    memory.write(item, packed);
  }

  /** How many items equal a value. Numbers and bigints are equal by value, bytes byte by byte. */
  count(value: Widen<T>): number {
    let count = 0;
    for (const item of this) if (equals(item, value)) count += 1;
    return count;
  }

  /**
   * The index of the first item that equals a value.
   *
   * @throws {RangeError} when there is none, as in Python
   */
  indexOf(value: Widen<T>): number {
    let index = 0;
    for (const item of this) {
      if (equals(item, value)) return index;
      index += 1;
    }
    throw new RangeError(`Cannot find ${String(value)} in ${this.shm.name}: no item equals it`);
  }

  /** Reads one item after another. */
  *[Symbol.iterator](): IterableIterator<Widen<T>> {
    for (let index = 0; index < this.length; index += 1) yield this.get(index);
  }

  get length(): number {
    return this.#memory.length;
  }

  /** How its items are kept now, in the language of Python's `struct`. */
  get format(): string {
    const memory = this.#open();
    return Array.from({ length: memory.length }, (_, item) => memory.format(item)).join('');
  }

  /** Closes its memory here. */
  [Symbol.dispose](): void {
    this.shm.close();
  }

  toString(): string {
    return `ShareableList(${this.shm.name}, length ${this.length})`;
  }

  static {
    printable(ShareableList);
    travelsAs('multiprocessing.ShareableList', ShareableList, {
      encode: (it) => it.shm.name,
      decode: (name) => new ShareableList(undefined, { name }),
    });
  }

  /** After close there are zeros, which are no items. */
  #open(): ListMemory {
    if (!this.shm.closed) return this.#memory;
    throw new RangeError(`Cannot use the list ${this.shm.name}: it is closed here`);
  }
}

/** A new block for items; undefined where one is to be opened. */
function roomFor(items: Iterable<unknown> | undefined, name: string | undefined): Room | undefined {
  if (items === undefined && name !== undefined) return undefined;
  const packed = Array.from(items ?? [], packItem);
  const size = sizeOf(packed);
  return new Room(new SharedMemory({ create: true, size, ...(name === undefined ? {} : { name }) }), packed);
}

function equals(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a instanceof Uint8Array && b instanceof Uint8Array) {
    return a.length === b.length && a.every((byte, index) => byte === b[index]);
  }
  const numeric = new Set(['number', 'bigint']);
  // oxlint-disable-next-line eqeqeq
  return numeric.has(typeof a) && numeric.has(typeof b) && a == b;
}
