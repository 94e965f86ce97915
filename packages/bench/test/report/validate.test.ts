import { describe, expect, test } from 'vitest';

import { renderJson } from '../../src/report/json.ts';
import type { Report } from '../../src/report/model.ts';
import { parseReport, ReportError, validateReport } from '../../src/report/validate.ts';
import { EXPLORED } from './fixture/explored.ts';
import { FULL, GREEN } from './fixture/full.ts';
import { HOSTILE } from './fixture/hostile.ts';

/** What validation says of a value; empty for a report. */
function problems(value: unknown): readonly string[] {
  try {
    validateReport(value);
    return [];
  } catch (error) {
    if (error instanceof ReportError) return error.problems;
    throw error;
  }
}

type Edit = (holder: Record<string, unknown>, key: string) => void;

/** Each distinct place of a report (array indices as `*`), with a copy of the report edited there. */
function edited(report: Report, edit: Edit): { place: string; pointer: string; value: unknown }[] {
  const places = new Map<string, readonly (string | number)[]>();
  const walk = (value: unknown, path: readonly (string | number)[]): void => {
    if (Array.isArray(value)) value.forEach((item, index) => walk(item, [...path, index]));
    else if (typeof value === 'object' && value !== null) {
      for (const [key, item] of Object.entries(value)) {
        const here = [...path, key];
        const place = here.map((step) => (typeof step === 'number' ? '*' : step)).join('/');
        if (!places.has(place)) places.set(place, here);
        walk(item, here);
      }
    }
  };
  walk(report, []);
  return [...places].map(([place, path]) => {
    const value = structuredClone(report) as unknown;
    const holder = path.slice(0, -1).reduce((inner, step) => (inner as Record<string, unknown>)[step], value);
    edit(holder as Record<string, unknown>, String(path.at(-1)));
    return { place, pointer: `/${path.slice(0, -1).join('/')}`.replace(/\/$/, ''), value };
  });
}

const RECORDS = /^(counts|requested\/params|cells\/\*\/variants\/\*\/counters)\/[^/]+$/;

describe('a report and its schema agree', () => {
  test.each([
    ['full', FULL],
    ['green', GREEN],
    ['hostile', HOSTILE],
    ['explored', EXPLORED],
  ])('the %s fixture is a report', (_, report) => {
    expect(problems(report)).toEqual([]);
    expect(parseReport(JSON.stringify(report))).toEqual(JSON.parse(JSON.stringify(report)));
  });

  test('what is written is read as the same report', () => {
    expect(parseReport(renderJson(FULL))).toEqual(FULL);
  });

  test.each([
    [FULL, 120],
    [EXPLORED, 60],
  ])('no property of the model can be left out, but for explorations', (report, least) => {
    const cases = edited(report, (holder, key) => delete holder[key]).filter(
      ({ place }) => !RECORDS.test(place) && place !== 'explorations',
    );
    expect(cases.length).toBeGreaterThan(least);
    for (const { place, pointer, value } of cases) {
      const name = place.split('/').at(-1) ?? '';
      expect(problems(value), place).toContainEqual(
        `${pointer || '/'} must have required property '${name}'`,
      );
    }
  });

  test.each([[FULL], [EXPLORED]])('no property can be of another type', (report) => {
    const wrong = (holder: Record<string, unknown>, key: string): void => {
      holder[key] = [[null]];
    };
    for (const { place, pointer, value } of edited(report, wrong)) {
      const key = place.split('/').at(-1) ?? '';
      const named = problems(value).some((problem) => problem.startsWith(`${pointer}/${key}`));
      expect(named, `${place}: ${problems(value).join('; ')}`).toBe(true);
    }
  });

  test.each([[FULL], [EXPLORED]])('no property can be added', (report) => {
    const added = edited(report, (holder) => {
      holder['colour'] = 'red';
    }).filter(({ place }) => !RECORDS.test(place));
    for (const { place, pointer, value } of added) {
      expect(problems(value), place).toContain(`${pointer || '/'} has a property that no report has: colour`);
    }
  });
});

describe('what is refused, and how', () => {
  const broken = (
    edit: (report: { -readonly [K in keyof Report]: Report[K] }) => void,
  ): readonly string[] => {
    const copy = structuredClone(FULL);
    edit(copy);
    return problems(copy);
  };

  test('a figure that JSON cannot hold', () => {
    const cells = FULL.cells.map((cell) => ({ ...cell, durationMs: Number.NaN }));
    expect(problems({ ...FULL, cells })[0]).toBe('/cells/0/durationMs must be number');
  });

  test('a status that there is not, with those there are', () => {
    const found = broken((report) => {
      report.cells = report.cells.map((cell, index) =>
        index === 3 ? { ...cell, status: 'fine' as 'pass' } : cell,
      );
    });
    expect(found[0]).toContain('/cells/3/status must be one of pass, interesting, skipped');
  });

  test('a time that is not UTC', () => {
    const found = broken((report) => {
      report.startedAt = '2026-11-22 21:00';
    });
    expect(found[0]).toContain('/startedAt must match pattern');
  });

  test('names that nothing bears', () => {
    const found = broken((report) => {
      const [first, second, ...rest] = report.cells;
      if (!first || !second) return;
      const variants = first.variants.map((variant) => ({ ...variant, variant: 'nobody' }));
      report.cells = [
        { ...first, variants: variants.slice(0, 1) },
        { ...second, target: 'netscape', scenario: 'x' },
        ...rest,
      ];
    });
    expect(found).toEqual([
      '/cells/0/variants/0/variant names no variant of factorial: nobody',
      '/cells/1/target names no target of this report: netscape',
      '/cells/1/scenario names no scenario of this report: x',
    ]);
  });

  test('two things of one name', () => {
    const found = broken((report) => {
      report.targets = [...report.targets, ...report.targets.slice(0, 1)];
    });
    expect(found).toEqual(['/targets has node twice']);
  });

  test('a row past the end of its table, and a row of what none matched', () => {
    const observed = (row: number | null): readonly string[] =>
      broken((report) => {
        report.cells = report.cells.map((cell, at) =>
          at === 0
            ? {
                ...cell,
                variants: cell.variants.map((variant) => ({
                  ...variant,
                  observations: variant.observations.map((one) => ({ ...one, row })),
                })),
              }
            : cell,
        );
      });
    expect(observed(7)[0]).toBe(
      '/cells/0/variants/0/observations/0/row is 7, past the end of the outcome table',
    );
    expect(observed(null)[0]).toContain('/cells/0/variants/0/observations/0/row must be null exactly where');
  });

  test('counts and a verdict that do not follow from the cells', () => {
    const found = broken((report) => {
      report.counts = { ...report.counts, pass: 99 };
      report.verdict = { ...report.verdict, ok: true };
    });
    expect(found[0]).toMatch(/^\/counts\/pass is 99, but 1\d cells have that status$/);
    expect(found[1]).toBe('/verdict does not follow from the cells and explorations: they come to forbidden');
  });

  test.each([
    ['a newer report', { ...FULL, schemaVersion: 2 }, 'a newer one wrote it'],
    ['null', null, '/ must be object'],
    ['a list', [], '/ must be object'],
  ])('%s', (_, value, said) => {
    expect(problems(value)[0]).toContain(said);
  });

  test('text that is no JSON', () => {
    expect(() => parseReport('{"schemaVersion": 1')).toThrow(/it is not JSON/);
  });

  test('the message names the first few and counts the rest', () => {
    const error = new ReportError(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
    expect(error.message).toBe('this is not a valid report:\n  a\n  b\n  c\n  d\n  e\n  … and 2 more');
    expect(error.code).toBe('REPORT_INVALID');
  });
});

test('an exploration that is there twice, and a verdict that leaves one out, are refused', () => {
  const [first] = EXPLORED.explorations ?? [];
  const twice = { ...EXPLORED, explorations: [...(EXPLORED.explorations ?? []), first] };
  expect(problems(twice)).toEqual(['/explorations has ./queue.ts Queue: puts, gets twice']);
  const { explorations: _, ...without } = EXPLORED;
  expect(problems(without)[0]).toContain('/verdict does not follow');
});
