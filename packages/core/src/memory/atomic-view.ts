/**
 * Atomic access to a plain Int32Array of shared memory, for measurements and litmus tests that are about raw
 * memory. Primitives never use it: they go through {@link SharedWords}.
 *
 * @module
 */

export function atomicLoad(view: Int32Array, index: number): number {
  return Atomics.load(view, index);
}

export function atomicStore(view: Int32Array, index: number, value: number): void {
  Atomics.store(view, index, value);
}

/** Adds and gives what was there before. */
export function atomicAdd(view: Int32Array, index: number, by: number): number {
  return Atomics.add(view, index, by);
}
