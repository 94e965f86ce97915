import type { Harness } from './harness.ts';
import { PoolStorm } from './stress/pool-storm.ts';
import { durationOf } from './stress/seconds.ts';

const SECONDS = 2;

/** Workers that end at random points, from inside and from outside, while their calls share a queue and a lock. */
export function poolStressContract(h: Harness): void {
  const { ms, limit } = durationOf(h, SECONDS);
  h.describe('stress: a pool whose workers end at any time', () => {
    for (const [what, blocking, seed] of [
      ['block', true, 1212],
      ['await', false, 2121],
    ] as const) {
      h.test(
        `loses nothing but what they had in their hands, of calls that ${what}`,
        () => new PoolStorm(h.runtime, seed, blocking).run(ms),
        limit,
      );
    }
  });
}
