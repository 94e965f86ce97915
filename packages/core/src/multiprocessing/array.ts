/**
 * Numbers or flags in a row that processes share: Python's `multiprocessing.Array`.
 *
 * @module
 */

import { Arrival, arrivalOf, printable, travels, type HandleData } from '../agent/primitive.ts';
import type { Program } from '../agent/program.ts';
import { KIND } from '../memory/index.ts';
import { elementOf, type ElementType, type ValueTypes, type ViewTypes } from './element-types.ts';
import type { Lock } from './lock.ts';
import { positionOf } from './position.ts';
import type { RLock } from './rlock.ts';
import { SharedBlock, type LockOptions } from './shared-block.ts';

/**
 * So many elements of a C type in memory that the processes of a program share, with a lock beside them.
 *
 * - **Types** are those of SharedValue. An index may be negative, and then counts from the end.
 * - **Atomicity**: one `get` and one `set` never tear and take no lock. What takes several is for `lock` to guard: also
 *   iteration, which reads one element after another.
 * - **Size**: up to 512 MiB for one array, 1 GiB for all that a program's processes share; for more, SharedMemory.
 * - **Blocking**: nothing of it does; `lock` does.
 * - **Runtimes**: alike on Node, Deno and Bun, also when they share one. In a browser: UnsupportedError.
 *
 * @example
 * ```ts
 * const sums = multiprocessing.Array('f64', 4);
 * const children = [0, 1, 2, 3].map((i) => new multiprocessing.Process(sum, { args: [sums, i] }).start());
 * await Promise.all(children.map((child) => child.join()));
 * console.log([...sums]);
 * ```
 *
 * @see https://docs.python.org/3/library/multiprocessing.html#multiprocessing.Array
 */
export class SharedArray<T extends ElementType> implements Iterable<ValueTypes[T]> {
  readonly #block: SharedBlock;

  /**
   * @throws {TypeError} for an unknown type, or an item of another type than it has
   * @throws {RangeError} for a negative size, and when there is no memory left
   * @throws {ScopeError} when `lock` is one of threads
   * @throws {UnsupportedError} where processes cannot share memory
   */
  constructor(type: T, sizeOrItems: number | Iterable<ValueTypes[T]>, options?: LockOptions) {
    const from = arrivalOf(type as unknown as object);
    this.#block =
      from === undefined ? make(type, sizeOrItems, options) : SharedBlock.arrive(from.program, from.data);
    this.#block.program.adopt(this, this.#block.at);
  }

  /**
   * The element at an index.
   *
   * @throws {RangeError} when there is none
   */
  get(index: number): ValueTypes[T] {
    const { element, cells, length } = this.#block;
    return element.fromRaw(cells.load(positionOf(index, length, 'read'))) as ValueTypes[T];
  }

  /**
   * Writes the element at an index.
   *
   * @throws {RangeError} when there is none
   * @throws {TypeError} for a value of another type than the elements have
   */
  set(index: number, value: ValueTypes[T]): void {
    const { element, cells, length } = this.#block;
    const raw = element.toRaw(value);
    cells.store(positionOf(index, length, 'write'), raw);
  }

  get length(): number {
    return this.#block.length;
  }

  /** What guards it; undefined where it was made with `lock: false`. */
  get lock(): Lock | RLock | undefined {
    return this.#block.lock;
  }

  /**
   * The elements themselves, for bulk work: a typed array over the shared memory, `subarray` of which is a slice. Its
   * reads and writes take no lock, those of floating point may tear, and an engine may take one out of a loop that
   * waits for a change. Its `buffer` (on Bun an ArrayBuffer) is all the memory that the processes share, of which the rest
   * is not to be touched. Once it was asked for, the array's memory is kept until the thread that asked has ended.
   */
  get view(): ViewTypes[T] {
    this.#block.pin();
    return this.#block.cells.view as ViewTypes[T];
  }

  /** Reads one element after another. */
  *[Symbol.iterator](): Iterator<ValueTypes[T]> {
    for (let index = 0; index < this.length; index += 1) yield this.get(index);
  }

  toString(): string {
    return `Array(${this.#block.element.name}, length ${this.length})`;
  }

  static {
    printable(SharedArray);
    travels(SharedArray, (it: SharedArray<ElementType>) => it.#block.handle('Array'));
  }

  /** Makes the wrapper of an array that another agent sent. */
  static arrive(program: Program, data: HandleData): SharedArray<ElementType> {
    return new SharedArray(new Arrival(program, data) as never, 0);
  }
}

function make(type: ElementType, sizeOrItems: unknown, options: LockOptions | undefined): SharedBlock {
  const element = elementOf(type);
  if (typeof sizeOrItems === 'number') {
    if (!Number.isSafeInteger(sizeOrItems) || sizeOrItems < 0) {
      throw new RangeError(
        `Cannot make an Array of ${sizeOrItems} elements: it takes a whole number from 0 on`,
      );
    }
    return SharedBlock.make(KIND.array, element, sizeOrItems, options);
  }
  const iterator = (sizeOrItems as Partial<Iterable<unknown>> | null | undefined)?.[Symbol.iterator];
  if (typeof iterator !== 'function') {
    throw new TypeError(`Cannot make an Array: it takes a size or its items, received ${typeof sizeOrItems}`);
  }
  const raw = Array.from(sizeOrItems as Iterable<unknown>, (item) => element.toRaw(item));
  const block = SharedBlock.make(KIND.array, element, raw.length, options);
  for (const [index, item] of raw.entries()) block.cells.store(index, item);
  return block;
}

/**
 * Makes a {@link SharedArray}: so many zeros, or these items.
 *
 * @example
 * ```ts
 * const bytes = multiprocessing.Array('u8', 1024, { lock: false });
 * bytes.view.set(new TextEncoder().encode('hello'));
 * ```
 */
export function ArrayOf<const T extends ElementType>(
  type: T,
  sizeOrItems: number | Iterable<ValueTypes[T]>,
  options?: LockOptions,
): SharedArray<T> {
  return new SharedArray(type, sizeOrItems, options);
}
