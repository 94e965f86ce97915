import { defineScenario, describeScenario, type Status } from '@interleave/core/scenario';
import { expect, test } from 'vitest';
import { newRecord, type UnitRecord } from '../../src/engines/unit-record.ts';
import type { Done } from '../../src/plan/run-plan.ts';
import { cellsOf } from '../../src/results/cells.ts';
import { parseTargets } from '../../src/targets/registry.ts';
import { definition } from '../support/definition.ts';

const measures = [{ id: 'wall', title: 'Wall time', unit: 'ms', better: 'lower' }] as const;
const contract = describeScenario(defineScenario('file:///s.ts', { ...definition, measures: [...measures] }));
const subject = { id: 'small', path: '/s.ts', contract };
const [target] = parseTargets(['node'], { isolated: true });

/** A round of the only variant, whose seed is its number. */
function round(at: number, status: Status, samples: readonly number[], key = 'a'): Done {
  if (target === undefined) throw new Error('node is a target');
  const record: UnitRecord = {
    ...newRecord(),
    fate: { kind: 'ended' },
    histogram: new Map([[key, 1]]),
    measures: samples.length === 0 ? new Map() : new Map([['wall', [...samples]]]),
  };
  const job = { subject, target, variant: 'one', mutant: undefined, round: at, seed: at, params: {} };
  return { job, record, judgement: { status, reason: '' } };
}

function variantOf(
  rounds: readonly Done[],
): ReturnType<typeof cellsOf>[number]['variants'][number] | undefined {
  const replays = { cell: () => 'all', unit: ({ job }: Done) => `seed ${job.seed}` };
  return cellsOf(rounds, new Map(), replays)[0]?.variants[0];
}

test('a measure has a value for each round, and all its samples', () => {
  const variant = variantOf([round(0, 'pass', [3, 1, 2]), round(1, 'pass', []), round(2, 'pass', [5, 6])]);
  expect(variant?.measures).toEqual([
    { id: 'wall', samples: [3, 1, 2, 5, 6], median: 3, min: 1, max: 6, rounds: [2, null, 5.5] },
  ]);
});

test('the round that shows what went wrong is the one to run again', () => {
  const rounds = [round(0, 'pass', [1]), round(1, 'forbidden', [1], 'b'), round(2, 'forbidden', [1], 'b')];
  expect(variantOf(rounds)).toMatchObject({ status: 'forbidden', seed: 1, replay: 'seed 1' });
  expect(variantOf([round(0, 'pass', [1]), round(1, 'pass', [1])])).toMatchObject({ seed: 0 });
});

test('what ran again in each round has measures of its own, and its outcomes count', () => {
  const twice = ({ job, ...done }: Done): Done => ({ ...done, job: { ...job, again: true } });
  const variant = variantOf([
    round(0, 'pass', [10]),
    twice(round(0, 'pass', [11])),
    round(1, 'pass', [20]),
    twice(round(1, 'forbidden', [19], 'b')),
  ]);
  expect(variant?.measures[0]?.rounds).toEqual([10, 20]);
  expect(variant?.again?.[0]?.rounds).toEqual([11, 19]);
  expect(variant?.status).toBe('forbidden');
  expect(variantOf([round(0, 'pass', [10])])).not.toHaveProperty('again');
});

test('what is missing in every round is told once', () => {
  const lacking = (at: number): Done => {
    const { job, record, judgement } = round(at, 'precondition', []);
    return { job, judgement, record: { ...record, missing: [{ name: 'proc', reason: 'a page has none' }] } };
  };
  expect(variantOf([lacking(0), lacking(1), lacking(2)])?.reason).toBe(
    variantOf([lacking(0), lacking(1)])?.reason,
  );
  expect(variantOf([lacking(0), lacking(1)])?.reason.match(/a page has none/g)).toHaveLength(1);
});
