import type { Measure } from '@interleave/core/scenario';

import { list, ratio } from '../format.ts';
import type { Lookup } from '../lookup.ts';
import type { MeasureReport, Report, ScenarioReport, VariantContract } from '../model.ts';
import { meaningOf } from '../meaning.ts';

/** How one variant compares with the contract's first one, target by target, in one measure. */
export interface Comparison {
  readonly measure: Measure;
  readonly base: VariantContract;
  readonly variant: VariantContract;
  /** In column order; above 1 is better than the base. */
  readonly factors: readonly { readonly target: string; readonly factor: number }[];
  /** How many samples each of the medians rests on. */
  readonly samples: readonly number[];
}

/**
 * Compares every variant with the first that has the measure. Medians of runs that did not do their work are no
 * timings, so a variant that ended badly on a target is not compared there. Variants that are different ways to end
 * (`terminate`) are no alternatives to each other, and their times are for the tables alone.
 */
export function comparisons(report: Report, look: Lookup, scenario: ScenarioReport): Comparison[] {
  if (scenario.engine === 'terminate') return [];
  return scenario.measures
    .filter((measure) => measure.better !== 'neither')
    .flatMap((measure) => {
      const [base, ...others] = scenario.variants.filter((variant) =>
        report.targets.some((target) => measured(look, scenario, target.id, variant, measure.id)),
      );
      if (!base) return [];
      return others.flatMap((variant) => compare(report, look, scenario, measure, base, variant));
    });
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
  for (const { target, factor } of comparison.factors) {
    const text = ratio(factor);
    groups.set(text, [...(groups.get(text) ?? []), look.title(target)]);
  }
  const everywhere = groups.size === 1 && comparison.factors.length > 1;
  return [...groups]
    .map(([text, titles], index) => {
      return `${text}${index === 0 ? between : ''} ${everywhere ? 'everywhere' : `on ${list(titles)}`}`;
    })
    .join(', ');
}

/** How many samples the medians of some comparisons rest on. */
export function sampleWords(compared: readonly Comparison[]): string {
  const counts = compared.flatMap((one) => one.samples);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  if (most === 1) return 'one run each';
  return `medians of ${least === most ? least : `${least} to ${most}`} samples`;
}

/** True where the targets disagree on what pays: the best factor is at least half as much again as the worst. */
export function disagrees(comparison: Comparison): boolean {
  const factors = comparison.factors.map(({ factor }) => factor);
  return factors.length > 1 && Math.max(...factors) >= 1.5 * Math.min(...factors);
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
    const factor = measure.better === 'lower' ? before.median / after.median : after.median / before.median;
    return [{ target: target.id, factor }];
  });
  return factors.length === 0 ? [] : [{ measure, base, variant, factors, samples }];
}
