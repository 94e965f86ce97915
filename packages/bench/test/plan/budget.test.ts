import { defineScenario, describeScenario } from '@interleave/core/scenario';
import { expect, test } from 'vitest';
import { newRecord } from '../../src/engines/unit-record.ts';
import { roundsWithin, wholeRounds } from '../../src/plan/budget.ts';
import type { Done } from '../../src/plan/run-plan.ts';
import { parseTargets } from '../../src/targets/registry.ts';
import { definition } from '../support/definition.ts';

const [target] = parseTargets(['node'], { isolated: true });
if (target === undefined) throw new Error('node is a target');

/** The units of a first round, each so long (ms). */
function first(costs: Readonly<Record<string, readonly number[]>>): Done[] {
  return Object.entries(costs).flatMap(([id, units]) => {
    const contract = describeScenario(defineScenario('file:///s.ts', { ...definition, id }));
    const subject = { id, path: '/s.ts', contract };
    const job = {
      subject,
      target,
      variant: 'one',
      mutant: undefined,
      round: 0,
      seed: 1,
      params: {},
    } as Done['job'];
    return units.map((durationMs) => {
      return {
        job,
        record: { ...newRecord(), durationMs },
        judgement: { status: 'pass', reason: '' },
      } as Done;
    });
  });
}

function rounds(costs: Readonly<Record<string, readonly number[]>>, left: number): Record<string, number> {
  return Object.fromEntries(roundsWithin(first(costs), left));
}

test('each scenario gets its part of the time, and as many rounds as fit', () => {
  expect(rounds({ quick: [50, 50], slow: [400, 600] }, 10_000)).toEqual({ slow: 6, quick: 51 });
});

test('what a scenario is too slow to use is for the others', () => {
  expect(rounds({ quick: [100], endless: [9000] }, 10_000)).toEqual({ endless: 1, quick: 101 });
});

test('never fewer than one, also where the time is over', () => {
  expect(rounds({ a: [10], b: [20] }, -5000)).toEqual({ a: 1, b: 1 });
  expect(rounds({ a: [0] }, 10_000_000)).toEqual({ a: 1000 });
});

test('the time is over at the end of what a scenario has begun, not of what all have', () => {
  const [a, b] = [{ id: 'a' }, { id: 'b' }];
  const jobs = [1, 2].flatMap((round) => [a, a, b, b].map((subject) => ({ subject, round }) as Done['job']));
  const ran = (time: number): string[] => {
    const run: string[] = [];
    for (const { subject, round } of wholeRounds(jobs, () => run.length > time))
      run.push(`${subject.id}${round}`);
    return run;
  };
  expect(ran(-1)).toEqual([]);
  expect(ran(0)).toEqual(['a1', 'a1']);
  expect(ran(2)).toEqual(['a1', 'a1', 'b1', 'b1']);
  expect(ran(4)).toEqual(['a1', 'a1', 'b1', 'b1', 'a2', 'a2']);
  expect(ran(99)).toHaveLength(8);
});
