/**
 * Short tasks among long ones: how long each short one takes, in nanoseconds. There is always one long task, so that
 * one worker is free at any time; whoever sends a short one after it to the other waits for nothing.
 *
 * @module
 */

import type { Gauge } from '../../../engines/timing/subject.ts';
import type { Pool } from './pool.ts';
import { numbers, streamed } from './streamed.ts';
import { Tally } from './tally.ts';
import { tasks } from './tasks.ts';

const BURST = 8;
const PAUSE_MS = 2;
const LONG = 10_000;

export function mixed(pool: Pool): Gauge {
  const tally = new Tally();
  const expected = tasks.product(LONG);
  let over = false;
  const long = async (): Promise<void> => {
    while (!over) {
      const result = await pool.call('product', LONG);
      tally.take(result === expected, () => 'a long one');
    }
  };
  const short = async (index: number): Promise<number> => {
    const began = performance.now();
    const result = await pool.call('echo', index);
    const took = performance.now() - began;
    tally.take(result === index, () => `short task ${index}`);
    return took * 1e6;
  };
  return {
    async gauge(times) {
      await warmUp(pool);
      const longs = long();
      const shorts: Promise<number>[] = [];
      while (shorts.length < times) {
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
        for (let place = 0; place < BURST; place += 1) shorts.push(short(shorts.length));
      }
      const taken = await Promise.all(shorts);
      over = true;
      await longs;
      return taken;
    },
    check: () => tally.check(),
  };
}

/** Both workers have done some of either kind. */
async function warmUp(pool: Pool): Promise<void> {
  const subject = streamed(
    BURST,
    numbers((value) => pool.call('echo', value)),
  );
  await subject.run(2000);
  await Promise.all([LONG, LONG, LONG, LONG].map((most) => pool.call('product', most)));
  subject.check();
}
