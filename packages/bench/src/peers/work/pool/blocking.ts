/**
 * Tasks that do nothing, each waited for with this thread blocked; the operation is a round trip.
 *
 * @module
 */

import type { Subject } from '../../../engines/timing/subject.ts';
import { Tally } from './tally.ts';

export function blocked(call: (value: number) => unknown): Subject {
  const tally = new Tally();
  let next = 0;
  return {
    run(times) {
      const began = performance.now();
      for (const end = next + times; next < end; next += 1)
        tally.take(call(next) === next, () => `task ${next}`);
      return performance.now() - began;
    },
    check: () => tally.check(),
  };
}
