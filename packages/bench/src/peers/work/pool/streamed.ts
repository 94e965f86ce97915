/**
 * A stream of tasks, of which never more than so many are in flight; the operation is a task.
 *
 * @module
 */

import type { Subject } from '../../../engines/timing/subject.ts';
import { Tally } from './tally.ts';

/** The tasks of a stream, by their numbers and the lanes that send them. */
export interface Stream {
  send(index: number, lane: number): PromiseLike<unknown>;
  /** Whether this is what should have come back. */
  right(result: unknown, index: number, lane: number): boolean;
}

/**
 * Each of so many lanes sends its next task when its last one has come back, as a program does that limits itself. A
 * sample begins and ends with nothing in flight.
 */
export function streamed(lanes: number, stream: Stream): Subject {
  const tally = new Tally();
  let next = 0;
  const run = async (lane: number, end: number): Promise<void> => {
    while (next < end) {
      const index = next;
      next += 1;
      const result = await stream.send(index, lane);
      tally.take(stream.right(result, index, lane), () => `task ${index}`);
    }
  };
  return {
    async run(times) {
      const end = next + times;
      const began = performance.now();
      await Promise.all(Array.from({ length: Math.min(lanes, times) }, (_, lane) => run(lane, end)));
      return performance.now() - began;
    },
    check: () => tally.check(),
  };
}

/** Tasks that do nothing. */
export function numbers(call: (value: number) => PromiseLike<unknown>): Stream {
  return { send: call, right: (result, index) => result === index };
}
