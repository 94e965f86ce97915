/**
 * threading.Thread: from `start` to the end of `join`.
 *
 * @module
 */

import { defineTasks, threading } from '@interleave/core';
import { CorruptError, type Subject } from '../../../engines/timing/subject.ts';

const { mark } = defineTasks(import.meta.url, {
  mark: (ran: SharedArrayBuffer) => {
    new Int32Array(ran)[0]! += 1;
  },
});

export function startAndJoin(): Subject {
  const ran = new Int32Array(new SharedArrayBuffer(4));
  let started = 0;
  return {
    async run(times) {
      const began = performance.now();
      for (let i = 0; i < times; i += 1) {
        await new threading.Thread(mark, { args: [ran.buffer] }).start().join();
      }
      started += times;
      return performance.now() - began;
    },
    check() {
      if (ran[0] !== started) throw new CorruptError(`${started} threads were started, ${ran[0]} ran`);
    },
  };
}
