import { seededRandom } from '@interleave/core/scenario';
import { describe, expect, test } from 'vitest';
import type { Comparison, Finding } from '../../src/compare/model.ts';
import { compareReports } from '../../src/compare/reports.ts';
import { renderComparison } from '../../src/compare/terminal.ts';
import type { Report } from '../../src/report/model.ts';
import { measureOf } from '../../src/report/summary.ts';
import { cell, contract, report, result, row, scenario, target } from '../report/fixture/build.ts';
import { FULL } from '../report/fixture/full.ts';

const TARGETS = [target('node', 'Node', '26.10.0'), target('bun', 'Bun', '1.4.5')];
const VARIANTS = ['base', 'other'].map((id) => contract(id, `The ${id} one`, [row('a', 'may', 'x')]));

interface Made {
  readonly seed?: number;
  readonly rounds?: number;
  /** What each scenario, target and variant takes, times its usual time. */
  readonly factor?: (scenario: string, target: string, variant: string) => number;
  readonly better?: 'lower' | 'higher';
}

/** Four scenarios on two targets in two variants, each measured once in each of some rounds. */
function made({ seed = 1, rounds = 10, factor = () => 1, better = 'lower' }: Made = {}): Report {
  const random = seededRandom(seed);
  const scenarios = ['s1', 's2', 's3', 's4'].map((id) =>
    scenario({
      id,
      title: id.toUpperCase(),
      variants: VARIANTS,
      measures: [{ id: 'wall', title: 'Wall time', unit: better === 'lower' ? 'ms' : 'ops/s', better }],
      params: [{ name: 'n', value: 4, default: 4, unit: '', about: '' }],
    }),
  );
  const cells = scenarios.flatMap(({ id }) =>
    TARGETS.map(({ id: on }) =>
      cell(
        id,
        on,
        VARIANTS.map((variant) => {
          const values = Array.from({ length: rounds }, () => [
            10 * factor(id, on, variant.id) * (1 + 0.02 * random()),
          ]);
          return result(variant.id, 'pass', { measures: [measureOf('wall', values)] });
        }),
      ),
    ),
  );
  return report({ targets: TARGETS, scenarios, cells });
}

function compared(before: Report, after: Report): Comparison {
  return compareReports({ path: 'a.json', report: before }, { path: 'b.json', report: after });
}

const shown = (comparison: Comparison): string =>
  renderComparison(comparison, { columns: 200, color: false });
const names = (findings: readonly Finding[]): string[] =>
  findings.map(({ change, subject, target, variant }) => `${change} ${subject} ${target} ${variant}`);

test.each(Object.entries({ FULL, made: made() }))(
  'a run compared with itself reports nothing: %s',
  (_name, one) => {
    const comparison = compared(one, structuredClone(one));
    expect(comparison.findings).toEqual([]);
    expect(comparison.refused).toEqual([]);
    expect(comparison.notes).toEqual([]);
    expect(shown(comparison)).toContain(`Nothing changed: ${comparison.counts.unchanged} things compared.`);
  },
);

test('another run of the same has nothing better or worse', () => {
  const { counts, findings } = compared(made(), made({ seed: 2 }));
  expect(findings).toEqual([]);
  expect(counts.unchanged).toBe(32);
});

describe('times', () => {
  const slow = made({ seed: 2, factor: (id, on, variant) => (id + on + variant === 's2bunother' ? 1.5 : 1) });

  test('one that takes longer regressed, and the other way round improved', () => {
    const there = compared(made(), slow);
    expect(names(there.findings)).toEqual(['regressed s2 bun other']);
    expect(there.findings[0]?.times?.ratio).toBeCloseTo(1.5, 1);
    expect(shown(there)).toContain('regressed  s2 on bun, other, Wall time: 10.1 ms → 15.2 ms, 1.51× (');
    expect(names(compared(slow, made()).findings)).toEqual(['improved s2 bun other']);
  });

  test('where more is better, more is better', () => {
    const more = { factor: (id: string) => (id === 's1' ? 2 : 1), better: 'higher' } as const;
    const { findings } = compared(made({ better: 'higher' }), made({ ...more, seed: 3 }));
    const decided = findings.filter(({ change }) => change !== 'unresolved');
    expect(new Set(decided.map(({ change }) => change))).toEqual(new Set(['improved']));
    expect(decided.map(({ subject }) => subject)).toEqual(['s1', 's1', 's1', 's1']);
  });

  test('a machine that is slower as a whole is no regression, and is named', () => {
    const comparison = compared(made(), made({ seed: 2, factor: () => 1.3 }));
    expect(comparison.counts.regressed).toBe(0);
    expect(comparison.machine.ratio).toBeCloseTo(1.3, 1);
    expect(shown(comparison)).toContain('The machine: what both runs measured cost 1.3× (');
    expect(shown(comparison)).toContain('no more than the machine may have changed meanwhile');
  });

  test('beside another variant in the same rounds, a change shows that the machine would hide', () => {
    // Everything moves in its own way, but the variants of a cell together.
    const wild = (id: string, on: string): number => ({ s1node: 1, s1bun: 3, s2node: 0.4 })[id + on] ?? 1.8;
    const after = made({
      seed: 2,
      factor: (id, on, variant) => wild(id, on) * (id + on + variant === 's3bunother' ? 0.6 : 1),
    });
    const found = compared(made(), after).findings.find(
      ({ subject, target, variant }) => subject + target + variant === 's3bunother',
    );
    expect(found?.change).toBe('improved');
    expect(found?.reason).toMatch(
      /^beside “The base one” in the same rounds, 0\.6\d?× \(0\.\d+ to 0\.\d+\)$/,
    );
  });

  test('not where what ran twice in each round was as far from itself', () => {
    const after = made({
      seed: 2,
      factor: (id, on, variant) =>
        (id === 's1' ? 3 : id === 's2' ? 0.4 : 1.8) * (id + on + variant === 's3bunother' ? 0.8 : 1),
    });
    const noisy = [1.5, 0.7, 1.4, 0.6, 1, 1.3, 0.8, 1.5, 0.6, 1];
    const cells = after.cells.map((one) => ({
      ...one,
      variants: one.variants.map((variant) => {
        const [wall] = variant.measures;
        if (variant.variant !== 'base' || wall === undefined) return variant;
        const rounds = wall.rounds.map((value, at) => [(value ?? 0) * (noisy[at] ?? 1)]);
        return { ...variant, again: [measureOf('wall', rounds)] };
      }),
    }));
    const changeIn = (report: Report): string | undefined =>
      compared(made(), report).findings.find(
        ({ subject, target, variant }) => subject + target + variant === 's3bunother',
      )?.change;
    expect(changeIn(after)).toBe('improved');
    expect(changeIn({ ...after, cells })).toBe('unresolved');
  });

  test('fewer than six rounds decide nothing, and the reader is told what to type', () => {
    const comparison = compared(made({ rounds: 5 }), made({ rounds: 5, seed: 2, factor: () => 9 }));
    expect(comparison.counts).toEqual({ improved: 0, regressed: 0, unresolved: 16, unchanged: 16 });
    expect(shown(comparison)).toContain(
      'unresolved: a run has fewer than six rounds (5): --rounds 6: s1 on node, base',
    );
    expect(shown(comparison)).toContain('and 8 more');
  });

  test('times of another machine are not compared', () => {
    const { environment } = slow;
    const after = { ...slow, environment: { ...environment, cpus: { count: 64, model: 'Big' } } };
    const comparison = compared(made(), after);
    expect(comparison.findings).toEqual([]);
    expect(comparison.notes[0]).toBe(
      'Times are not compared: 4 × AMD EPYC 7B13 (linux, x64) and 64 × Big (linux, x64) are two machines.',
    );
  });
});

describe('what is refused, with the reason', () => {
  const edited = (edit: (one: Report['scenarios'][number]) => object): Comparison => {
    const after = made({ seed: 2 });
    const scenarios = after.scenarios.map((one) => (one.id === 's1' ? { ...one, ...edit(one) } : one));
    return compared(made(), { ...after, scenarios });
  };

  test('another contract', () => {
    const comparison = edited(() => ({ contractHash: 'beef' }));
    expect(comparison.refused).toEqual([
      { what: 's1', reason: 'its contract changed (f00d and beef): run both with the same scenario' },
    ]);
    expect(comparison.counts.unchanged).toBe(24);
    expect(shown(comparison)).toContain('Not compared: s1: its contract changed (f00d and beef)');
  });

  test('other parameters', () => {
    const comparison = edited(({ params }) => ({ params: params.map((param) => ({ ...param, value: 8 })) }));
    expect(comparison.refused[0]?.reason).toBe('its parameters differ: n is 4 and 8');
  });

  test('what is in one alone', () => {
    const after = made();
    const scenarios = after.scenarios.filter(({ id }) => id !== 's4');
    const cells = after.cells.filter((one) => one.scenario !== 's4');
    expect(compared(made(), { ...after, scenarios, cells }).refused).toEqual([
      { what: 's4', reason: 'it is only in a.json' },
    ]);
  });
});

test('targets of other paths are the same where they are the only ones of their kind', () => {
  const moved = (from: Report, id: string): Report => ({
    ...from,
    targets: from.targets.map((one) => (one.id === 'node' ? { ...one, id, version: id } : one)),
    cells: from.cells.map((one) => (one.target === 'node' ? { ...one, target: id } : one)),
  });
  const comparison = compared(moved(made(), 'node@/old'), moved(made({ seed: 2 }), 'node@/new'));
  expect(comparison.counts.unchanged).toBe(32);
  expect(comparison.notes).toEqual(['Node node@/old before, node@/new after.']);
  const gone = made();
  const targets = gone.targets.filter(({ id }) => id !== 'bun');
  const cells = gone.cells.filter((one) => one.target !== 'bun');
  expect(compared(made(), { ...gone, targets, cells }).notes).toEqual(['bun is only in a.json.']);
});
