import { STATUSES, type Status } from '@interleave/core/scenario';
import { max, median, min } from 'simple-statistics';
import { describe, expect, test } from 'vitest';

import { countsOf, headlineOf, measureOf, tally, verdictOf } from '../../src/report/summary.ts';

const cells = (...statuses: readonly Status[]): { status: Status }[] =>
  statuses.map((status) => ({ status }));

test('counts name every status, seen or not', () => {
  expect(Object.keys(countsOf([]))).toEqual([...STATUSES]);
  expect(countsOf(cells('pass', 'pass', 'crash'))).toMatchObject({ pass: 2, crash: 1, forbidden: 0 });
});

test('the tally is worst first', () => {
  expect(tally(cells('pass', 'notObserved', 'forbidden', 'pass'))).toBe(
    '1 forbidden, 1 not observed, 2 pass',
  );
});

describe('the verdict', () => {
  test.each(STATUSES)('of a run with one %s is the contract of the exit code', (status) => {
    const verdict = verdictOf(cells('pass', status), false);
    expect(verdict.status).toBe(status);
    expect(verdict.ok).toBe(status === 'pass' || status === 'interesting');
  });

  test('of nothing is a failure', () => {
    expect(verdictOf([], false)).toEqual({ ok: false, status: 'pass', sentence: 'Nothing was run.' });
  });

  test('of an interrupted run is a failure, however good', () => {
    const verdict = verdictOf(cells('pass'), true);
    expect(verdict.ok).toBe(false);
    expect(verdict.sentence).toBe('Interrupted before the end. Every promise held: 1 pass.');
  });

  test('says whether what could not run was all there is', () => {
    const [some, all] = [cells('precondition', 'pass'), cells('precondition', 'skipped')];
    expect(headlineOf(some, false)).toBe('Every promise held that could be put to the test');
    expect(headlineOf(all, false)).toBe('Nothing could run');
  });

  test('begins with the headline', () => {
    const run = cells('forbidden', 'pass');
    expect(verdictOf(run, false).sentence).toBe(`${headlineOf(run, false)}: 1 forbidden, 1 pass.`);
  });
});

describe('a measure', () => {
  test.each([[[3]], [[4, 1]], [[9, 2, 7]], [[5, 5, 1, 8, 2, 2, 0.5]], [[-3, 10, 2, 1e9]]])(
    'of %j',
    (samples) => {
      const measure = measureOf('wall', [samples]);
      expect(measure.samples).toEqual(samples);
      expect(measure.median).toBeCloseTo(median(samples), 10);
      expect([measure.min, measure.max]).toEqual([min(samples), max(samples)]);
    },
  );

  test('keeps the order of its samples and drops none', () => {
    const samples = [5, 900, 4];
    expect(measureOf('wall', [samples]).samples).toEqual([5, 900, 4]);
    const rounds = measureOf('wall', [[5, 900, 4], [], [7, 8]]);
    expect(rounds).toMatchObject({ samples: [5, 900, 4, 7, 8], rounds: [5, null, 7.5] });
  });

  test('of no samples is refused', () => {
    expect(() => measureOf('wall', [])).toThrow(/wall has no samples/);
  });
});
