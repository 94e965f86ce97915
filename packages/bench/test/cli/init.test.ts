import { readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { folder, interleave, readReport } from '../support/cli.ts';

const modules = fileURLToPath(new URL('../../../../node_modules', import.meta.url));
const page = readFileSync(new URL('../../../../docs/scenarios.md', import.meta.url), 'utf8');
const names = ['locked-counter.ts', 'raced-counter.ts'];

test('init writes a scenario that passes and one that is caught, and a mutant that dies', async () => {
  const where = folder();
  symlinkSync(modules, join(where, 'node_modules'));
  const scenarios = join(where, 'scenarios');
  const { code, stdout } = await interleave(['init', scenarios]);
  expect(code).toBe(0);
  expect(readdirSync(scenarios).sort()).toEqual(names);
  const next = stdout.split('Next, type:\n')[1]?.trim().split('\n') ?? [];
  const paths = names.map((name) => join(scenarios, name));
  expect(next.map((line) => line.trim())).toEqual([
    `npx interleave run ${paths[0]}`,
    `npx interleave run ${paths[1]}`,
    `npx interleave mutants ${paths[0]}`,
  ]);

  const out = join(where, 'report');
  const ran = await interleave(['run', ...paths, '--on', 'node', '--out', out]);
  const cells = readReport(out).cells.map(({ scenario, status }) => [scenario, status]);
  expect(Object.fromEntries(cells), ran.stderr).toEqual({
    'locked-counter': 'pass',
    'raced-counter': 'forbidden',
  });
  const mutants = await interleave(['mutants', paths[0] ?? '', '--on', 'node', '--out', out]);
  expect(mutants.stdout).toContain('Every mutant was killed');
});

test('where the packages are not there, it says what to install', async () => {
  const { stdout } = await interleave(['init', folder()]);
  expect(stdout).toContain('npm install --save-dev @interleave/bench @interleave/core');
});

test('init writes over nothing', async () => {
  const where = folder();
  const mine = join(where, 'raced-counter.ts');
  writeFileSync(mine, 'mine');
  const { code, stderr } = await interleave(['init', where]);
  expect(code).toBe(2);
  expect(stderr).toContain(`${mine} is there already and would be lost`);
  expect(readdirSync(where)).toEqual(['raced-counter.ts']);
  expect(readFileSync(mine, 'utf8')).toBe('mine');
});

test.each(names)('docs/scenarios.md shows %s as init writes it', (name) => {
  const text = readFileSync(new URL(`../../src/init/${name}.txt`, import.meta.url), 'utf8');
  expect(page).toContain(`\`\`\`ts ${name}\n${text}\`\`\`\n`);
});
