import { expect, test } from 'vitest';
import { fixture, folder, interleave, readReport, statuses } from '../support/cli.ts';

const TARGETS = ['node', 'deno', 'bun', 'chromium'];

const run = (name: string, target: string, out: string, ...more: readonly string[]): Promise<unknown> =>
  interleave(['run', fixture(name), '--on', target, '--quick', '--mutants', '--out', out, ...more]);

test.each(TARGETS)('what must end and what must not, on %s', async (target) => {
  const out = folder();
  await run('ending.ts', target, out, '--param', 'bound=1500');
  const report = readReport(out);
  expect(statuses(report, target)).toEqual({
    returns: 'pass',
    listens: 'pass',
    spins: 'pass',
    hangs: 'forbidden',
    ends: 'forbidden',
    throws: 'error',
    either: 'interesting',
    'mutant-deaf': 'pass',
    'mutant-mute': 'pass',
  });
  const of = (variant: string): (typeof report.cells)[number]['variants'][number] | undefined =>
    report.cells[0]?.variants.find((one) => one.variant === variant);
  expect(of('returns')?.counters['begun']).toBe(3);
  expect(of('listens')?.measures[0]?.samples).toHaveLength(3);
  expect(of('spins')?.observations).toMatchObject([{ key: 'not ended', count: 1 }]);
  expect(of('hangs')?.reason).toContain('it hangs');
  expect(of('throws')?.reason).toBe('RangeError: the body fails on purpose');
});

test.each(TARGETS)('an invariant that holds and one that breaks, whoever dies, on %s', async (target) => {
  const out = folder();
  await run('storm.ts', target, out, '--param', 'duration=600', '--seed', '11');
  const report = readReport(out);
  expect(statuses(report, target)).toEqual({
    calm: 'pass',
    deadly: 'pass',
    broken: 'forbidden',
    throws: 'error',
    'mutant-miscounts': 'pass',
  });
  const of = (variant: string): (typeof report.cells)[number]['variants'][number] | undefined =>
    report.cells[0]?.variants.find((one) => one.variant === variant);
  expect(of('calm')?.counters['episodes']).toBeGreaterThan(0);
  expect(of('calm')?.counters['deaths']).toBe(0);
  expect(of('broken')?.logs.join('\n')).toMatch(/seed of this unit is \d+\n(.*\n)*.*add --param from=0/);
  expect(of('throws')?.reason).toBe('RangeError: the worker fails on purpose');
});

test('an episode whose threads do not end is forbidden, and the unit ends all the same', async () => {
  const out = folder();
  await run('stuck.ts', 'node', out);
  const report = readReport(out);
  expect(statuses(report, 'node')).toEqual({ only: 'forbidden' });
  expect(report.cells[0]?.reason).toContain("'stuck' was seen once and no outcome allows it");
});

test('what is random in an episode depends on the seed and on its number alone', async () => {
  const drawn = async (seed: number, from: number): Promise<string | undefined> => {
    const out = folder();
    const params = ['--param', 'duration=1', '--param', `from=${from}`, '--seed', String(seed)];
    await run('drawing.ts', 'node', out, ...params);
    return readReport(out).cells[0]?.variants[0]?.observations[0]?.key;
  };
  const first = await drawn(5, 3);
  expect(first).toMatch(/^\d+$/);
  expect(await drawn(5, 3)).toBe(first);
  expect(await drawn(5, 4)).not.toBe(first);
  expect(await drawn(6, 3)).not.toBe(first);
});
