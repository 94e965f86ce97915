/**
 * Blocks this agent for a time, where it may block.
 *
 * @module
 */

export function sleepSync(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
