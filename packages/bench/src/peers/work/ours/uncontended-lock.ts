/**
 * A lock of ours that nobody else wants, whatever it is shared by.
 *
 * @module
 */

import { CorruptError, type Subject } from '../../../engines/timing/subject.ts';

export interface BlockingLock {
  readonly locked: boolean;
  acquireSync(): boolean;
  release(): void;
}

export function uncontendedLock(lock: BlockingLock): Subject {
  return {
    run(times) {
      const began = performance.now();
      for (let i = 0; i < times; i += 1) {
        lock.acquireSync();
        lock.release();
      }
      return performance.now() - began;
    },
    check: () => refuseHeld(lock),
  };
}

/** At the end of a measurement. */
export function refuseHeld(lock: Pick<BlockingLock, 'locked'>): void {
  if (lock.locked) throw new CorruptError('The lock is held though it was released');
}
