import { expect, test } from 'vitest';
import { doctor } from '../../src/cli/doctor.ts';
import { noiseOf, trustIn } from '../../src/report/bench/noise.ts';
import { interleave } from '../support/cli.ts';
import { alike, entry, reportOf, steady } from './fixture.ts';

function noise(again: readonly number[], rounds = steady(12_000)): ReturnType<typeof noiseOf> {
  const [benchmark] = reportOf([
    entry({ by: 'bare', rounds }),
    entry({ by: 'bare', again: true, rounds: again }),
  ]).benchmarks;
  if (benchmark === undefined) throw new Error('There is one');
  return noiseOf(benchmark);
}

test('a reference that is like itself is calm', () => {
  const found = noise(alike(12_000));
  expect(found).toEqual([
    {
      runtime: 'node',
      state: 'calm',
      sentence: expect.stringMatching(/^\S+ µs each, 1\.00× \(0\.990 to 1\.01\) of itself\. /),
    },
  ]);
  expect(found[0]?.sentence).toContain('Calm: differences of 5 % and more are told');
  expect(trustIn(found)).toContain('can be trusted');
});

test('one that is not is noisy, and says what is not decided', () => {
  const wide = noise(steady(12_000).map((each, round) => each * (round % 2 === 0 ? 0.8 : 1.25)));
  expect(wide[0]?.sentence).toContain(
    'Noisy: it is not told from itself to within 25 %, so that differences below 25 % are not decided',
  );
  const shifted = noise(steady(18_000));
  expect(shifted[0]?.sentence).toContain(
    'it differs from itself, so that differences below 50 % are not decided',
  );
  expect(noise(steady(48_000))[0]?.sentence).toContain('below 4× are not decided');
  expect(trustIn(shifted)).toContain('noisy (node)');
});

test('what was not measured is not called calm', () => {
  const few = noise([1, 1], [1, 1]);
  expect(few[0]).toMatchObject({ state: 'unknown' });
  expect(trustIn(few)).toBe('Nothing can be said of node.');
  const [benchmark] = reportOf([
    entry({ by: 'bare', status: 'hangs', reason: 'It was killed', rounds: [null] }),
  ]).benchmarks;
  expect(benchmark === undefined ? [] : noiseOf(benchmark)).toEqual([
    { runtime: 'node', state: 'unknown', sentence: 'hangs: It was killed' },
  ]);
});

test('doctor --noise measures each runtime against itself and says what that allows', async () => {
  const args = ['doctor', '--on', 'node', '--noise', '--rounds', '6', '--seed', '4'];
  const { code, stdout, stderr } = await interleave(args);
  expect(code, stderr).toBe(0);
  expect(stdout).toMatch(
    /^A\/A: two threads that wake each other, by hand, twice in each of 6 rounds \(.*, seed 4\)$/m,
  );
  expect(stdout).toMatch(/^ {2}node {2}\S+ \S+ each, \S+× \(\S+ to \S+\) of itself\. (Calm|Noisy): /m);
  expect(stdout).toMatch(/The machine is (calm|noisy)/);
});

test.each([
  [{ noise: true, rounds: '5' }, '--rounds takes an integer from 6 to 1000'],
  [{ noise: true, seed: 'x' }, '--seed takes an integer'],
  [{ rounds: '6' }, 'are those of --noise'],
  [{ noise: true, on: ['python'] }, '--noise measures node, deno, bun'],
])('%j is bad input', async (raw, sentence) => {
  await expect(doctor(raw, new AbortController().signal)).rejects.toThrow(sentence);
});
