/**
 * What the workers do, the same for everybody.
 *
 * @module
 */

export interface Tasks {
  /** Nothing: gives its argument back. */
  echo(value: unknown): unknown;
  /** What makes an array of bytes be looked at: its first, middle and last. */
  sum(bytes: Uint8Array): number;
  /** Work for the processor: the product of 1 to so much, and of it what fits into a number. */
  product(most: number): number;
  /** Blocks its worker for so many milliseconds. */
  hold(ms: number): number;
}

const PRIME = 1_000_000_007n;

export const tasks: Tasks = {
  echo: (value) => value,
  sum: (bytes) => bytes[0]! + bytes[bytes.length >> 1]! + bytes[bytes.length - 1]!,
  product(most) {
    let product = 1n;
    for (let factor = 2n; factor <= most; factor += 1n) product *= factor;
    return Number(product % PRIME);
  },
  hold(ms) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
    return ms;
  },
};

/** What is done to a buffer that was moved here. */
export function touch(buffer: ArrayBuffer): ArrayBuffer {
  new Int32Array(buffer, 0, 1)[0]! += 1;
  return buffer;
}
