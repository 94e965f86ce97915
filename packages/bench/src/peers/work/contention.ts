/**
 * Two threads that add to one plain number under one lock.
 *
 * @module
 */

import { CorruptError, type Subject } from '../../engines/timing/subject.ts';
import { partnerUp, together } from './rendezvous.ts';

/** Adds 1 so many times, each time under the lock. */
export type AddUnderLock = (counter: Int32Array, times: number) => void;

export function makeCounter(): Int32Array<SharedArrayBuffer> {
  return new Int32Array(new SharedArrayBuffer(64));
}

/** Half of a sample's operations are the partner's. Not one addition may be lost. */
export async function contention(
  control: Int32Array,
  counter: Int32Array,
  add: AddUnderLock,
): Promise<Subject> {
  await partnerUp(control);
  let expected = 0;
  return {
    run(times) {
      const half = Math.ceil(times / 2);
      expected = (expected + 2 * half) | 0;
      return together(control, half, () => add(counter, half)) * (times / (2 * half));
    },
    check() {
      const counted = counter[0] ?? 0;
      if (counted !== expected)
        throw new CorruptError(`${expected - counted} of ${expected} additions were lost`);
    },
  };
}
