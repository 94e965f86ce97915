import { expect, test } from 'vitest';
import { compareBenches } from '../../src/compare/benches.ts';
import type { Comparison } from '../../src/compare/model.ts';
import type { BenchReport, BenchStatus } from '../../src/report/bench/model.ts';
import { alike, entry, reportOf, steady } from '../bench/fixture.ts';

/** By hand at 100, again, and ours at so much. */
function bench(ours: number, machine = 1, status: BenchStatus = 'ok'): BenchReport {
  return reportOf([
    entry({ by: 'bare', rounds: steady(100 * machine) }),
    entry({ by: 'bare', again: true, rounds: alike(100 * machine) }),
    entry({ by: 'ours', rounds: alike(ours * machine), status, reason: status === 'ok' ? '' : 'on purpose' }),
  ]);
}

function compared(before: BenchReport, after: BenchReport): Comparison {
  return compareBenches({ path: 'a.json', report: before }, { path: 'b.json', report: after });
}

test('a bench compared with itself reports nothing', () => {
  expect(compared(bench(150), bench(150)).findings).toEqual([]);
});

test('ours beside what is written by hand, in the same rounds, shows what two runs alone would not', () => {
  const [finding, ...more] = compared(bench(150), bench(180, 1.02)).findings.filter(
    ({ change }) => change !== 'unresolved',
  );
  expect(more).toEqual([]);
  expect(finding).toMatchObject({
    change: 'regressed',
    subject: 'lock-uncontended',
    target: 'node',
    variant: 'interleave',
  });
  expect(finding?.reason).toMatch(/^beside by hand in the same rounds, 1\.2\d?× \(/);
  const back = compared(bench(180), bench(150, 1.02)).findings.find(
    ({ variant }) => variant === 'interleave',
  );
  expect(back?.change).toBe('improved');
});

test('a slower machine is no regression', () => {
  expect(compared(bench(150), bench(150, 1.2)).counts.regressed).toBe(0);
});

test('an A/A row in trouble holds back what is smaller', () => {
  const noisy = (ours: number): BenchReport =>
    reportOf([
      entry({ by: 'bare', rounds: steady(100) }),
      entry({ by: 'bare', again: true, rounds: steady(300) }),
      entry({ by: 'ours', rounds: alike(ours) }),
    ]);
  expect(compared(noisy(150), noisy(180)).counts.regressed).toBe(0);
});

test('to give wrong results is to regress, whatever the time', () => {
  const { findings } = compared(bench(150), bench(10, 1, 'corrupts'));
  expect(findings).toMatchObject([
    {
      kind: 'status',
      change: 'regressed',
      variant: 'interleave',
      was: 'ok',
      is: 'corrupts',
      reason: 'on purpose',
    },
  ]);
});

test('what measures something else is refused, and versions are named', () => {
  const after = bench(150);
  const edited: BenchReport = {
    ...after,
    build: 'source',
    runtimes: after.runtimes.map((one) => (one.id === 'node' ? { ...one, version: '27.0.0' } : one)),
    benchmarks: after.benchmarks.map((one) => ({ ...one, operation: 'something' })),
  };
  const comparison = compared(bench(150), edited);
  expect(comparison.refused).toEqual([
    {
      what: 'lock-uncontended',
      reason: 'it measures something else (time of taking and freeing it, and time of something)',
    },
  ]);
  expect(comparison.notes).toEqual([
    'interleave from dist before, from source after.',
    'Node 26.10.0 before, 27.0.0 after.',
  ]);
});

test('two ways of one maker are told apart', () => {
  const twoWays = (one: number, other: number): BenchReport =>
    reportOf([
      entry({ by: 'bare', rounds: steady(100) }),
      entry({ by: 'bare', again: true, rounds: alike(100) }),
      entry({ by: 'ours', title: 'one way', rounds: alike(one) }),
      entry({ by: 'ours', title: 'another', rounds: alike(other) }),
    ]);
  const found = compared(twoWays(150, 150), twoWays(150, 300)).findings;
  expect(found.map(({ change, variant }) => [change, variant])).toEqual([
    ['regressed', 'interleave: another'],
  ]);
});
