/**
 * Numbers or flags of one of C's types in a row, in the memory of a manager's process.
 *
 * @module
 */

import { elementOf, type Element, type ElementType } from '../element-types.ts';
import { positionOf } from '../position.ts';

const ROWS = {
  i8: Int8Array,
  u8: Uint8Array,
  i16: Int16Array,
  u16: Uint16Array,
  i32: Int32Array,
  u32: Uint32Array,
  i64: BigInt64Array,
  u64: BigUint64Array,
  f32: Float32Array,
  f64: Float64Array,
  bool: Uint8Array,
} as const;

type Row = Record<number, number | bigint> & { readonly length: number };

export class ArrayObject {
  readonly #element: Element;
  readonly #row: Row;

  constructor(type: ElementType, sizeOrItems: number | Iterable<unknown>) {
    this.#element = elementOf(type);
    if (typeof sizeOrItems !== 'number') {
      const raw = Array.from(sizeOrItems, (item) => this.#element.toRaw(item));
      this.#row = new ROWS[type](raw.length) as unknown as Row;
      for (const [index, item] of raw.entries()) this.#row[index] = item;
      return;
    }
    if (!Number.isSafeInteger(sizeOrItems) || sizeOrItems < 0)
      throw new RangeError(
        `Cannot make an Array of ${sizeOrItems} elements: it takes a whole number from 0 on`,
      );
    this.#row = new ROWS[type](sizeOrItems) as unknown as Row;
  }

  get(index: number): unknown {
    const raw = this.#row[positionOf(index, this.#row.length, 'read')] as number | bigint;
    return this.#element.fromRaw(raw);
  }

  set(index: number, value: unknown): void {
    const raw = this.#element.toRaw(value);
    this.#row[positionOf(index, this.#row.length, 'write')] = raw;
  }

  length(): number {
    return this.#row.length;
  }

  slice(from?: number, to?: number): unknown[] {
    return Array.from(this.#row as unknown as ArrayLike<number | bigint>, (raw) =>
      this.#element.fromRaw(raw),
    ).slice(from, to);
  }
}
