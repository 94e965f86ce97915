import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BROWSERS } from '../support/browsers.ts';
import { fixture, folder, interleave, readReport, statuses } from '../support/cli.ts';

test('a scenario of one’s own runs on every runtime and leaves a report in four forms', async () => {
  const out = folder();
  const on = ['node', 'deno', 'bun', ...BROWSERS].join();
  const args = [
    'run',
    fixture('coin.ts'),
    '--on',
    on,
    '--quick',
    '--seed',
    '3',
    '--param',
    'bias=0.5',
    '--out',
    out,
  ];
  const { code, stdout, stderr } = await interleave(args);
  expect(code, stderr).toBe(0);
  const report = readReport(out);
  expect(report.verdict.status).toBe('interesting');
  expect(report.targets.map(({ id, version }) => [id, /^\d+\.\d+/.test(version ?? '')])).toEqual(
    on.split(',').map((id) => [id, true]),
  );
  for (const target of on.split(','))
    expect(statuses(report, target)).toEqual({ fair: 'interesting', heads: 'pass' });
  // The same seed throws the same coin in every runtime.
  const fair = report.cells.map(({ variants }) =>
    variants[0]?.observations.map(({ key, count }) => `${key} ${count}`).join(),
  );
  expect(new Set(fair).size).toBe(1);
  const [variant] = report.cells[0]?.variants ?? [];
  expect(variant?.counters).toEqual({ thrown: 10 });
  expect(variant?.measures[0]?.samples).toHaveLength(10);
  expect(variant?.spans).toHaveLength(10);
  expect(variant?.logs).toContain('thrown by fair');
  expect(report.scenarios[0]?.params.find(({ name }) => name === 'throws')).toMatchObject({
    value: 10,
    default: 20,
  });
  expect(report.scenarios[0]?.source.text).toContain('defineScenario');
  expect(report.cells[0]?.replay).toMatch(
    /^interleave run \S+coin\.ts --on \w+ --seed 3 --quick --param bias=0\.5$/,
  );
  expect(readdirSync(out).sort()).toEqual(['junit.xml', 'report.html', 'report.json', 'report.md']);
  expect(readFileSync(join(out, 'report.html'), 'utf8')).toContain('A coin');
  expect(stdout).toContain(join(out, 'report.html'));
  expect(stderr, 'plain lines off a terminal').not.toContain('\u001b');
});

test('mutants must fail as they say; one that survives proves nothing', async () => {
  const out = folder();
  const { code } = await interleave([
    'run',
    fixture('coin.ts'),
    '--on',
    'node',
    '--quick',
    '--mutants',
    '--out',
    out,
  ]);
  expect(statuses(readReport(out), 'node')).toMatchObject({
    'mutant-painted': 'pass',
    'mutant-tough': 'vacuous',
  });
  expect(code).toBe(1);
});

test('rounds add up', async () => {
  const out = folder();
  await interleave(['run', fixture('coin.ts'), '--on', 'node', '--quick', '--rounds', '3', '--out', out]);
  const heads = readReport(out).cells[0]?.variants.find(({ variant }) => variant === 'heads');
  expect(heads?.observations).toMatchObject([{ key: 'heads', count: 30 }]);
});

test('a runtime at a path is a column of its own', async () => {
  const out = folder();
  const at = `node@${process.execPath}`;
  const { code, stderr } = await interleave([
    'run',
    fixture('coin.ts'),
    '--on',
    `node,${at}`,
    '--quick',
    '--seed',
    '3',
    '--out',
    out,
  ]);
  expect(readReport(out).targets.map(({ id }) => id)).toEqual(['node', at]);
  expect(code, stderr).toBe(0);
});

test('list tells what there is, doctor what can run it', async () => {
  const { stdout, code } = await interleave(['list', fixture('coin.ts')]);
  expect(code).toBe(0);
  expect(stdout).toContain('--param throws=20');
  const doctor = await interleave(['doctor', '--on', 'node,bun@/nowhere/bun']);
  expect(doctor.code).toBe(1);
  expect(doctor.stdout).toMatch(/Node \d+\.\d+/);
  expect(doctor.stdout).toContain('npm install --save-dev bun');
});
