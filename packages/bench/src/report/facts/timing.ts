import type { Measure } from '@interleave/core/scenario';

import { list, ratio } from '../format.ts';
import type { Lookup } from '../lookup.ts';
import type { MeasureReport, Report, ScenarioReport, VariantContract } from '../model.ts';
import { type Control, controlOf } from '../../stats/control.ts';
import { pairedRatio, type Ratio } from '../../stats/paired-ratio.ts';
import { pairsOf } from '../../stats/pairs.ts';
import { judge } from '../../stats/verdict.ts';
import { meaningOf } from '../meaning.ts';

/** How one variant compares with the contract's first one, target by target, in one measure. */
export interface Comparison {
  readonly measure: Measure;
  readonly base: VariantContract;
  readonly variant: VariantContract;
  /** In column order. */
  readonly factors: readonly Factor[];
  /** How many samples each of the medians rests on. */
  readonly samples: readonly number[];
}

export interface Factor {
  readonly target: string;
  /** Above 1 is better than the base. */
  readonly factor: number;
  /** Of the median of the rounds' ratios; undefined where there are too few rounds for one. */
  readonly interval: Ratio['interval'];
  readonly rounds: number;
  /** Of the rounds that have both. */
  readonly ratios: readonly number[];
  /** What the base's second unit in each round says; undefined where there is none, or too few. */
  readonly control: Control | undefined;
}

/**
 * Compares every variant with the first that has the measure. Medians of runs that did not do their work are no
 * timings, so a variant that ended badly on a target is not compared there. Variants that are different ways to end
 * (`terminate`) are no alternatives to each other, and what a scenario that is not about time took once in passing is no
 * finding: those times are for the tables alone.
 */
export function comparisons(report: Report, look: Lookup, scenario: ScenarioReport): Comparison[] {
  if (scenario.engine === 'terminate') return [];
  const all = scenario.measures
    .filter((measure) => measure.better !== 'neither')
    .flatMap((measure) => {
      const [base, ...others] = scenario.variants.filter((variant) =>
        report.targets.some((target) => measured(look, scenario, target.id, variant, measure.id)),
      );
      if (!base) return [];
      return others.flatMap((variant) => compare(report, look, scenario, measure, base, variant));
    });
  return scenario.engine === 'timing' ? all : all.filter(({ samples }) => Math.max(...samples) > 1);
}

/** A measure of one variant on one target, where that run did its work. */
export function measured(
  look: Lookup,
  scenario: ScenarioReport,
  target: string,
  variant: VariantContract,
  measure: string,
): MeasureReport | undefined {
  const result = look.variant(scenario.id, target, variant.id);
  if (!result || meaningOf(result.status) === 'notFinished') return undefined;
  return result.measures.find((one) => one.id === measure);
}

/** `as fast as`, where the unit is one of speed, else a neutral phrase. */
export function comparisonWords(measure: Measure): string {
  if (measure.unit === 'ms' || measure.unit.endsWith('/s')) return 'as fast as';
  return `as good in “${measure.title}” as`;
}

/** `1.8× … on Node and Bun, 1.9× on Deno`: the words between stand after the first factor. */
export function factorWords(comparison: Comparison, look: Lookup, between: string): string {
  const groups = new Map<string, string[]>();
  for (const { target, ...measured } of comparison.factors) {
    const text = ratio(measured.factor) + (isUnresolved(measured) ? ' (unresolved)' : '');
    groups.set(text, [...(groups.get(text) ?? []), look.title(target)]);
  }
  const everywhere = groups.size === 1 && comparison.factors.length > 1;
  return [...groups]
    .map(([text, titles], index) => {
      return `${text}${index === 0 ? between : ''} ${everywhere ? 'everywhere' : `on ${list(titles)}`}`;
    })
    .join(', ');
}

/** Whether there are rounds enough to decide it, and they do not. */
export function isUnresolved({
  factor,
  interval,
  rounds,
  control,
}: Omit<Factor, 'target' | 'ratios'>): boolean {
  return (
    interval !== undefined && judge({ ratio: factor, interval, rounds }, control).verdict === 'unresolved'
  );
}

/** What some comparisons rest on: pairs of the same round, or medians of so many samples. */
export function sampleWords(compared: readonly Comparison[]): string {
  const factors = compared.flatMap((one) => one.factors);
  if (factors.every(({ interval }) => interval !== undefined)) {
    const rounds = factors.map((one) => one.rounds);
    const [fewest, all] = [Math.min(...rounds), Math.max(...rounds)];
    return `in ${fewest === all ? fewest : `${fewest} to ${all}`} rounds`;
  }
  const counts = compared.flatMap((one) => one.samples);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  if (most === 1) return 'one run each';
  return `medians of ${least === most ? least : `${least} to ${most}`} samples`;
}

/**
 * True where the targets disagree on what pays: the best factor is at least half as much again as the worst, and where
 * there are rounds enough their intervals are apart.
 */
export function disagrees(comparison: Comparison): boolean {
  const [worst, best] = [Math.min, Math.max].map((pick) => {
    const end = pick(...comparison.factors.map(({ factor }) => factor));
    return comparison.factors.find(({ factor }) => factor === end);
  });
  if (worst === undefined || best === undefined || best.factor < 1.5 * worst.factor) return false;
  return (
    best.interval === undefined || worst.interval === undefined || best.interval.low > worst.interval.high
  );
}

function compare(
  report: Report,
  look: Lookup,
  scenario: ScenarioReport,
  measure: Measure,
  base: VariantContract,
  variant: VariantContract,
): Comparison[] {
  const samples: number[] = [];
  const factors = report.targets.flatMap((target) => {
    const before = measured(look, scenario, target.id, base, measure.id);
    const after = measured(look, scenario, target.id, variant, measure.id);
    if (!before || !after || before.median <= 0 || after.median <= 0) return [];
    samples.push(before.samples.length, after.samples.length);
    const control = again(look, scenario, measure, target.id)?.control;
    return [factorOf(measure, target.id, before, after, control)];
  });
  return factors.length === 0 ? [] : [{ measure, base, variant, factors, samples }];
}

function factorOf(
  { better: direction }: Measure,
  target: string,
  before: MeasureReport,
  after: MeasureReport,
  control: Control | undefined,
): Factor {
  const [worse, better] = direction === 'lower' ? [after, before] : [before, after];
  const pairs = pairsOf(worse.rounds, better.rounds);
  const { ratio: paired, interval, rounds } = pairedRatio(pairs);
  // Without an interval all samples together say more than the rounds do.
  const factor = interval === undefined ? better.median / worse.median : (paired ?? Number.NaN);
  return { target, factor, interval, rounds, ratios: pairs.map(([one, other]) => other / one), control };
}

/** A scenario's first variant beside itself (A/A) in one measure, on each target where it ran twice in each round. */
export function controls(report: Report, look: Lookup, scenario: ScenarioReport, measure: Measure): Factor[] {
  return report.targets.flatMap(({ id }) => again(look, scenario, measure, id) ?? []);
}

function again(look: Lookup, scenario: ScenarioReport, measure: Measure, target: string): Factor | undefined {
  const [base] = scenario.variants;
  const once = base && measured(look, scenario, target, base, measure.id);
  const twice =
    base && look.variant(scenario.id, target, base.id)?.again?.find(({ id }) => id === measure.id);
  if (!once || !twice) return undefined;
  return factorOf(measure, target, once, twice, controlOf(pairedRatio(pairsOf(once.rounds, twice.rounds))));
}
