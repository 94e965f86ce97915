/**
 * What the mutants of litmus tests are made of: memory that misbehaves for certain, whatever the processor does.
 *
 * @module
 */

import { atomicLoad } from '../../memory/atomic-view.ts';

/** The variables of a litmus test, in cache lines of their own: 16 words apart. */
export const X = 0;
export const Y = 16;
/** Words per sample. */
export const WORDS = 32;

/** Spins until the wait is given up: an actor that fails must not leave the others spinning. */
const PATIENCE = 1 << 24;

const caches = new Map<number, Int32Array>();

/** A cache that nobody tells of writes: all of it is as it was in the beginning. */
export function staleCache(words: number): Int32Array {
  const cache = caches.get(words) ?? new Int32Array(words);
  caches.set(words, cache);
  return cache;
}

/** Waits until another actor has written this variable of the last sample, and so of all. */
export function waitForLast(state: Int32Array, stride: number, variable: number, samples: number): void {
  const at = (samples - 1) * stride + variable;
  for (let spins = 0; spins < PATIENCE && atomicLoad(state, at) === 0; spins++);
}
