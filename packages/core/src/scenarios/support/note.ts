/**
 * A note on which a process leaves plain data for who reads it after the join.
 *
 * @module
 */

import {
  Array as SharedBytes,
  type SharedArray,
  type SharedValue,
  Value,
} from '../../multiprocessing/index.ts';
import type { Observation } from '../../scenario/index.ts';

export interface Note {
  /** Of the text in bytes, zero while nothing has been written. */
  readonly length: SharedValue<'i32'>;
  readonly text: SharedArray<'u8'>;
}

export function newNote(bytes = 4096): Note {
  return { length: Value('i32', 0, { lock: false }), text: SharedBytes('u8', bytes, { lock: false }) };
}

export function writeNote({ length, text }: Note, value: Observation): void {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  text.view.set(bytes);
  length.value = bytes.length;
}

/** What was written; undefined where nothing was. */
export function readNote<T extends Observation>({ length, text }: Note): T | undefined {
  if (length.value === 0) return undefined;
  // Copied first: not every decoder takes shared memory.
  return JSON.parse(new TextDecoder().decode(Uint8Array.from(text.view.subarray(0, length.value)))) as T;
}
