/**
 * Compares two packed keys as Python compares tuples: element by element while both are of one type that has an
 * order; at the first pair that has none they tie.
 *
 * @module
 */

import type { Address } from '../memory/index.ts';
import { ARRAY, BIGINT, NOTHING, NUMBER, STRING } from './priority-key.ts';

/** Two elements without an order: nothing after them counts. */
const TIE = 2;

/** -1, 0 or 1: which of the keys at two addresses comes first. */
export function compareKeys(ints: Int32Array, a: Address, b: Address): number {
  const order = compareLists(ints, { a: a + 1, b: b + 1 }, ints[a] as number, ints[b] as number);
  return order === TIE ? 0 : order;
}

/** Where the comparison is in either key. While elements are equal they are equally long. */
interface Cursor {
  a: Address;
  b: Address;
}

function compareLists(ints: Int32Array, cursor: Cursor, lengthA: number, lengthB: number): number {
  for (let index = 0; index < lengthA && index < lengthB; index += 1) {
    const order = compareElements(ints, cursor);
    if (order !== 0) return order;
  }
  return Math.sign(lengthA - lengthB);
}

function compareElements(ints: Int32Array, cursor: Cursor): number {
  const type = ints[cursor.a] as number;
  if (type !== ints[cursor.b]) return TIE;
  cursor.a += 1;
  cursor.b += 1;
  if (type === NUMBER) return compareWords(ints, cursor, 2);
  if (type === NOTHING) return 0;
  if (type === BIGINT) return compareBigints(ints, cursor);
  if (type !== STRING && type !== ARRAY) return TIE;
  const lengthA = ints[cursor.a] as number;
  const lengthB = ints[cursor.b] as number;
  cursor.a += 1;
  cursor.b += 1;
  if (type === ARRAY) return compareLists(ints, cursor, lengthA, lengthB);
  return compareWords(ints, cursor, Math.min(lengthA, lengthB)) || Math.sign(lengthA - lengthB);
}

function compareBigints(ints: Int32Array, cursor: Cursor): number {
  const sign = ints[cursor.a] as number;
  const other = ints[cursor.b] as number;
  if (sign !== other) return sign < other ? -1 : 1;
  const lengthA = ints[cursor.a + 1] as number;
  const lengthB = ints[cursor.b + 1] as number;
  cursor.a += 2;
  cursor.b += 2;
  if (lengthA !== lengthB) return sign * Math.sign(lengthA - lengthB);
  return sign * compareWords(ints, cursor, lengthA);
}

/** As unsigned words, the first counts most. */
function compareWords(ints: Int32Array, cursor: Cursor, count: number): number {
  for (let word = 0; word < count; word += 1) {
    const a = (ints[cursor.a + word] as number) >>> 0;
    const b = (ints[cursor.b + word] as number) >>> 0;
    if (a !== b) return a < b ? -1 : 1;
  }
  cursor.a += count;
  cursor.b += count;
  return 0;
}
