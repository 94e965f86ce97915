import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BROWSERS } from '../support/browsers.ts';
import { fixture, folder, interleave, readReport, statuses } from '../support/cli.ts';
import { alive } from '../support/processes.ts';

const EXPECTED = {
  good: 'pass',
  spins: 'timeout',
  waits: 'timeout',
  exits: 'crash',
  dies: 'crash',
  throws: 'error',
  uncaught: 'crash',
  forbidden: 'forbidden',
  empty: 'vacuous',
  assumes: 'precondition',
  unreadable: 'error',
  unprojected: 'error',
  litters: 'pass',
  mumbles: 'pass',
  last: 'pass',
};

test.each(['node', 'deno', 'bun'])(
  'every way to go wrong is a status on %s, and nothing else is lost',
  async (target) => {
    const out = folder();
    const pids = join(out, 'pids');
    const args = [
      'run',
      fixture('misbehaving.ts'),
      '--on',
      target,
      '--limit',
      '700',
      '--seed',
      '1',
      '--out',
      out,
    ];
    const { code, stderr } = await interleave(args, { INTERLEAVE_TEST_PIDS: pids });
    const report = readReport(out);
    expect(statuses(report, target)).toEqual(EXPECTED);
    expect(code, stderr).toBe(1);
    const reason = (variant: string): string =>
      report.cells[0]?.variants.find((one) => one.variant === variant)?.reason ?? '';
    expect(reason('spins')).toMatch(/did not end within \d+ ms and was killed; its last line was: before/);
    expect(reason('waits')).toBe('The time limit of 700 ms is over');
    expect(reason('exits')).toMatch(/exited with code 7 before its end/);
    expect(reason('dies')).toMatch(/was killed by SIGKILL before its end/);
    expect(reason('throws')).toBe('RangeError: on purpose');
    expect(reason('assumes')).toBe('It is not Sunday');
    expect(reason('empty')).toContain("'work'");
    expect(reason('forbidden')).toContain("'wrong' was seen once and no outcome allows it");
    expect(reason('unreadable')).toContain('observation.when is Infinity');
    expect(reason('unprojected')).toContain('project threw');
    const thrown = report.cells[0]?.variants.find(({ variant }) => variant === 'throws')?.error;
    expect(thrown?.stack).toContain('Caused by: TypeError: the cause of it');
    const child = Number(readFileSync(pids, 'utf8'));
    expect(alive(child)).toBe(false);
  },
);

test.each(BROWSERS)(
  'a page that hangs in %s is a status with a picture, and the others go on',
  async (target) => {
    const out = folder();
    const args = ['run', fixture('paging.ts'), '--on', target, '--limit', '700', '--out', out];
    const { code, stderr } = await interleave(args);
    const report = readReport(out);
    expect(statuses(report, target), stderr).toEqual({
      good: 'pass',
      spins: 'timeout',
      waits: 'timeout',
      uncaught: 'error',
      leaves: 'crash',
      last: 'pass',
    });
    expect(code).toBe(1);
    const spins = report.cells[0]?.variants.find(({ variant }) => variant === 'spins');
    expect(spins?.reason).toMatch(/did not end within \d+ ms and was killed; its last line was: before/);
    const waits = report.cells[0]?.variants.find(({ variant }) => variant === 'waits');
    expect(waits?.logs).toEqual(['before']);
    const picture = readFileSync(join(out, waits?.screenshot ?? 'none'));
    expect(picture.subarray(1, 4).toString()).toBe('PNG');
  },
);

test('a scenario for native runtimes fails in its page and nowhere else', async () => {
  const out = folder();
  const args = [
    'run',
    fixture('lingering.ts'),
    fixture('coin.ts'),
    '--on',
    'chromium',
    '--seed',
    '3',
    '--out',
    out,
  ];
  await interleave(args);
  const cells = readReport(out).cells.map(({ scenario, status, reason }) => [scenario, status, reason]);
  expect(cells).toEqual([
    ['lingering', 'error', expect.stringMatching(/It did not load: .*node:\w+ is not there in a browser/)],
    ['coin', 'interesting', expect.anything()],
  ]);
});
