/**
 * A timer of 10 ms in the main thread while a pool is busy; the operation is a tick. A pool that holds on to the event
 * loop makes ticks late, and late ones are lost.
 *
 * @module
 */

import type { Subject } from '../../../engines/timing/subject.ts';
import { Tally } from './tally.ts';
import type { Stream } from './streamed.ts';

const PERIOD_MS = 10;

/** The load goes on between samples, for as long as the process does. */
export function timers(lanes: number, stream: Stream): Subject {
  const tally = new Tally();
  let next = 0;
  const run = async (lane: number): Promise<never> => {
    for (;;) {
      const index = next;
      next += 1;
      const result = await stream.send(index, lane);
      tally.take(stream.right(result, index, lane), () => `task ${index}`);
    }
  };
  const load = Promise.all(Array.from({ length: lanes }, (_, lane) => run(lane)));
  return {
    run: (times) => Promise.race([ticks(times), load.then(() => 0)]),
    check: () => tally.check(),
  };
}

function ticks(times: number): Promise<number> {
  return new Promise((resolve) => {
    let left = times;
    const began = performance.now();
    const timer = setInterval(() => {
      left -= 1;
      if (left > 0) return;
      clearInterval(timer);
      resolve(performance.now() - began);
    }, PERIOD_MS);
  });
}
