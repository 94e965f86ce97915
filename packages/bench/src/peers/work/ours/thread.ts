/**
 * threading.Thread: from `start` to the end of `join`.
 *
 * @module
 */

import { defineTasks, threading } from '@interleave/core';
import { CorruptError, type Subject } from '../../../engines/timing/subject.ts';

const { mark } = defineTasks(import.meta.url, {
  mark: (ran: threading.Semaphore) => ran.release(),
});

export function startAndJoin(): Subject {
  const ran = new threading.Semaphore(0);
  let started = 0;
  return {
    async run(times) {
      const began = performance.now();
      for (let i = 0; i < times; i += 1) {
        await new threading.Thread(mark, { args: [ran] }).start().join();
      }
      started += times;
      return performance.now() - began;
    },
    check() {
      if (ran.value !== started) throw new CorruptError(`${started} threads were started, ${ran.value} ran`);
    },
  };
}
