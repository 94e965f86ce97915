/**
 * From the rounds of a benchmark to what the report says about it.
 *
 * @module
 */

import type { Entry, Rounds } from '../engines/bench/run-benchmark.ts';
import type { Benchmark, Judged } from '../peers/benchmark.ts';
import { isPython } from '../peers/makers.ts';
import type { BenchmarkReport, ComparisonReport, ContestantReport } from '../report/bench/model.ts';
import { roundsOf } from '../report/bench/quantity.ts';
import { type Control, controlOf } from '../stats/control.ts';
import { modesOf } from '../stats/modes.ts';
import { outliersOf } from '../stats/outliers.ts';
import { type Pair, pairedRatio, type Ratio } from '../stats/paired-ratio.ts';
import { ascending, median, quantileOf } from '../stats/quantiles.ts';
import { judge } from '../stats/verdict.ts';

export function benchmarkReport(benchmark: Benchmark, { entries, orders }: Rounds): BenchmarkReport {
  const contestants = entries.map(contestantReport);
  const { id, title, operation, rate, unit = 'ns', judged = 'median' } = benchmark;
  const comparisons = compareAll(contestants, judged);
  const about = { id, title, operation, rate, unit, judged };
  return { ...about, rounds: orders.length, orders, contestants, comparisons };
}

function contestantReport(entry: Entry): ContestantReport {
  const { by, title, runtime, again } = entry.contestant;
  const { status, reason, failures, times } = entry;
  const samples = entry.samples.map((round) => round.map(rounded));
  const each = (of: (sorted: readonly number[]) => number): (number | null)[] =>
    samples.map((round) => (round.length === 0 ? null : rounded(of(ascending(round)))));
  const medians = each((sorted) => quantileOf(sorted, 0.5));
  const p99s = each((sorted) => quantileOf(sorted, 0.99));
  const minima = each((sorted) => quantileOf(sorted, 0));
  const all = samples.flat();
  return {
    by,
    title,
    runtime,
    again,
    status,
    reason,
    failures,
    times,
    medians,
    p99s,
    minima,
    median: middle(medians),
    p99: middle(p99s),
    minimum: middle(minima),
    outliers: outliersOf(all),
    modes: modesOf(all) ?? null,
    samples,
  };
}

function middle(values: readonly (number | null)[]): number | null {
  const there = values.filter((value) => value !== null);
  return there.length === 0 ? null : rounded(median(there));
}

/** Five digits are more than any of it is good for. */
function rounded(value: number): number {
  return Number(value.toPrecision(5));
}

/** The controls, every pair of one runtime (CPython stands beside each), and every maker across the runtimes. */
export function compareAll(contestants: readonly ContestantReport[], judged: Judged): ComparisonReport[] {
  const measured = contestants.flatMap((contestant, index) =>
    contestant.median === null ? [] : [{ contestant, index }],
  );
  const controls = new Map<string, Control | undefined>();
  const found: ComparisonReport[] = [];
  for (const { contestant, index } of measured) {
    if (!contestant.again) continue;
    const base = measured.find(
      (one) =>
        !one.contestant.again &&
        one.contestant.runtime === contestant.runtime &&
        one.contestant.by === contestant.by,
    );
    if (base === undefined) continue;
    const ratio = ratioOf(base.contestant, contestant, judged);
    const control = controlOf(ratio);
    controls.set(contestant.runtime, control);
    found.push(...comparison(base.index, index, 'control', ratio, undefined, control));
  }
  const once = measured.filter(({ contestant }) => !contestant.again);
  for (const [place, base] of once.entries()) {
    for (const other of once.slice(place + 1)) {
      if (!comparable(base.contestant, other.contestant)) continue;
      const noise = noisier(controls.get(base.contestant.runtime), controls.get(other.contestant.runtime));
      const ratio = ratioOf(base.contestant, other.contestant, judged);
      found.push(...comparison(base.index, other.index, 'pair', ratio, noise, undefined));
    }
  }
  return found;
}

function comparable(one: ContestantReport, other: ContestantReport): boolean {
  return one.runtime === other.runtime || one.by === other.by || isPython(one.by) || isPython(other.by);
}

function ratioOf(base: ContestantReport, other: ContestantReport, judged: Judged): Ratio {
  const others = roundsOf(other, judged);
  const pairs = roundsOf(base, judged).flatMap((value, round): Pair[] => {
    const beside = others[round] ?? null;
    return value === null || beside === null || value <= 0 || beside <= 0 ? [] : [[value, beside]];
  });
  return pairedRatio(pairs);
}

/** Of two A/A rows the one that forbids more. */
function noisier(one: Control | undefined, other: Control | undefined): Control | undefined {
  const troubled = [one, other].filter((control) => control !== undefined && control.trouble !== 'none');
  return troubled.reduce(
    (worst, control) => ((control?.reach ?? 0) > (worst?.reach ?? 0) ? control : worst),
    troubled[0],
  );
}

function comparison(
  base: number,
  other: number,
  kind: ComparisonReport['kind'],
  measured: Ratio,
  noise: Control | undefined,
  control: Control | undefined,
): ComparisonReport[] {
  const { ratio, interval, rounds } = measured;
  if (ratio === undefined) return [];
  return [
    {
      base,
      other,
      kind,
      ratio: rounded(ratio),
      low: interval === undefined ? null : rounded(interval.low),
      high: interval === undefined ? null : rounded(interval.high),
      level: interval === undefined ? null : rounded(interval.level),
      rounds,
      ...judge(measured, noise),
      trouble: control?.trouble ?? null,
    },
  ];
}
