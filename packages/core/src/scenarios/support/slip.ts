/**
 * A slip on which a thread leaves plain data for who reads it after the join: text in shared memory.
 *
 * @module
 */

import { atomicLoad, atomicStore } from '../../memory/atomic-view.ts';
import type { Observation } from '../../scenario/index.ts';

/** The first word is the length of the text in bytes, zero while nothing has been written. */
const TEXT = 4;

export function newSlip(bytes = 4096): SharedArrayBuffer {
  return new SharedArrayBuffer(TEXT + bytes);
}

export function writeSlip(slip: SharedArrayBuffer, value: Observation): void {
  const text = new TextEncoder().encode(JSON.stringify(value));
  new Uint8Array(slip, TEXT).set(text);
  atomicStore(new Int32Array(slip, 0, 1), 0, text.length);
}

/** What was written; undefined where nothing was. */
export function readSlip<T extends Observation>(slip: SharedArrayBuffer): T | undefined {
  const length = atomicLoad(new Int32Array(slip, 0, 1), 0);
  if (length === 0) return undefined;
  // Copied first: not every decoder takes shared memory.
  return JSON.parse(new TextDecoder().decode(Uint8Array.from(new Uint8Array(slip, TEXT, length)))) as T;
}
