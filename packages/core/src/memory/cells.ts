/**
 * Elements of shared memory of one of C's types, each read and written whole.
 *
 * Integers are what Atomics takes. Floating point goes through the integers of its width, because the language lets a
 * plain read or write of it tear, and lets an engine take a plain read out of a loop that waits for a change.
 *
 * @module
 */

import type { Address } from './shared-words.ts';
import type { ThreadWords } from './thread-words.ts';

type IntegerView = Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array | Uint32Array;
type BigView = BigInt64Array | BigUint64Array;

/** The elements from a word on, as raw numbers. `add` and `compareExchange` give what was there before. */
export interface Cells<R extends number | bigint = number | bigint> {
  load(index: number): R;
  store(index: number, value: R): void;
  add(index: number, by: R): R;
  compareExchange(index: number, expected: R, replacement: R): R;
  /** The memory itself. */
  readonly view: ArrayBufferView;
}

class IntegerCells implements Cells<number> {
  readonly view: IntegerView;

  constructor(view: IntegerView) {
    this.view = view;
  }

  load(index: number): number {
    return Atomics.load(this.view, index);
  }

  store(index: number, value: number): void {
    Atomics.store(this.view, index, value);
  }

  add(index: number, by: number): number {
    return Atomics.add(this.view, index, by);
  }

  compareExchange(index: number, expected: number, replacement: number): number {
    return Atomics.compareExchange(this.view, index, expected, replacement);
  }
}

class BigCells implements Cells<bigint> {
  readonly view: BigView;

  constructor(view: BigView) {
    this.view = view;
  }

  load(index: number): bigint {
    return Atomics.load(this.view, index);
  }

  store(index: number, value: bigint): void {
    Atomics.store(this.view, index, value);
  }

  add(index: number, by: bigint): bigint {
    return Atomics.add(this.view, index, by);
  }

  compareExchange(index: number, expected: bigint, replacement: bigint): bigint {
    return Atomics.compareExchange(this.view, index, expected, replacement);
  }
}

/** Floating point over the bits of it. */
class FloatCells<B extends number | bigint> implements Cells<number> {
  readonly view: Float32Array | Float64Array;
  readonly #bits: Cells<B>;
  /** One element twice: as a number and as its bits. */
  readonly #number: Float32Array | Float64Array;
  readonly #asBits: { [index: number]: B };

  constructor(view: Float32Array | Float64Array, bits: Cells<B>, scratch: Float32Array | Float64Array) {
    this.view = view;
    this.#bits = bits;
    this.#number = scratch;
    const { buffer } = scratch;
    this.#asBits = (scratch instanceof Float32Array
      ? new Int32Array(buffer)
      : new BigInt64Array(buffer)) as unknown as { [index: number]: B };
  }

  load(index: number): number {
    return this.#toNumber(this.#bits.load(index));
  }

  store(index: number, value: number): void {
    this.#bits.store(index, this.#toBits(value));
  }

  add(index: number, by: number): number {
    for (;;) {
      const bits = this.#bits.load(index);
      const was = this.#toNumber(bits);
      if (this.#bits.compareExchange(index, bits, this.#toBits(was + by)) === bits) return was;
    }
  }

  /** By value, as `===` compares, but that NaN is NaN. */
  compareExchange(index: number, expected: number, replacement: number): number {
    for (;;) {
      const bits = this.#bits.load(index);
      const was = this.#toNumber(bits);
      const wanted = this.#toNumber(this.#toBits(expected));
      if (was !== wanted && !(Number.isNaN(was) && Number.isNaN(wanted))) return was;
      if (this.#bits.compareExchange(index, bits, this.#toBits(replacement)) === bits) return was;
    }
  }

  #toNumber(bits: B): number {
    this.#asBits[0] = bits;
    return this.#number[0] as number;
  }

  #toBits(value: number): B {
    this.#number[0] = value;
    return this.#asBits[0] as B;
  }
}

export type CellType = 'i8' | 'u8' | 'i16' | 'u16' | 'i32' | 'u32' | 'i64' | 'u64' | 'f32' | 'f64';

type Maker = (buffer: ArrayBufferLike, offset: number, length: number) => Cells;

const integers =
  (View: new (buffer: ArrayBufferLike, offset: number, length: number) => IntegerView): Maker =>
  (...place) =>
    new IntegerCells(new View(...place)) as unknown as Cells;

const MAKERS: Readonly<Record<CellType, Maker>> = {
  i8: integers(Int8Array),
  u8: integers(Uint8Array),
  i16: integers(Int16Array),
  u16: integers(Uint16Array),
  i32: integers(Int32Array),
  u32: integers(Uint32Array),
  i64: (...place) => new BigCells(new BigInt64Array(...place)) as unknown as Cells,
  u64: (...place) => new BigCells(new BigUint64Array(...place)) as unknown as Cells,
  f32: (...place) =>
    new FloatCells(
      new Float32Array(...place),
      new IntegerCells(new Int32Array(...place)),
      new Float32Array(1),
    ) as unknown as Cells,
  f64: (...place) =>
    new FloatCells(
      new Float64Array(...place),
      new BigCells(new BigInt64Array(...place)),
      new Float64Array(1),
    ) as unknown as Cells,
};

/** `length` elements of a window, from an even word on that there is memory for. */
export function cellsAt({ memory }: ThreadWords, type: CellType, at: Address, length: number): Cells {
  return MAKERS[type](memory.buffer, at * 4, length);
}
