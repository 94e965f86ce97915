import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import { type RawRunOptions, readOptions } from '../../src/cli/options.ts';
import { readReporters } from '../../src/cli/reporters.ts';

const raw: RawRunOptions = { out: 'x', isolation: true };

test('a run is one round, so many rounds, or a time', () => {
  expect(readOptions([], raw).length).toEqual({ rounds: 1 });
  expect(readOptions([], { ...raw, rounds: '20' }).length).toEqual({ rounds: 20 });
  expect(readOptions([], { ...raw, budget: '2m' }).length).toEqual({ budget: 120_000 });
});

test('several units run at once only where no times are asked for, or as many as are asked for', () => {
  const jobs = (over: Partial<RawRunOptions>): number => readOptions([], { ...raw, ...over }).jobs;
  expect([jobs({}), jobs({ rounds: '6' }), jobs({ quick: true, budget: '2m' })]).toEqual([1, 1, 1]);
  expect(jobs({ quick: true })).toBe(Math.min(4, Math.ceil(availableParallelism() / 1.5)));
  expect([jobs({ jobs: '3' }), jobs({ quick: true, jobs: '1' })]).toEqual([3, 1]);
});

test('a run tells as much as it is asked to', () => {
  expect(readOptions([], raw).detail).toBe('normal');
  expect(readOptions([], { ...raw, quiet: true }).detail).toBe('quiet');
  expect(readOptions([], { ...raw, verbose: true }).detail).toBe('verbose');
});

test.each([
  [{ jobs: '0' }, '--jobs takes an integer from 1 to 64'],
  [{ jobs: '2', budget: '2m' }, '--jobs and --budget exclude each other'],
  [{ rounds: '0' }, '--rounds takes an integer from 1 to 1000'],
  [{ rounds: 'x' }, "not 'x'"],
  [{ budget: '2' }, '--budget takes a time such as 90s, 2m or 1h'],
  [{ budget: '0s' }, '--budget takes a time'],
  [{ budget: '2m', rounds: '6' }, 'give one'],
  [{ quiet: true, verbose: true }, '--quiet and --verbose both say how much is told: give one'],
  [{ reporter: ['jsn'] }, "There is no reporter 'jsn': did you mean 'json'?"],
  [{ reporter: [','] }, '--reporter names none'],
])('%j is bad input', (over, sentence) => {
  expect(() => readOptions([], { ...raw, ...over })).toThrow(sentence);
});

test('reporters are lists, given once or several times; all where absent', () => {
  expect(readReporters(['md,json', 'terminal'], {})).toEqual(['terminal', 'json', 'md']);
  expect(readReporters(undefined, {})).toEqual(['terminal', 'json', 'html', 'md', 'junit']);
  expect(readReporters(undefined, { GITHUB_ACTIONS: 'true' })).toContain('github');
  expect(readReporters(['json'], { GITHUB_ACTIONS: 'true' })).toEqual(['json']);
});
