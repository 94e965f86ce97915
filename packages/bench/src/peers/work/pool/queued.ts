/**
 * Memory of tasks that wait: what the process has more of while the workers are held up and so many tasks have been
 * submitted, in bytes for each. Not the heap alone, because what waits in a port or in shared memory is in none.
 *
 * @module
 */

import process from 'node:process';
import type { Gauge } from '../../../engines/timing/subject.ts';
import { type Pool, WORKERS } from './pool.ts';
import { numbers, streamed } from './streamed.ts';
import { Tally } from './tally.ts';

/** Milliseconds: longer than it takes to submit. */
const HELD = 1000;
const WARM_UP = 5000;

export function queued(pool: Pool): Gauge {
  const tally = new Tally();
  return {
    async gauge(times) {
      await streamed(
        WARM_UP / 5,
        numbers((value) => pool.call('echo', value)),
      ).run(WARM_UP);
      const held = Array.from({ length: WORKERS }, () => pool.call('hold', HELD));
      // Those two are on their way before anything is counted.
      await turn();
      const before = process.memoryUsage().rss;
      const results = Array.from({ length: times }, (_, index) => pool.call('echo', index));
      // What is sent once a turn has been sent now.
      await turn();
      const after = process.memoryUsage().rss;
      for (const result of await Promise.all(held)) tally.take(result === HELD, () => 'one that was held up');
      for (const [index, result] of (await Promise.all(results)).entries())
        tally.take(result === index, () => `task ${index}`);
      return [Math.max(0, after - before) / times];
    },
    check: () => tally.check(),
  };
}

function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 5));
}
