import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fixture, folder, interleave, readReport } from '../support/cli.ts';

const coin = fixture('coin.ts');

test.each([
  [
    'an unknown scenario',
    ['run', 'lost-updat'],
    "There is no scenario 'lost-updat': did you mean 'lost-update'?",
  ],
  [
    'an unknown target',
    ['run', coin, '--on', 'chromiun'],
    "There is no target 'chromiun': did you mean 'chromium'?",
  ],
  ['a missing runtime', ['run', coin, '--on', 'bun@/nowhere/bun'], '/nowhere/bun is not there'],
  ['an unknown parameter', ['run', coin, '--on', 'node', '--param', 'thros=3'], "did you mean 'throws'?"],
  [
    'a parameter of another type',
    ['run', coin, '--on', 'node', '--param', 'throws=x'],
    'an integer from 1 to 1000',
  ],
  [
    'a parameter out of range',
    ['run', coin, '--on', 'node', '--param', 'bias=2'],
    'a number from 0 to 1, not 2',
  ],
  ['a choice that is none', ['run', coin, '--on', 'node', '--param', 'side=head'], "did you mean 'heads'?"],
  ['half a parameter', ['run', coin, '--on', 'node', '--param', 'side'], '--param takes name=value'],
  ['a file that is none', ['run', './nowhere.ts'], 'There is no file ./nowhere.ts'],
  ['a folder', ['run', './packages'], 'is not a file'],
  ['a module without a scenario', ['run', fixture('no-scenario.ts'), '--on', 'node'], 'exports no scenario'],
  ['a module that leaves', ['run', fixture('leaves-at-load.mjs'), '--on', 'node'], 'about to leave'],
  [
    'a module that breaks the contract',
    ['run', fixture('misshapen.mjs'), '--on', 'node'],
    "nonVacous is no field here; did you mean 'nonVacuous'?",
  ],
  ['a bad seed', ['run', coin, '--seed', '-1'], '--seed takes an integer from 0 to 4294967295'],
  ['an unknown option', ['run', coin, '--outt', 'x'], 'Did you mean --out?'],
  ['an unknown command', ['runn'], 'Did you mean run?'],
  ['nothing that could be run', ['run', coin, '--on', 'python'], 'it has no Python twin (coin.py)'],
  [
    'two scenarios of one name',
    ['run', coin, fixture('coin-again.ts'), '--on', 'node'],
    "are both called 'coin'",
  ],
  [
    'a page without isolation',
    ['run', coin, '--on', 'chromium', '--no-isolation'],
    'Cross-Origin-Opener-Policy: same-origin',
  ],
  ['an unknown target of doctor', ['doctor', '--on', 'nod'], "did you mean 'node'?"],
  ['an unknown scenario of list', ['list', 'lost-updat'], "did you mean 'lost-update'?"],
])('%s is a sentence and exit code 2', async (_what, args, sentence) => {
  const out = folder();
  const { code, stderr, stdout } = await interleave(args[0] === 'run' ? [...args, '--out', out] : args);
  expect(stderr + stdout).toContain(sentence);
  expect(stderr).not.toMatch(/^ {4}at /m);
  expect(code).toBe(2);
  expect(existsSync(join(out, 'report.json'))).toBe(false);
});

test('a module that does not parse is a sentence too', async () => {
  const module = join(folder(), 'unparsable.mjs');
  writeFileSync(module, 'export default function ( {');
  const { code, stderr } = await interleave(['run', module, '--on', 'node', '--out', folder()]);
  expect(stderr).toContain('unparsable.mjs does not load: SyntaxError');
  expect(code).toBe(2);
});

test('a folder that cannot be written is bad input too', async () => {
  const file = join(folder(), 'file');
  writeFileSync(file, '');
  const { code, stderr } = await interleave(['run', coin, '--on', 'node', '--out', join(file, 'below')]);
  expect(code).toBe(2);
  expect(stderr).toContain('no folder that can be written');
});

test('a default target that is absent is a precondition with what to type, and no failure', async () => {
  const out = folder();
  const empty = folder();
  const env = { PATH: empty, INTERLEAVE_CHROMIUM: '/nowhere/chromium' };
  const { code, stdout } = await interleave(['run', coin, '--quick', '--out', out], env);
  const report = readReport(out);
  const cell = (target: string): string | undefined =>
    report.cells.find((one) => one.target === target)?.status;
  expect(cell('chromium')).toBe('precondition');
  expect(cell('node')).toBe('interesting');
  expect(cell('firefox')).toBe('precondition');
  expect(cell('python')).toBe('skipped');
  expect(stdout).toContain('npx playwright install chromium');
  expect(stdout).toContain('3 cells could not be run: coin on chromium, coin on firefox and coin on python.');
  expect(code).toBe(0);
});

test('asked for by name, a missing capability is a failure', async () => {
  const out = folder();
  const { code, stdout } = await interleave(['run', fixture('needy.ts'), '--on', 'node', '--out', out]);
  expect(readReport(out).cells[0]).toMatchObject({
    status: 'precondition',
    reason: expect.stringMatching(/It needs time-travel/),
  });
  expect(stdout).toContain('time-travel');
  expect(code).toBe(1);
});
