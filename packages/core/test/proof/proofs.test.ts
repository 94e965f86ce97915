/**
 * Every schedule of the primitives, within the bounds that stand beside each.
 *
 * @module
 */

import { describe, expect, test } from 'vitest';
import { explore, showFailure } from '../../src/explore/index.ts';
import { proofs } from '../../src/testing/proof/index.ts';

const groups = [...new Set(proofs.map(({ group }) => group))];

describe.each(groups)('%s, explored', (group) => {
  const mine = proofs.filter((proof) => proof.group === group);
  test.each(mine.map((one) => [one.name, JSON.stringify(one.limits), one] as const))(
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
