/**
 * The Mutex of the package `multithreading`.
 *
 * @module
 */

import { CorruptError, type Subject } from '../../../engines/timing/subject.ts';
import { contention, makeCounter } from '../contention.ts';
import { makeControl } from '../rendezvous.ts';
import { library } from './library.ts';

export async function uncontended(): Promise<Subject> {
  const { Mutex } = await library();
  const mutex = new Mutex();
  let held = 0;
  return {
    run(times) {
      const began = performance.now();
      for (let i = 0; i < times; i += 1) {
        const guard = mutex.blockingLock();
        held += 1;
        guard.dispose();
        held -= 1;
      }
      return performance.now() - began;
    },
    check: () => nobody(held),
  };
}

export async function asynchronous(): Promise<Subject> {
  const { Mutex } = await library();
  const mutex = new Mutex();
  let held = 0;
  return {
    async run(times) {
      const began = performance.now();
      for (let i = 0; i < times; i += 1) {
        const guard = await mutex.lock();
        held += 1;
        guard.dispose();
        held -= 1;
      }
      return performance.now() - began;
    },
    check: () => nobody(held),
  };
}

/** Its functions travel as source text, so the partner's whole life stands in one, word numbers and all. */
export async function contended(): Promise<Subject> {
  const { Mutex, move, spawn } = await library();
  const [control, counter] = [makeControl(), makeCounter()];
  const mutex = new Mutex(counter);
  void spawn(move(mutex, control), (lock, words) => {
    let order = 0;
    Atomics.store(words, 0, 1);
    for (;;) {
      for (let spin = 0; spin < 20_000 && Atomics.load(words, 1) === order; spin += 1);
      while (Atomics.load(words, 1) === order) Atomics.wait(words, 1, order);
      order = Atomics.load(words, 1);
      Atomics.store(words, 3, order);
      Atomics.notify(words, 3, 1);
      const times = Atomics.load(words, 2);
      for (let i = 0; i < times; i += 1) {
        const guard = lock.blockingLock();
        guard.value[0]! += 1;
        guard.dispose();
      }
      Atomics.store(words, 4, order);
      Atomics.notify(words, 4, 1);
    }
  });
  return contention(control, counter, (view, times) => {
    for (let i = 0; i < times; i += 1) {
      const guard = mutex.blockingLock();
      view[0]! += 1;
      guard.dispose();
    }
  });
}

function nobody(held: number): void {
  if (held !== 0) throw new CorruptError('The mutex is held though it was released');
}
