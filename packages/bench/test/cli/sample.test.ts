import { expect, test } from 'vitest';
import { BROWSERS } from '../support/browsers.ts';
import { fixture, folder, interleave, readReport, statuses } from '../support/cli.ts';

test.each(['node', 'deno', 'bun', ...BROWSERS])(
  'actors race on %s, and one that fails holds up nobody',
  async (target) => {
    const out = folder();
    const args = [
      'run',
      fixture('racing.ts'),
      '--on',
      target,
      '--quick',
      '--mutants',
      '--limit',
      '40000',
      '--out',
      out,
    ];
    const { stderr } = await interleave(args);
    const report = readReport(out);
    expect(statuses(report, target), stderr).toEqual({
      plain: 'pass',
      failing: 'error',
      wandering: 'error',
      'mutant-broken': 'pass',
    });
    const variants = report.cells[0]?.variants ?? [];
    const [plain, failing, wandering] = variants;
    const seen = plain?.observations.reduce((sum, { count }) => sum + count, 0);
    expect(plain?.counters['samples']).toBe(seen);
    expect(seen).toBeGreaterThan(1000);
    expect((seen ?? 0) % 4096, 'whole strides').toBe(0);
    expect(plain?.measures[0]?.median).toBeGreaterThan(0);
    expect(failing?.reason).toBe('RangeError: the actor fails on purpose');
    expect(wandering?.reason).toMatch(/more than 10000 different values/);
  },
);

test('actors that cannot be seen to interleave have shown nothing', async () => {
  const out = folder();
  await interleave(['run', fixture('apart.ts'), '--on', 'node', '--quick', '--out', out]);
  const report = readReport(out);
  expect(statuses(report, 'node')).toEqual({ only: 'vacuous' });
  expect(report.cells[0]?.reason).toContain("'interleavings' ended at 0");
});
