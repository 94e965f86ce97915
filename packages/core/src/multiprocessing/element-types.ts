/**
 * C's types, as shared values and arrays have them: what a program may store, and what it reads.
 *
 * @module
 */

import type { CellType } from '../memory/index.ts';

/** What an element of each type is in a program. */
export interface ValueTypes {
  i8: number;
  u8: number;
  i16: number;
  u16: number;
  i32: number;
  u32: number;
  i64: bigint;
  u64: bigint;
  f32: number;
  f64: number;
  bool: boolean;
}

/** What a whole array of each type is a view of. */
export interface ViewTypes {
  i8: Int8Array<SharedArrayBuffer>;
  u8: Uint8Array<SharedArrayBuffer>;
  i16: Int16Array<SharedArrayBuffer>;
  u16: Uint16Array<SharedArrayBuffer>;
  i32: Int32Array<SharedArrayBuffer>;
  u32: Uint32Array<SharedArrayBuffer>;
  i64: BigInt64Array<SharedArrayBuffer>;
  u64: BigUint64Array<SharedArrayBuffer>;
  f32: Float32Array<SharedArrayBuffer>;
  f64: Float64Array<SharedArrayBuffer>;
  bool: Uint8Array<SharedArrayBuffer>;
}

export type ElementType = keyof ValueTypes;

type Raw = number | bigint;

/** How a type's elements are kept. */
export interface Element {
  readonly name: ElementType;
  /** Its number in a handle. */
  readonly index: number;
  readonly cell: CellType;
  readonly bytes: number;
  /** Whether to add is one step of the machine. */
  readonly exact: boolean;
  /** As it is kept; throws TypeError for a value of another type. */
  toRaw(value: unknown): Raw;
  fromRaw(raw: Raw): number | bigint | boolean;
}

const NAMES = ['i8', 'u8', 'i16', 'u16', 'i32', 'u32', 'i64', 'u64', 'f32', 'f64', 'bool'] as const;

const same = (raw: Raw): Raw => raw;

const ELEMENTS: readonly Element[] = NAMES.map((name, index): Element => {
  const common = { name, index, fromRaw: same };
  if (name === 'bool') {
    return {
      ...common,
      cell: 'u8',
      bytes: 1,
      exact: false,
      toRaw: (value) => (typeof value === 'boolean' ? Number(value) : refuse(name, 'a boolean', value)),
      fromRaw: (raw) => raw !== 0,
    };
  }
  const bytes = Number(name.slice(1)) / 8;
  if (name === 'i64' || name === 'u64') {
    const toRaw = (value: unknown): Raw =>
      typeof value === 'bigint' ? value : refuse(name, 'a bigint', value);
    return { ...common, cell: name, bytes, exact: true, toRaw };
  }
  const floating = name === 'f32' || name === 'f64';
  const toRaw = (value: unknown): Raw => {
    if (typeof value === 'number' && (floating || Number.isInteger(value))) return value;
    return refuse(name, floating ? 'a number' : 'a whole number', value);
  };
  return { ...common, cell: name, bytes, exact: !floating, toRaw };
});

function refuse(name: ElementType, wanted: string, value: unknown): never {
  const shown = typeof value === 'number' ? String(value) : value === null ? 'null' : typeof value;
  throw new TypeError(`Cannot store in shared memory of type ${name}: it takes ${wanted}, received ${shown}`);
}

/** @throws {TypeError} when there is no such type */
export function elementOf(name: unknown): Element {
  const element = ELEMENTS.find((candidate) => candidate.name === name);
  if (element !== undefined) return element;
  throw new TypeError(
    `Cannot make shared memory of the type ${String(name)}: the types are ${NAMES.join(', ')}`,
  );
}

export function elementAt(index: number): Element {
  return ELEMENTS[index] as Element;
}
