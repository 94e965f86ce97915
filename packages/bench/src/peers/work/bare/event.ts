/**
 * Two words, each stored and notified by one thread and waited for by the other.
 *
 * @module
 */

import type { Subject } from '../../../engines/timing/subject.ts';
import { pingPong } from '../ping-pong.ts';
import { makeControl } from '../rendezvous.ts';
import { startWorker } from './start-worker.ts';

export const PING = 0;
export const PONG = 16;

export async function roundTrip(): Promise<Subject> {
  const control = makeControl();
  const words = new Int32Array(new SharedArrayBuffer(128));
  await startWorker(new URL('./event-partner.ts', import.meta.url), { control, words });
  let count = 0;
  return pingPong(control, (times) => {
    for (let i = 0; i < times; i += 1) {
      count = (count + 1) | 0;
      Atomics.store(words, PING, count);
      Atomics.notify(words, PING, 1);
      awaitWord(words, PONG, count);
    }
    return times;
  });
}

/** Blocks until the word is this. */
export function awaitWord(words: Int32Array, word: number, value: number): void {
  for (;;) {
    const seen = Atomics.load(words, word);
    if (seen === value) return;
    Atomics.wait(words, word, seen);
  }
}
