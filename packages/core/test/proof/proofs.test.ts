import { describe, expect, test } from 'vitest';
import { proofs } from '../../src/testing/proof/index.ts';

const groups = [...new Set(proofs.map(({ of }) => of))];

describe.each(groups)('%s, explored', (group) => {
  test.each(
    proofs
      .filter(({ of }) => of === group)
      .map((one) => [one.what, JSON.stringify(one.limits), one] as const),
  )(
    '%s, %s',
    async (_what, _limits, { run }) => {
      const { failure, complete, schedules, steps, states, ms } = await run({ ms: 60_000 });
      console.log(
        `${group}: ${_what} ${_limits}: ${schedules} schedules, ${steps} steps, ${states} states, ${Math.round(ms)} ms`,
      );
      if (failure !== undefined)
        throw new Error(
          `${failure.kind}: ${failure.message}\n${failure.schedule}\n${failure.steps.map((s) => `${s.agent.padEnd(14)} ${s.what} ${s.word} -> ${s.result} ${s.source}`).join('\n')}`,
        );
      expect(complete).toBe(true);
    },
    120_000,
  );
});
