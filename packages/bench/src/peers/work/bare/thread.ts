/**
 * A new worker: from its start to its first word, and its end.
 *
 * @module
 */

import { CorruptError, type Subject } from '../../../engines/timing/subject.ts';
import { startWorker } from './start-worker.ts';

export function startAndJoin(): Subject {
  const ran = new Int32Array(new SharedArrayBuffer(4));
  const url = new URL('./thread-partner.ts', import.meta.url);
  let started = 0;
  return {
    async run(times) {
      const began = performance.now();
      for (let i = 0; i < times; i += 1) {
        const worker = await startWorker(url, ran);
        await new Promise((resolve) => worker.onMessage(resolve));
        await worker.end();
      }
      started += times;
      return performance.now() - began;
    },
    check() {
      if (ran[0] !== started) throw new CorruptError(`${started} workers were started, ${ran[0]} ran`);
    },
  };
}
