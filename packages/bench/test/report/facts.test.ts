import { describe, expect, test } from 'vitest';

import { differences } from '../../src/report/facts/differences.ts';
import { lacks, lackSentence, lackText } from '../../src/report/facts/lacks.ts';
import { machineNoise } from '../../src/report/facts/machine-noise.ts';
import { outcomeTable } from '../../src/report/facts/outcome-table.ts';
import { sentenceOf } from '../../src/report/facts/sentence.ts';
import { comparisons } from '../../src/report/facts/timing.ts';
import { lookup } from '../../src/report/lookup.ts';
import type {
  CellReport,
  Report,
  ScenarioReport,
  VariantContract,
  VariantReport,
} from '../../src/report/model.ts';
import { measureOf } from '../../src/report/summary.ts';
import { cell, contract, ms, report, result, row, saw, scenario, target } from './fixture/build.ts';
import { FULL, GREEN } from './fixture/full.ts';
import { ROUNDS } from './fixture/rounds.ts';

const look = lookup(FULL);
const byId = (id: string): ScenarioReport => {
  const found = FULL.scenarios.find((one) => one.id === id);
  if (!found) throw new Error(id);
  return found;
};
const say = (id: string): string => sentenceOf(FULL, look, byId(id));

const two = [target('node', 'Node', '26'), target('deno', 'Deno', '2')];

/** The sentence of one scenario on two targets. */
function told(given: Partial<ScenarioReport>, cells: readonly CellReport[]): string {
  const made = scenario({ id: 's', title: 'S', ...given });
  const whole: Report = report({ targets: two, scenarios: [made], cells });
  return sentenceOf(whole, lookup(whole), made);
}

describe('the sentence of a scenario', () => {
  test('tells the story of its timing from the medians of each target', () => {
    expect(say('factorial')).toBe(
      "Every variant: 'digits equal' everywhere; M:1, four async functions: 1.0× as fast as “Sequential” everywhere; " +
        'Four threads: 1.8× on Node, 1.9× on Deno, 1.7× on Bun and Chromium, 0.9× on CPython (medians of 5 samples).',
    );
  });

  test('pairs what ran in the same rounds where there are six, and says what they do not decide', () => {
    const variants = [contract('base', 'Base', []), contract('other', 'Other', [])];
    const measures = [{ id: 'wall', title: 'Wall time', unit: 'ms', better: 'lower' as const }];
    // The machine is slower in each round; within a round the ratio is what it is.
    const rounds = (factors: readonly number[]): VariantReport['measures'] => [
      measureOf(
        'wall',
        factors.map((factor, round) => [10 * 2 ** round * factor]),
      ),
    ];
    const on = (id: string, factors: readonly number[]): CellReport =>
      cell('s', id, [
        result('base', 'pass', { measures: rounds([1, 1, 1, 1, 1, 1]) }),
        result('other', 'pass', { measures: rounds(factors) }),
      ]);
    const steadily = [0.5, 0.5, 0.51, 0.49, 0.5, 0.5];
    expect(told({ variants, measures }, [on('node', steadily), on('deno', [2, 0.5, 0.4, 3, 1, 0.9])])).toBe(
      'Other: 2.0× as fast as “Base” on Node, 1.1× (unresolved) on Deno (in 6 rounds).',
    );
    const both = [on('node', steadily), on('deno', [2, 0.5, 0.4, 3, 1, 0.9])];
    const made = scenario({ id: 's', title: 'S', variants, measures });
    const whole = report({ targets: two, scenarios: [made], cells: both });
    // Almost twice the factor, but the intervals overlap: that is no difference between runtimes.
    expect(differences(whole, lookup(whole))).toEqual([]);
    const apart = [on('node', steadily), on('deno', [1, 1.01, 0.99, 1, 1, 1])];
    const other = report({ targets: two, scenarios: [made], cells: apart });
    expect(differences(other, lookup(other))[0]?.found).toEqual([
      {
        kind: 'timing',
        text: 'Other: 2.0× as fast as “Base” on Node, 1.0× on Deno (Wall time, in 6 rounds)',
      },
    ]);
  });

  test('what A/A does not allow to believe is unresolved, and a banner says where', () => {
    const [measured] = ROUNDS.scenarios as [ScenarioReport];
    expect(sentenceOf(ROUNDS, lookup(ROUNDS), measured)).toContain(
      '2.0× as fast as “Base” on Node, 1.0× (unresolved) on Deno, 1.1× (unresolved) on Chromium',
    );
    expect(machineNoise(ROUNDS)).toBe(
      'The machine was noisy (A/A): in 1 of 2 places (measured) what ran twice in each round differed from itself, ' +
        'or was not told from itself to within 25 %. Differences no larger than that are not decided there.',
    );
    const calm = { ...ROUNDS, cells: ROUNDS.cells.filter((one) => one.target !== 'chromium') };
    expect(machineNoise(calm)).toBeUndefined();
    expect(machineNoise(FULL)).toBeUndefined();
  });

  test('says first what went wrong, and where', () => {
    expect(say('lost-update')).toMatch(/^Broke its contract on Bun \(“Locked”\); /);
    expect(say('thread-that-dies-of-an-uncaught-error')).toMatch(
      /^Crashed on Bun; failed with an error on Deno; did not end in time on Chromium; did not show what it must on CPython; /,
    );
  });

  test('says in what runtimes differ', () => {
    expect(say('lost-update')).toContain("on Node, Deno, Bun and Chromium, 'kept' on CPython");
    expect(say('lost-update')).toContain(
      "'kept' on Node, Deno, Chromium and CPython, 'kept' and 'lost 3' on Bun",
    );
  });

  test('gives surprises as shares', () => {
    expect(say('store-buffering')).toMatch(
      /Plain accesses: '0,0', which is interesting, on Node \(\d+ %\), Deno \(\d+ %\), Bun \(\d+ %\) and Chromium/,
    );
  });

  test('of nothing says so', () => {
    expect(told({}, [])).toBe('Nothing was seen.');
  });

  test('says where higher is better, and counts samples honestly', () => {
    const variants = [
      contract('a', 'Slow', [row('k', 'may', '')]),
      contract('b', 'Fast', [row('k', 'may', '')]),
    ];
    const measures = [{ id: 'rate', title: 'Rate', unit: 'ops/s', better: 'higher' as const }];
    const on = (id: string, fast: number): CellReport =>
      cell('s', id, [
        result('a', 'pass', { measures: ms('rate', 10) }),
        result('b', 'pass', { measures: ms('rate', fast) }),
      ]);
    const cells = [on('node', 25), on('deno', 5)];
    expect(told({ engine: 'timing', variants, measures }, cells)).toBe(
      'Fast: 2.5× as fast as “Slow” on Node, 0.5× on Deno (one run each).',
    );
    expect(told({ engine: 'run', variants, measures }, cells)).toBe('Nothing was seen.');
  });

  test('compares no ways to end', () => {
    const variants = [contract('a', 'A', []), contract('b', 'B', [])];
    const measures = [{ id: 'wall', title: 'Wall', unit: 'ms', better: 'lower' as const }];
    const results = ['a', 'b'].map((id) => result(id, 'pass', { measures: ms('wall', 9) }));
    expect(told({ engine: 'terminate', variants, measures }, [cell('s', 'node', results)])).toBe(
      'Nothing was seen.',
    );
  });

  test('compares no run that did not do its work', () => {
    const variants = [contract('a', 'A', []), contract('b', 'B', [])];
    const measures = [{ id: 'wall', title: 'Wall', unit: 'ms', better: 'lower' as const }];
    const cells = [
      cell('s', 'node', [
        result('a', 'pass', { measures: ms('wall', 9) }),
        result('b', 'crash', { measures: ms('wall', 1) }),
      ]),
    ];
    expect(told({ variants, measures }, cells)).toBe('Crashed on Node (“B”).');
  });

  test('of one variant gives its medians', () => {
    const variants = [contract('a', 'A', [])];
    const measures = [{ id: 'wall', title: 'Wall time', unit: 'ms', better: 'lower' as const }];
    const cells = ['node', 'deno'].map((id) =>
      cell('s', id, [result('a', 'pass', { measures: ms('wall', 1500) })]),
    );
    expect(told({ variants, measures }, cells)).toBe('Wall time: 1.5 s on Node, 1.5 s on Deno.');
  });
});

describe('differences between runtimes', () => {
  const found = differences(FULL, look);

  test('those that ended differently come first, those in timing only last', () => {
    expect(found.map((one) => one.scenario.id)).toEqual([
      'lost-update',
      'thread-that-dies-of-an-uncaught-error',
      'event',
      'factorial',
    ]);
    expect(found.at(-1)?.found.map((one) => one.kind)).toEqual(['timing']);
  });

  test('a threaded speed-up that CPython does not have is one', () => {
    expect(found.at(-1)?.found[0]?.text).toBe(
      'Four threads: 1.8× as fast as “Sequential” on Node, 1.9× on Deno, 1.7× on Bun and Chromium, 0.9× on CPython (Wall time, medians of 5 samples)',
    );
  });

  test('other keys of the same pattern are none', () => {
    const variant = contract('v', 'V', [row('/lost \\d+/', 'may', '')]);
    const cells = two.map((one, at) =>
      cell('s', one.id, [result('v', 'pass', { observations: saw(variant, [`lost ${at}`, 1, 0]) })]),
    );
    const whole = report({
      targets: two,
      scenarios: [scenario({ id: 's', title: 'S', variants: [variant] })],
      cells,
    });
    expect(differences(whole, lookup(whole))).toEqual([]);
  });

  test('the same key in rows of two runtimes is none', () => {
    const variant = contract('v', 'V', [row('k', 'mustSee', '', ['node']), row('k', 'may', '', ['deno'])]);
    const cells = two.map((one, at) =>
      cell('s', one.id, [result('v', 'pass', { observations: saw(variant, ['k', 1, at]) })]),
    );
    const whole = report({
      targets: two,
      scenarios: [scenario({ id: 's', title: 'S', variants: [variant] })],
      cells,
    });
    expect(differences(whole, lookup(whole))).toEqual([]);
  });
});

describe('what was not run', () => {
  const pages = [target('chromium', 'Chromium', '156'), target('firefox', 'Firefox', '153')];
  const targets = [target('node', 'Node', '26'), ...pages];
  const ran = result('v', 'pass');
  const lacking = (reason: string): VariantReport => result('v', 'precondition', { reason });
  const scenarios = ['alone', 'first', 'second', 'in-part'].map((id) =>
    scenario({ id, title: id, variants: [contract('v', 'V', []), contract('w', 'W', [])] }),
  );
  const cells = scenarios.flatMap(({ id }) => [
    cell(id, 'node', [ran]),
    ...pages.map((page) => {
      if (id === 'alone') return cell(id, page.id, [lacking('It needs clocks: there are none')]);
      const need = id === 'first' ? 'processes' : 'proc';
      const lack = lacking(`It needs ${need}: a page has no processes`);
      return cell(id, page.id, id === 'in-part' ? [lack, result('w', 'pass')] : [lack], {
        reason: `v: ${lack.reason}`,
      });
    }),
  ]);
  const whole = report({ targets, scenarios, cells });

  test('is one row a reason, whichever capability found it out, that of most scenarios first', () => {
    const found = lacks(whole, lookup(whole));
    expect(found.map(lackText)).toEqual([
      'Chromium and Firefox: a page has no processes.',
      'Chromium and Firefox: there are none.',
    ]);
    expect(found[0]?.scenarios.map(({ scenario, part }) => [scenario.id, part])).toEqual([
      ['first', false],
      ['second', false],
      ['in-part', true],
    ]);
  });

  test('is no difference in how a scenario ended', () => {
    expect(differences(whole, lookup(whole))).toEqual([]);
  });

  test('says nothing of a target that is not there', () => {
    const gone = { reason: 'no such file', remedy: '' };
    const without = { ...whole, targets: targets.map((one) => ({ ...one, missing: gone })) };
    expect(lacks(without, lookup(without))).toEqual([]);
  });

  test('names two reasons of one cell', () => {
    const reason = 'It needs proc: a page has none. It needs clocks: there are none';
    const one = { ...whole, cells: [cell('first', 'firefox', [lacking(reason)])] };
    expect(lacks(one, lookup(one)).map(lackSentence)).toEqual([
      'Firefox did not run first: a page has none; there are none.',
    ]);
  });
});

test('a measure that neither direction betters is not compared', () => {
  expect(comparisons(FULL, look, byId('lost-update')).map((one) => one.measure.id)).toEqual(['rate', 'rate']);
  const [, threads] = comparisons(GREEN, lookup(GREEN), byId('factorial'));
  expect(threads?.factors.map(({ factor }) => Math.round(factor * 100) / 100)).toEqual([
    1.8, 1.9, 1.74, 1.66, 0.9,
  ]);
});

describe('the outcome table', () => {
  const variant = (id: string): VariantContract => {
    const found = byId('lost-update').variants.find((one) => one.id === id);
    if (!found) throw new Error(id);
    return found;
  };

  test('has every row that holds somewhere, seen or not, and nothing where a row does not hold', () => {
    const table = outcomeTable(look, byId('lost-update'), variant('unlocked'));
    expect(table?.totals).toEqual([18, 18, 18, 18, 20]);
    expect(table?.lines.map((line) => line.counts)).toEqual([
      [18, 18, 18, 18, null],
      [null, null, null, null, 0],
      [0, 0, 0, 0, 20],
    ]);
    expect(table?.lines[0]?.examples).toHaveLength(3);
    expect(table?.lines[0]?.others).toBe(69);
  });

  test('ends with what no row matched', () => {
    const table = outcomeTable(look, byId('lost-update'), variant('locked'));
    expect(table?.lines.at(-1)).toMatchObject({
      label: 'lost 3',
      expect: 'unmatched',
      counts: [0, 0, 1, 0, 0],
    });
  });

  test('folds a flood of unmatched keys into one line and loses none', () => {
    const made = contract('v', 'V', [row('k', 'may', '')]);
    const keys = Array.from({ length: 30 }, (_, at): [string, number, null] => [`key ${at}`, at + 1, null]);
    const cells = [cell('s', 'node', [result('v', 'forbidden', { observations: saw(made, ...keys) })])];
    const one = scenario({ id: 's', title: 'S', variants: [made] });
    const table = outcomeTable(lookup(report({ targets: two, scenarios: [one], cells })), one, made);
    expect(table?.lines).toHaveLength(10);
    const sum = table?.lines.reduce((total, line) => total + (line.counts[0] ?? 0), 0);
    expect(sum).toBe(table?.totals[0]);
  });
});
