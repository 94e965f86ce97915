import { expect, test } from 'vitest';
import { fixture, folder, interleave, readReport, statuses } from '../support/cli.ts';

const twins = fixture('twins.ts');

test('mutants that live, die otherwise, ran nowhere or are missing are each a sentence, and the exit code is 1', async () => {
  const out = folder();
  const { code, stdout, stderr } = await interleave(['mutants', twins, '--on', 'node,deno', '--out', out]);
  const fooled = readReport(out).cells.find((cell) => cell.scenario === 'fooled' && cell.target === 'node');
  const idles = fooled?.variants.find(({ variant }) => variant === 'mutant-idles');
  expect(code, stderr).toBe(1);
  expect(stdout).toContain(
    'fooled, mutant idles, lived on node (It idles): The mutant must end as forbidden and ended as pass',
  );
  expect(stdout).toContain('fooled, mutant idles, lived on deno');
  expect(stdout).toContain(
    'mistaken, mutant throws, died otherwise on deno (It throws): The mutant must end as forbidden and ended as error: RangeError: on purpose',
  );
  expect(stdout).toContain('barren has no mutant');
  expect(stdout).toContain('needy, mutant breaks, ran nowhere: It needs time-travel');
  expect(stdout).toContain('6 complaints');
  expect(stdout).toContain(
    `interleave replay './packages/bench/test/fixtures/twins.ts#fooled' --on node --mutant idles --seed ${idles?.seed} --quick\n`,
  );
  expect(fooled?.replay).toMatch(/^interleave mutants '\S+#fooled' --on node --seed \d+$/);
  expect(stdout).not.toContain('sound');
});

test('where all die as they say, it says so and runs nothing else', async () => {
  const out = folder();
  const { code, stdout } = await interleave(['mutants', `${twins}#sound`, '--on', 'node', '--out', out]);
  expect(stdout).toContain('Every mutant was killed: 1 mutant of 1 scenario on Node.');
  expect(statuses(readReport(out), 'node')).toEqual({ 'mutant-breaks': 'pass' });
  expect(code).toBe(0);
});

test('a scenario without a mutant is told what it lacks before anything runs', async () => {
  const { code, stderr } = await interleave([
    'mutants',
    `${twins}#barren`,
    '--on',
    'node',
    '--out',
    folder(),
  ]);
  expect(stderr).toContain('barren has no mutant. A scenario that cannot fail shows nothing');
  expect(code).toBe(2);
});
