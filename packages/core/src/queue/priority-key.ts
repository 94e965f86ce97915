/**
 * The key of a prioritised item, in words that any agent can compare without decoding the item.
 *
 * An element is its type and what follows: a number as two words, a bigint as sign, length and limbs, a string as
 * length and code points (Python compares those), an array as length and elements. What has no order with anything
 * is OPAQUE: such elements tie.
 *
 * @module
 */

import { textOf } from '../wire/error-fields.ts';

export const NUMBER = 1;
export const BIGINT = 2;
export const STRING = 3;
export const ARRAY = 4;
export const NOTHING = 5;
export const OPAQUE = 6;

/** What a first key can be. Items of two kinds have no order. */
export type KeyKind = typeof NUMBER | typeof BIGINT | typeof STRING;
export const KIND_NAMES: Readonly<Record<KeyKind, string>> = { 1: 'number', 2: 'bigint', 3: 'string' };

export interface PackedKey {
  readonly kind: KeyKind;
  readonly ints: Int32Array;
}

const double = new Float64Array(1);
const halves = new Int32Array(double.buffer);
/** Which of the two halves has the sign. */
const HIGH = ((): 0 | 1 => {
  double[0] = -0;
  return halves[1] === 0 ? 0 : 1;
})();

/** The key of an item: a key alone, the elements of an array, or the field `priority`. */
export function packKey(item: unknown): PackedKey {
  const elements = elementsOf(item);
  const first = elements[0];
  const kind = kindOf(first);
  if (kind === undefined) {
    throw new TypeError(
      `Cannot put ${describe(first)} as a priority: an item is a number, bigint or string, an array that begins with ` +
        'one, or an object whose `priority` is one',
    );
  }
  if (Number.isNaN(first)) throw new RangeError('Cannot put NaN as a priority: it has no order');
  const words = [elements.length];
  for (const element of elements) packElement(words, element);
  return { kind, ints: Int32Array.from(words) };
}

function elementsOf(item: unknown): readonly unknown[] {
  if (Array.isArray(item)) return item;
  if (typeof item === 'object' && item !== null && 'priority' in item) return [item.priority];
  return [item];
}

function kindOf(key: unknown): KeyKind | undefined {
  if (typeof key === 'number') return NUMBER;
  if (typeof key === 'bigint') return BIGINT;
  return typeof key === 'string' ? STRING : undefined;
}

function packElement(words: number[], element: unknown): void {
  switch (typeof element) {
    case 'boolean':
      return packNumber(words, Number(element));
    case 'number':
      return Number.isNaN(element) ? void words.push(OPAQUE) : packNumber(words, element);
    case 'bigint':
      return packBigint(words, element);
    case 'string': {
      const points = Array.from(element, (point) => point.codePointAt(0) as number);
      words.push(STRING, points.length);
      for (const point of points) words.push(point);
      return;
    }
    case 'undefined':
      return void words.push(NOTHING);
    default:
      if (element === null) return void words.push(NOTHING);
      if (!Array.isArray(element)) return void words.push(OPAQUE);
      words.push(ARRAY, element.length);
      for (const one of element as unknown[]) packElement(words, one);
  }
}

/** So that the words, compared as unsigned, are in the order of the numbers. */
function packNumber(words: number[], value: number): void {
  // -0 and 0 are one key.
  double[0] = value === 0 ? 0 : value;
  const high = halves[HIGH] as number;
  const low = halves[1 - HIGH] as number;
  if (high < 0) words.push(NUMBER, ~high, ~low);
  else words.push(NUMBER, high | -(2 ** 31), low);
}

function packBigint(words: number[], value: bigint): void {
  const limbs: number[] = [];
  for (let rest = value < 0n ? -value : value; rest > 0n; rest >>= 32n)
    limbs.push(Number(rest & 0xffff_ffffn) | 0);
  words.push(BIGINT, value < 0n ? -1 : 1, limbs.length);
  for (const limb of limbs.reverse()) words.push(limb);
}

function describe(key: unknown): string {
  return typeof key === 'object' || typeof key === 'function' ? textOf(key) : String(key);
}
