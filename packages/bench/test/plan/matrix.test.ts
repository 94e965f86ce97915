import { defineScenario, describeScenario } from '@interleave/core/scenario';
import { expect, test } from 'vitest';
import type { Subject } from '../../src/plan/contracts.ts';
import { type Choices, planJobs, unitSeed } from '../../src/plan/matrix.ts';
import { parseTargets } from '../../src/targets/registry.ts';
import { definition } from '../support/definition.ts';

const contract = describeScenario(
  defineScenario('file:///s.ts', {
    ...definition,
    variants: { one: { title: 'one' }, two: { title: 'two' } },
    outcomes: {
      one: [{ match: 'a', expect: 'may', why: 'x' }],
      two: [{ match: 'a', expect: 'may', why: 'x' }],
    },
    mutants: [{ id: 'm', why: 'x', variant: 'two', status: 'forbidden' }],
  }),
);
const subject: Subject = { id: 'small', path: '/nowhere/s.ts', contract };
const choices: Choices = { seed: 1, rounds: 2, mutants: false, paramsOf: () => ({ n: 3 }) };
const targets = parseTargets(['node', 'deno,bun'], { isolated: true });

test('every variant of every round on every target, once', () => {
  const jobs = planJobs([subject], targets, choices);
  expect(jobs).toHaveLength(2 * 2 * 3);
  const names = jobs.map(({ round, variant, target }) => `${round} ${variant} ${target.id}`);
  expect(new Set(names).size).toBe(names.length);
  expect(jobs.every(({ params }) => params['n'] === 3)).toBe(true);
});

test('the order is the seed’s', () => {
  const order = (seed: number): string =>
    planJobs([subject], targets, { ...choices, seed, rounds: 10 })
      .map(({ target }) => target.id)
      .join();
  expect(order(1)).toBe(order(1));
  expect(order(1)).not.toBe(order(2));
});

test('a variant has the same seed on every target, another in every round', () => {
  const jobs = planJobs([subject], targets, choices);
  const seeds = (round: number, variant: string): Set<number> =>
    new Set(jobs.filter((job) => job.round === round && job.variant === variant).map(({ seed }) => seed));
  expect(seeds(0, 'one').size).toBe(1);
  expect(seeds(0, 'one')).not.toEqual(seeds(1, 'one'));
  expect(seeds(0, 'one')).not.toEqual(seeds(0, 'two'));
  expect(unitSeed(1, 'a')).toBeLessThan(2 ** 32);
});

test('mutants come only when they are asked for, after the variants', () => {
  const jobs = planJobs([subject], targets, { ...choices, rounds: 1, mutants: true });
  expect(jobs.map(({ mutant }) => mutant?.id)).toEqual([...Array(6).fill(undefined), 'm', 'm', 'm']);
});

test('a target that has no part in a scenario has no units of it', () => {
  const python = parseTargets(['python'], { isolated: true });
  expect(planJobs([subject], python, choices)).toEqual([]);
});
