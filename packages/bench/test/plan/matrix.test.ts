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
const choices: Choices = { seed: 1, roundsOf: () => [0, 2], mutants: false, paramsOf: () => ({ n: 3 }) };
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
    planJobs([subject], targets, { ...choices, seed, roundsOf: () => [0, 10] })
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
  const jobs = planJobs([subject], targets, { ...choices, roundsOf: () => [0, 1], mutants: true });
  expect(jobs.map(({ mutant }) => mutant?.id)).toEqual([...Array(6).fill(undefined), 'm', 'm', 'm']);
});

test('a target that has no part in a scenario has no units of it', () => {
  const python = parseTargets(['python'], { isolated: true });
  expect(planJobs([subject], python, choices)).toEqual([]);
});

test('a round is the same, whichever rounds are planned with it', () => {
  const planned = (first: number, end: number): unknown[] =>
    planJobs([subject], targets, { ...choices, roundsOf: () => [first, end] })
      .filter(({ round }) => round === 3)
      .map(({ variant, target, seed }) => [variant, target.id, seed]);
  expect(planned(3, 4)).toEqual(planned(0, 10));
  expect(planned(3, 4)).toHaveLength(6);
});

test('after the first round no variant always comes first', () => {
  const jobs = planJobs([subject], targets.slice(0, 1), { ...choices, roundsOf: () => [0, 20] });
  const firsts = jobs.filter((_, at) => at % 2 === 0).map(({ variant }) => variant);
  expect(firsts[0]).toBe('one');
  expect(new Set(firsts).size).toBe(2);
});

test('rounds go over all scenarios, each as far as it has some', () => {
  const other: Subject = { ...subject, id: 'other', contract: { ...contract, id: 'other' } };
  const roundsOf: Choices['roundsOf'] = ({ id }) => (id === 'other' ? [0, 1] : [0, 3]);
  const jobs = planJobs([subject, other], targets, { ...choices, roundsOf });
  const order = jobs.map((job) => `${job.round} ${job.subject.id}`);
  expect([...new Set(order)]).toEqual(['0 small', '0 other', '1 small', '2 small']);
});

test('what is replayed is one variant or mutant, in every round with the seed itself', () => {
  const only = (variant?: string, mutant?: string): unknown[] =>
    planJobs([subject], targets.slice(0, 1), { ...choices, seed: 77, only: { variant, mutant } }).map(
      (job) => [job.mutant?.id ?? job.variant, job.seed],
    );
  expect(only('two')).toEqual([
    ['two', 77],
    ['two', 77],
  ]);
  expect(only(undefined, 'm')).toEqual([
    ['m', 77],
    ['m', 77],
  ]);
  expect(only()).toHaveLength(4);
});

test('of what is about time the reference comes twice in each round, with the same seed, and not where one is replayed', () => {
  const timed: Subject = { ...subject, contract: { ...contract, engine: 'timing' } };
  const again = { ...choices, again: true };
  const jobs = planJobs([timed], targets, again);
  expect(jobs).toHaveLength(2 * 3 * 3);
  const second = jobs.filter((job) => job.again);
  expect(second.map(({ round, variant, target }) => `${round} ${variant} ${target.id}`).toSorted()).toEqual(
    ['bun', 'deno', 'node'].flatMap((id) => [`0 one ${id}`, `1 one ${id}`]).toSorted(),
  );
  for (const job of second) {
    const first = jobs.find(
      ({ round, variant, target, again: it }) =>
        !it && round === job.round && variant === 'one' && target === job.target,
    );
    expect(job.seed).toBe(first?.seed);
  }
  expect(planJobs([subject], targets, again)).toEqual(planJobs([subject], targets, choices));
  const only = { variant: 'one', mutant: undefined };
  expect(planJobs([timed], targets, { ...again, only })).toHaveLength(2 * 3);
  expect(planJobs([timed], targets, { ...again, variants: false, mutants: true })).toHaveLength(2 * 3);
});
