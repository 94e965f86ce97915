/**
 * threading.Lock.
 *
 * @module
 */

import { defineTasks, threading } from '@interleave/core';
import type { Subject } from '../../../engines/timing/subject.ts';
import { contention, makeCounter } from '../contention.ts';
import { makeControl, serve } from '../rendezvous.ts';
import { refuseHeld, uncontendedLock } from './uncontended-lock.ts';

const { contend } = defineTasks(import.meta.url, {
  contend: (lock: threading.Lock, control: SharedArrayBuffer, counter: SharedArrayBuffer) => {
    const view = new Int32Array(counter);
    serve(new Int32Array(control), (times) => add(lock, view, times));
  },
});

function add(lock: threading.Lock, counter: Int32Array, times: number): void {
  for (let i = 0; i < times; i += 1) {
    lock.acquireSync();
    counter[0]! += 1;
    lock.release();
  }
}

export function uncontended(): Subject {
  return uncontendedLock(new threading.Lock());
}

export function contended(): Promise<Subject> {
  const lock = new threading.Lock();
  const [control, counter] = [makeControl(), makeCounter()];
  new threading.Thread(contend, { args: [lock, control.buffer, counter.buffer], daemon: true }).start();
  return contention(control, counter, (view, times) => add(lock, view, times));
}

export function asynchronous(): Subject {
  const lock = new threading.Lock();
  return {
    async run(times) {
      const began = performance.now();
      for (let i = 0; i < times; i += 1) {
        await lock.acquire();
        lock.release();
      }
      return performance.now() - began;
    },
    check: () => refuseHeld(lock),
  };
}
