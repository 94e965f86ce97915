/**
 * An item on its way in: its record as it will be in shared memory.
 *
 * A record is a header (byte length and flags), the blocks that are in flight with it where there are any, and the
 * bytes of the codec, each part in whole words.
 *
 * @module
 */

import type { Program } from '../agent/program.ts';
import type { Address, SharedWords } from '../memory/index.ts';
import type { PackedKey } from './priority-key.ts';

/** Flags of a header, below the byte length. */
export const HANDLES = 1;
/** Decoding runs code of the user's. */
export const CUSTOM = 2;
/** No value, but bytes as they were given: what a connection may carry besides values. */
export const RAW = 4;
export const FLAG_BITS = 3;

/** The most bytes that a header can tell. */
export const MOST_BYTES: number = 2 ** (31 - FLAG_BITS) - 1;

/** Fewer words are copied one by one, which costs less than a view of them. */
const FEW = 24;

export interface Parcel {
  /** The codec's bytes as words; the last is padded. */
  readonly ints: Int32Array;
  /** In bytes. */
  readonly length: number;
  readonly handles: readonly Address[];
  readonly custom: boolean;
  readonly raw?: boolean | undefined;
  /** Of an item that has a priority. */
  readonly key?: PackedKey | undefined;
}

/** The words of a parcel's record. */
export function recordWords({ length, handles }: Parcel): number {
  const body = (length + 3) >>> 2;
  return handles.length === 0 ? body + 1 : body + 2 + handles.length;
}

/** Writes a parcel's record from `at` on. Under a latch; published by whoever holds that. */
export function writeRecord(words: SharedWords, at: Address, parcel: Parcel): void {
  const { ints, length, handles, custom, raw } = parcel;
  const into = words.ints;
  const flags = (handles.length === 0 ? 0 : HANDLES) | (custom ? CUSTOM : 0) | (raw === true ? RAW : 0);
  into[at] = (length << FLAG_BITS) | flags;
  let place = at + 1;
  if (handles.length > 0) {
    into[place] = handles.length;
    into.set(handles, place + 1);
    place += 1 + handles.length;
  }
  const body = (length + 3) >>> 2;
  if (body > FEW) into.set(ints.subarray(0, body), place);
  else for (let word = 0; word < body; word += 1) into[place + word] = ints[word] as number;
}

/** Copies words out of shared memory. */
export function copyOut(from: Int32Array, at: Address, count: number, into: Int32Array): void {
  if (count > FEW) into.set(from.subarray(at, at + count));
  else for (let word = 0; word < count; word += 1) into[word] = from[at + word] as number;
}

/** The blocks in flight with a record. */
export function handlesOf(words: SharedWords, at: Address): Address[] {
  const { ints } = words;
  if (((ints[at] as number) & HANDLES) === 0) return [];
  const count = ints[at + 1] as number;
  return Array.from(ints.subarray(at + 2, at + 2 + count));
}

/** Gives back what was in flight with an item that nobody will get. */
export function giveBack(program: Program, handles: readonly Address[]): void {
  for (const at of handles) program.letGo(at);
}
