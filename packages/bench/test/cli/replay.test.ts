import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { replay } from '../../src/cli/replay.ts';
import { redraw } from '../../src/cli/report.ts';
import { InputError } from '../../src/input-error.ts';
import { fixture, folder, interleave, readReport } from '../support/cli.ts';

const coin = fixture('coin.ts');

test('what a report says to type shows the same outcome again', async () => {
  const out = folder();
  const args = ['--on', 'node', '--quick', '--param', 'bias=0.6', '--seed', '9', '--mutants'];
  await interleave(['run', coin, ...args, '--reporter', 'json', '--out', out]);
  const [cell] = readReport(out).cells;
  expect(cell?.replay).toMatch(/^interleave run \S+ --on node --seed 9 --quick --param bias=0\.6 --mutants$/);
  for (const name of ['fair', 'mutant-painted']) {
    const told = cell?.variants.find(({ variant }) => variant === name);
    const [, ...words] = told?.replay.split(' ') ?? [];
    expect(words.slice(0, 2)).toEqual(['replay', expect.stringContaining('coin.ts')]);
    const again = folder();
    const { code, stderr } = await interleave([...words, '--reporter', 'json', '--out', again]);
    expect(code, stderr).toBe(0);
    const { variant, status, replay, seed, observations, counters } = told ?? {};
    expect(readReport(again).cells[0]?.variants).toMatchObject([
      { variant, status, replay, seed, observations, counters },
    ]);
  }
});

test('without a reporter it shows what came of it, and writes nothing', async () => {
  const cwd = folder();
  const words = [
    'replay',
    coin,
    '--on',
    'node',
    '--variant',
    'heads',
    '--seed',
    '5',
    '--out',
    join(cwd, 'x'),
  ];
  const { code, stdout } = await interleave(words);
  expect(code).toBe(0);
  expect(stdout).toContain("'heads'");
  expect(stdout).toContain('seed 5');
  expect(readdirSync(cwd)).toEqual([]);
  const quiet = await interleave([...words, '--quiet']);
  expect(quiet).toMatchObject({ code: 0, stderr: '' });
  expect(quiet.stdout).not.toContain("'heads'");
  expect(quiet.stdout).toContain('seed 5');
});

test('of a module with several scenarios, one is replayed, by name', async () => {
  const { signal } = new AbortController();
  const raw = { out: 'x', isolation: true, on: ['node'], seed: '1' };
  const sentence = /replay takes one scenario, and \S+twins\.ts has \w+, .*: write \S+twins\.ts#\w+$/;
  await expect(replay(fixture('twins.ts'), raw, signal)).rejects.toThrow(sentence);
});

test.each([
  [{}, 'replay needs --seed'],
  [{ seed: '1', variant: 'fare' }, "coin.ts has no variant 'fare': did you mean 'fair'?"],
  [{ seed: '1', mutant: 'paintd' }, "did you mean 'painted'?"],
  [{ seed: '1', variant: 'fair', mutant: 'painted' }, 'give one'],
])('of replay, %j is bad input', async (raw, sentence) => {
  const { signal } = new AbortController();
  const replayed = replay(coin, { out: 'x', isolation: true, on: ['node'], ...raw }, signal);
  await expect(replayed).rejects.toThrow(sentence);
  await expect(replayed).rejects.toThrow(InputError);
});

test('report draws again, to the byte, what the run wrote', async () => {
  const [out, again] = [folder(), folder()];
  const env = { GITHUB_ACTIONS: 'true' };
  const ran = await interleave(['run', coin, '--on', 'node,bun@/nowhere', '--out', out], env);
  expect(ran.code).toBe(2);
  const first = await interleave(['run', coin, '--on', 'node,python', '--seed', '3', '--out', out], env);
  expect(first.stdout).toContain('::notice file=packages/bench/test/fixtures/coin.ts,');
  const second = await interleave(['report', join(out, 'report.json'), '--out', again], env);
  expect(second.code).toBe(0);
  const files = ['junit.xml', 'report.html', 'report.json', 'report.md'];
  expect(readdirSync(again).toSorted()).toEqual(files);
  for (const file of files)
    expect(readFileSync(join(again, file), 'utf8'), file).toBe(readFileSync(join(out, file), 'utf8'));
  const shown = (text: string, dir: string): string => text.trimStart().replaceAll(dir, 'DIR');
  expect(shown(second.stdout, again)).toBe(shown(first.stdout, out));
});

test.each([
  ['./nowhere.json', [], 'Cannot read ./nowhere.json: there is no such file'],
  ['docs', [], 'it is a folder; name the file: docs/report.json'],
  ['package.json', [], 'package.json: this is not a valid report'],
  ['README.md', [], 'it is not JSON'],
  ['package.json', ['htm'], "did you mean 'html'?"],
])('of report, %s with %j is bad input', async (file, reporter, sentence) => {
  const drawn = redraw(file, reporter.length === 0 ? {} : { reporter });
  await expect(drawn).rejects.toThrow(sentence);
  await expect(drawn).rejects.toThrow(InputError);
});

test('a budget is divided into rounds, at least one of everything', async () => {
  const out = folder();
  await interleave([
    'run',
    coin,
    '--on',
    'node',
    '--quick',
    '--budget',
    '1s',
    '--reporter',
    'json',
    '--out',
    out,
  ]);
  const report = readReport(out);
  expect(report.requested).toMatchObject({ rounds: null, budgetMs: 1000 });
  const rounds = report.scenarios[0]?.rounds ?? 0;
  for (const { observations, measures } of report.cells[0]?.variants ?? []) {
    expect(observations.reduce((sum, { count }) => sum + count, 0)).toBe(10 * rounds);
    expect(measures[0]?.rounds).toHaveLength(rounds);
  }
  expect(report.warnings.length, report.warnings.join()).toBe(rounds === 1 ? 1 : 0);
});
