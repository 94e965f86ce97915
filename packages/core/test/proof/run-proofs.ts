/**
 * Every schedule of the primitives, within the bounds that stand beside each.
 *
 * @module
 */

import { describe, expect, test } from 'vitest';
import { explore, showFailure } from '../../src/explore/index.ts';
import { proofs } from '../../src/testing/proof/index.ts';

/** Those that take the longest: half of all the time. */
const LONG = ['blocks', 'slots', 'Lock, fair', 'RLock', 'Barrier'];

/** Declares the explorations of one half as tests; each half has a file of its own, so that they may run at once. */
export function runProofs(half: 'long' | 'short'): void {
  const groups = [...new Set(proofs.map(({ group }) => group))];
  const mine = groups.filter((group) => LONG.includes(group) === (half === 'long'));
  describe.each(mine)('%s, explored', (group) => {
    const its = proofs.filter((proof) => proof.group === group);
    test.each(its.map((one) => [one.name, JSON.stringify(one.limits), one] as const))(
      '%s, %s',
      async (what, limits, proof) => {
        const { failure, complete, schedules, steps, states } = await explore(proof);
        console.log(`${group}: ${what} ${limits}: ${schedules} schedules, ${steps} steps, ${states} states`);
        if (failure !== undefined) throw new Error(showFailure(failure));
        // Where no number of schedules is given, it was all of them.
        if (proof.limits.schedules === undefined) expect(complete).toBe(true);
      },
      120_000,
    );
  });
}
