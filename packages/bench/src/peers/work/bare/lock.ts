/**
 * A hand-written lock over Atomics.
 *
 * @module
 */

import { CorruptError, type Subject } from '../../../engines/timing/subject.ts';
import { contention, makeCounter } from '../contention.ts';
import { makeControl } from '../rendezvous.ts';
import { FutexLock } from './futex-lock.ts';
import { startWorker } from './start-worker.ts';

export function uncontended(): Subject {
  const lock = new FutexLock(makeCounter());
  return {
    run(times) {
      const began = performance.now();
      for (let i = 0; i < times; i += 1) {
        lock.lock();
        lock.unlock();
      }
      return performance.now() - began;
    },
    check: () => free(lock),
  };
}

export async function contended(): Promise<Subject> {
  const [control, word, counter] = [makeControl(), makeCounter(), makeCounter()];
  await startWorker(new URL('./lock-partner.ts', import.meta.url), { control, word, counter });
  const lock = new FutexLock(word);
  return contention(control, counter, (view, times) => addUnder(lock, view, times));
}

export function addUnder(lock: FutexLock, counter: Int32Array, times: number): void {
  for (let i = 0; i < times; i += 1) {
    lock.lock();
    counter[0]! += 1;
    lock.unlock();
  }
}

export function asynchronous(): Subject {
  const lock = new FutexLock(makeCounter());
  return {
    async run(times) {
      const began = performance.now();
      for (let i = 0; i < times; i += 1) {
        await lock.lockAsync();
        lock.unlock();
      }
      return performance.now() - began;
    },
    check: () => free(lock),
  };
}

function free(lock: FutexLock): void {
  if (lock.locked) throw new CorruptError('The lock is held though it was released');
}
