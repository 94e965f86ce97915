import { expect, test } from 'vitest';
import { Definitions, definitionsOf, findDefinition } from '../../src/futures/pool/definitions.ts';
import type { TaskAddress } from '../../src/task/task.ts';
import { PoolBench } from './pool-bench.ts';

const task = (name: string, group = '', url = 'file:///tasks.ts'): TaskAddress => ({ url, group, name });

test('a task has one number, whichever of its addresses is given', () => {
  const { owner, pool } = new PoolBench();
  const definitions = new Definitions(owner, pool);
  const square = task('square');
  const numbers = [square, task('cube'), square, task('square'), task('square', 'other'), task('cube')].map(
    (one) => definitions.numberOf(one),
  );
  expect(numbers).toEqual([0, 1, 0, 0, 2, 1]);
  expect([0, 1, 2].map((number) => definitions.nameOf(number))).toEqual(['square', 'cube', 'square']);
  expect(definitionsOf(owner, pool)).toHaveLength(3);
});

test('another agent finds it by its number, whatever its name is', () => {
  const bench = new PoolBench();
  const definitions = new Definitions(bench.owner, bench.pool);
  const tasks = [
    task('square'),
    task('"quoted", ünïcode', 'gröup'),
    task('x'.repeat(3000), '', 'data:text/plain,é'),
  ];
  const worker = bench.agent();
  for (const one of tasks) expect(findDefinition(worker, bench.pool, definitions.numberOf(one))).toEqual(one);
  for (const one of tasks) expect(findDefinition(worker, bench.pool, definitions.numberOf(one))).toEqual(one);
});

test('a number that no task has is an error', () => {
  const { owner, pool } = new PoolBench();
  new Definitions(owner, pool).numberOf(task('square'));
  expect(() => findDefinition(owner, pool, 7)).toThrow('Cannot find the task 7 of the pool');
});
