/**
 * multiprocessing.Lock.
 *
 * @module
 */

import { multiprocessing } from '@interleave/core';
import { CorruptError, type Subject } from '../../../engines/timing/subject.ts';

export function uncontended(): Subject {
  const lock = new multiprocessing.Lock();
  return {
    run(times) {
      const began = performance.now();
      for (let i = 0; i < times; i += 1) {
        lock.acquireSync();
        lock.release();
      }
      return performance.now() - began;
    },
    check() {
      if (lock.locked) throw new CorruptError('The lock is held though it was released');
    },
  };
}
