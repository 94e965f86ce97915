import { STATUSES } from '@interleave/core/scenario';

import { list } from '../format.ts';
import type { Lookup } from '../lookup.ts';
import { meaningOf, statusWord } from '../meaning.ts';
import type { Report, ScenarioReport } from '../model.ts';
import { withoutMutants } from './mutants.ts';
import { named, seenGroups } from './seen.ts';
import { places } from './sentence.ts';
import { comparisons, comparisonWords, disagrees, factorWords, sampleWords } from './timing.ts';

/** One way in which the targets of a scenario differ. */
export interface Difference {
  readonly kind: 'status' | 'outcomes' | 'timing';
  readonly text: string;
}

/**
 * The scenarios in which runtimes differ, those that ended differently first. That something could not run somewhere is
 * not among them: see `lacks`.
 */
export function differences(
  report: Report,
  look: Lookup,
): { scenario: ScenarioReport; found: Difference[] }[] {
  const rank = { status: 0, outcomes: 1, timing: 2 };
  return report.scenarios
    .map((scenario) => ({ scenario, found: differencesOf(report, look, scenario) }))
    .filter(({ found }) => found.length > 0)
    .sort((a, b) => rank[a.found[0]?.kind ?? 'timing'] - rank[b.found[0]?.kind ?? 'timing']);
}

/** How the targets of one scenario differ: in how it ended, in what was seen, in what is worth its while. */
export function differencesOf(report: Report, look: Lookup, given: ScenarioReport): Difference[] {
  const scenario = withoutMutants(given);
  return [
    ...byStatus(report, look, scenario),
    ...byOutcomes(report, look, scenario),
    ...byTiming(report, look, scenario),
  ];
}

function byStatus(report: Report, look: Lookup, scenario: ScenarioReport): Difference[] {
  const ended = STATUSES.filter((status) => meaningOf(status) !== 'notRun').toReversed();
  const groups = ended.flatMap((status) => {
    const targets = report.targets.filter((target) => look.cell(scenario.id, target.id)?.status === status);
    return targets.length === 0
      ? []
      : [`${statusWord(status)} on ${list(targets.map((target) => target.title))}`];
  });
  return groups.length < 2 ? [] : [{ kind: 'status', text: groups.join('; ') }];
}

function byOutcomes(report: Report, look: Lookup, scenario: ScenarioReport): Difference[] {
  return scenario.variants.flatMap((variant) => {
    const groups = seenGroups(report, look, scenario, variant);
    if (groups.length < 2) return [];
    const parts = groups.map((group) => `${group.text} ${places(report, look, scenario, group.targets)}`);
    return [{ kind: 'outcomes' as const, text: `${variant.title}: ${parts.join('; ')}` }];
  });
}

/** A variant's first measure that differs: its others mostly say the same in another unit. */
function byTiming(report: Report, look: Lookup, scenario: ScenarioReport): Difference[] {
  const told = new Set<string>();
  return comparisons(report, look, scenario).flatMap((one) => {
    if (!disagrees(one) || told.has(one.variant.id)) return [];
    told.add(one.variant.id);
    const between = ` ${comparisonWords(one.measure)} ${named(one.base)}`;
    const text = `${one.variant.title}: ${factorWords(one, look, between)} (${one.measure.title}, ${sampleWords([one])})`;
    return [{ kind: 'timing' as const, text }];
  });
}
