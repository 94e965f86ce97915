/**
 * One number or flag that processes share: Python's `multiprocessing.Value`.
 *
 * @module
 */

import { Arrival, arrivalOf, printable, travels, type HandleData } from '../agent/primitive.ts';
import type { Program } from '../agent/program.ts';
import { KIND } from '../memory/index.ts';
import { elementOf, type ElementType, type ValueTypes } from './element-types.ts';
import type { Lock } from './lock.ts';
import type { RLock } from './rlock.ts';
import { SharedBlock, type LockOptions } from './shared-block.ts';

/**
 * One value of a C type in memory that the processes of a program share, with a lock beside it.
 *
 * - **Types**: `i8` to `i64`, `u8` to `u64`, `f32`, `f64`, `bool`. 64-bit integers are bigints. An integer that is too
 *   large for its type is cut off to it, as C does; a value of another type is a TypeError.
 * - **Atomicity**: one read and one write never tear. `v.value += 1` is a read and a write, between which others may
 *   write: use `v.add(1)`, or hold `v.lock`. Neither `value` nor the atomic methods of integers take the lock.
 * - **Lock**: an RLock of its own unless `lock` says otherwise; whoever shares the value gets the lock with it.
 * - **Blocking**: only `add` of `f32` and `f64` does, which takes the lock.
 * - **Runtimes**: alike on Node, Deno and Bun, also when they share one. In a browser: UnsupportedError.
 *
 * @example
 * ```ts
 * const hits = multiprocessing.Value('i64', 0n);
 * const child = new multiprocessing.Process(count, { args: [hits] }).start(); // hits.add(1n)
 * await child.join();
 * console.log(hits.value);
 * ```
 *
 * @see https://docs.python.org/3/library/multiprocessing.html#multiprocessing.Value
 */
export class SharedValue<T extends ElementType> {
  readonly #block: SharedBlock;

  /**
   * @throws {TypeError} for an unknown type, or an initial value of another type than it has
   * @throws {ScopeError} when `lock` is one of threads
   * @throws {UnsupportedError} where processes cannot share memory
   */
  constructor(type: T, initial?: ValueTypes[T], options?: LockOptions) {
    const from = arrivalOf(type as unknown as object);
    this.#block =
      from === undefined ? make(type, initial, options) : SharedBlock.arrive(from.program, from.data);
    this.#block.program.adopt(this, this.#block.at);
  }

  /** The value now. */
  get value(): ValueTypes[T] {
    const { element, cells } = this.#block;
    return element.fromRaw(cells.load(0)) as ValueTypes[T];
  }

  set value(value: ValueTypes[T]) {
    const { element, cells } = this.#block;
    cells.store(0, element.toRaw(value));
  }

  /** What guards it; undefined where it was made with `lock: false`. */
  get lock(): Lock | RLock | undefined {
    return this.#block.lock;
  }

  /**
   * Adds in one step, and gives what was there before. Integers wrap around. Floating point is added under the lock,
   * for which this blocks, unless the caller holds it by RLock.
   *
   * @throws {TypeError} for a boolean, and for `f32` and `f64` without a lock
   */
  add(by: T extends 'bool' ? never : ValueTypes[T]): ValueTypes[T] {
    return this.#block.add(0, by) as ValueTypes[T];
  }

  /**
   * Stores `replacement` if the value is `expected`, in one step, and gives what was there before. It never waits, and
   * does not take the lock.
   */
  compareExchange(expected: ValueTypes[T], replacement: ValueTypes[T]): ValueTypes[T] {
    const { element, cells } = this.#block;
    const was = cells.compareExchange(0, element.toRaw(expected), element.toRaw(replacement));
    return element.fromRaw(was) as ValueTypes[T];
  }

  toString(): string {
    return `Value(${this.#block.element.name}, ${String(this.value)})`;
  }

  static {
    printable(SharedValue);
    travels(SharedValue, (it: SharedValue<ElementType>) => it.#block.handle('Value'));
  }

  /** Makes the wrapper of a value that another agent sent. */
  static arrive(program: Program, data: HandleData): SharedValue<ElementType> {
    return new SharedValue(new Arrival(program, data) as never);
  }
}

function make(type: ElementType, initial: unknown, options: LockOptions | undefined): SharedBlock {
  const element = elementOf(type);
  const raw = initial === undefined ? undefined : element.toRaw(initial);
  const block = SharedBlock.make(KIND.value, element, 1, options);
  if (raw !== undefined) block.cells.store(0, raw);
  return block;
}

/**
 * Makes a {@link SharedValue}, of zero unless `initial` says what.
 *
 * @example
 * ```ts
 * const ready = multiprocessing.Value('bool', false, { lock: false });
 * ready.value = true;
 * ```
 */
export function Value<const T extends ElementType>(
  type: T,
  initial?: ValueTypes[T],
  options?: LockOptions,
): SharedValue<T> {
  return new SharedValue(type, initial, options);
}
