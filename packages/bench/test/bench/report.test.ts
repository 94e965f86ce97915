import { expect, test } from 'vitest';
import {
  parseBench,
  renderBenchJson,
  validateBench,
  withoutSamples,
} from '../../src/report/bench/document.ts';
import { fullTables, renderBenchMarkdown, summaryTable } from '../../src/report/bench/markdown.ts';
import { between, sectionsOf } from '../../src/report/bench/rows.ts';
import { renderBenchTerminal } from '../../src/report/bench/terminal.ts';
import { alike, entry, reportOf, steady } from './fixture.ts';

const quiet = reportOf([
  entry({ by: 'bare', rounds: steady(20) }),
  entry({ by: 'bare', again: true, rounds: alike(20) }),
  entry({ by: 'ours', rounds: steady(30) }),
  entry({ by: 'multithreading', status: 'corrupts', reason: '3 of 9 items arrived wrong', rounds: [null] }),
  entry({ by: 'python', runtime: 'python', rounds: steady(90) }),
]);
/** 64 samples, of which a few take ten times as long. */
function tailOf(value: number): number[] {
  return Array.from({ length: 64 }, (_, at) => (at < 60 ? value : 10 * value));
}

const [benchmark] = quiet.benchmarks;
if (benchmark === undefined) throw new Error('There is no benchmark');

test('rounds that share their noise give exact ratios, for every pair', () => {
  const pairs = benchmark.comparisons.map(({ base, other, kind, ratio, verdict }) => [
    base,
    other,
    kind,
    Number(ratio.toFixed(2)),
    verdict,
  ]);
  expect(pairs).toEqual([
    [0, 1, 'control', 1, 'equivalent'],
    [0, 2, 'pair', 1.5, 'slower'],
    [0, 4, 'pair', 4.5, 'slower'],
    [2, 4, 'pair', 3, 'slower'],
  ]);
});

test('a comparison can be read from either end', () => {
  expect(between(benchmark, 4, 2)).toMatchObject({ base: 4, other: 2, verdict: 'faster' });
  expect(between(benchmark, 4, 2)?.ratio).toBeCloseTo(1 / 3, 4);
  expect(between(benchmark, 1, 3)).toBeUndefined();
});

test('the A/A row is on top, then the reference; a peer with wrong results has no figure', () => {
  const [section] = sectionsOf(quiet, benchmark);
  expect(section?.rows.map(({ name, ratio, verdict }) => [name.split(':')[0], ratio, verdict])).toEqual([
    ['A/A by hand', '1.00× (0.990 to 1.01)', ''],
    ['by hand', '', 'reference'],
    ['interleave', '1.50× (1.50 to 1.50)', 'slower'],
    ['multithreading 0.3.52', '', 'corrupts: 3 of 9 items arrived wrong'],
    ['CPython', '4.50× (4.50 to 4.50)', 'slower'],
  ]);
  expect(section?.rows[3]?.median).toBe('–');
  expect(section?.notes).toEqual(['interleave takes 0.33× (0.333 to 0.333) the time of CPython, faster.']);
});

test('a noisy A/A row is a banner, and holds verdicts back', () => {
  const noisy = reportOf([
    entry({ by: 'bare', rounds: steady(20) }),
    entry({ by: 'bare', again: true, rounds: [20, 60, 8, 90, 22, 9] }),
    entry({ by: 'ours', rounds: steady(22) }),
  ]);
  const [section] = noisy.benchmarks.flatMap((one) => sectionsOf(noisy, one));
  expect(section?.notes[0]).toMatch(/^Noise: the reference is not told from itself to within 25 %/);
  expect(section?.rows[2]?.verdict).toBe('unresolved (A/A)');
});

test('a contestant that failed in one round is compared in the others', () => {
  const report = reportOf([
    entry({ by: 'bare', rounds: steady(20, [1, 1, 1, 1, 1, 1, 1]) }),
    entry({
      by: 'ours',
      status: 'crashes',
      reason: 'exit code 3',
      rounds: [null, ...steady(40, [1, 1, 1, 1, 1, 1])],
    }),
  ]);
  expect(report.benchmarks[0]?.comparisons[0]).toMatchObject({ ratio: 2, rounds: 6, verdict: 'slower' });
  expect(renderBenchTerminal(report, { columns: 100, color: false })).toContain(
    'crashes in 1 round: exit code 3',
  );
});

test('it survives its own JSON, and its schema refuses what is none', () => {
  const text = renderBenchJson(quiet);
  expect(parseBench(text)).toEqual(quiet);
  expect(() => parseBench('{')).toThrow('not JSON');
  expect(() => validateBench({ ...quiet, schemaVersion: 3 })).toThrow('a newer one wrote it');
  expect(() => validateBench({ ...quiet, extra: 1 })).toThrow(
    'has a property that no bench report has: extra',
  );
  expect(() => validateBench({ ...quiet, seed: 'x' })).toThrow('/seed must be integer');
  const astray = [{ ...benchmark, orders: [[9]] }];
  expect(() => validateBench({ ...quiet, benchmarks: astray })).toThrow(
    'names a contestant that it does not have',
  );
});

test('a report of the first version measured times, and compared them by medians', () => {
  const benchmarks = quiet.benchmarks.map(({ unit: _unit, judged: _judged, ...first }) => first);
  expect(validateBench({ ...quiet, schemaVersion: 1, benchmarks })).toEqual(quiet);
  expect(() => validateBench({ ...quiet, schemaVersion: 1, benchmarks: 7 })).toThrow('schemaVersion');
  expect(() => validateBench({ ...quiet, benchmarks })).toThrow('unit');
});

test('memory is in bytes, and no faster or slower than other memory', () => {
  const report = reportOf(
    [entry({ by: 'bare', rounds: steady(600) }), entry({ by: 'ours', rounds: steady(300) })],
    'pool-queued',
  );
  const [queued] = report.benchmarks;
  const rows = queued === undefined ? [] : sectionsOf(report, queued)[0]?.rows;
  expect(rows?.map(({ median, verdict }) => [median, verdict])).toEqual([
    ['618 B', 'reference'],
    ['309 B', 'less'],
  ]);
  expect(fullTables(report)).toContain('Memory of a task that waits, 6 rounds.');
});

test('what is judged by its tail is compared by that', () => {
  const tailed = entry({ by: 'ours', rounds: steady(1000) });
  const samples = steady(1000).map((value) => tailOf(value));
  const report = reportOf(
    [entry({ by: 'bare', rounds: steady(1000) }), { ...tailed, samples }],
    'pool-mixed',
  );
  const [mixed] = report.benchmarks;
  expect(mixed?.comparisons[0]?.ratio).toBeGreaterThan(9);
  expect(mixed?.contestants[1]?.median).toBeLessThan(1100);
  expect(fullTables(report)).toContain('p99 of the time of a short task, 6 rounds.');
});

test('without its samples it is small, and draws the same', () => {
  const small = withoutSamples(quiet);
  expect(renderBenchJson(small).length).toBeLessThan(renderBenchJson(quiet).length / 2);
  expect(fullTables(parseBench(renderBenchJson(small)))).toBe(fullTables(quiet));
  expect(small.benchmarks[0]?.contestants[0]).not.toHaveProperty('samples');
});

test('Markdown has a table for each runtime, and takes punctuation at its word', () => {
  const text = renderBenchMarkdown(quiet);
  expect(text).toContain('### Node 26.10.0');
  expect(text).not.toContain('### Bun');
  expect(text).toContain('Debian \\| 12');
  expect(text).toContain('1.50× (1.50 to 1.50)');
});

test('the summary has our own beside what is written by hand, and CPython’s', () => {
  const [head, , row] = summaryTable(quiet).split('\n');
  expect(head).toBe('|  | Node 26.10.0 | CPython 3.11.7 |');
  expect(row).toMatch(/\| 30\.9 ns \(1\.50×\) \| 92\.7 ns \|$/);
});

test('the terminal says what is missing, and paints only where it may', () => {
  const text = renderBenchTerminal(quiet, { columns: 100, color: false });
  expect(text).toContain('Bun is not here: it is not installed');
  expect(text).toContain('2 × CPU (x64)');
  expect(text).not.toContain('\u001b');
  expect(renderBenchTerminal(quiet, { columns: 100, color: true })).toContain('\u001b');
});
