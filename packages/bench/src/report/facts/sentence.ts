import { STATUSES, type Status } from '@interleave/core/scenario';

import { list, percent, quantity } from '../format.ts';
import type { Lookup } from '../lookup.ts';
import type { Report, ScenarioReport, VariantContract } from '../model.ts';
import { withoutMutants } from './mutants.ts';
import { countOf, keyCounts, named, observed, quoted, seenGroups } from './seen.ts';
import { comparisons, comparisonWords, factorWords, measured, sampleWords } from './timing.ts';

/** What a scenario showed, in one sentence: what went wrong, what was seen where, and what it cost. */
export function sentenceOf(report: Report, look: Lookup, scenario: ScenarioReport): string {
  const own = withoutMutants(scenario);
  const clauses = [
    ...problems(report, look, scenario),
    ...surprises(report, look, own),
    ...seen(report, look, own),
    ...timing(report, look, own),
  ];
  if (clauses.length === 0) return 'Nothing was seen.';
  return `${capital(clauses.join('; '))}.`;
}

/** Targets by name, or `everywhere` where that is every target that has results, and there are several. */
export function places(
  report: Report,
  look: Lookup,
  scenario: ScenarioReport,
  targets: readonly string[],
): string {
  const ran = report.targets.filter(
    (target) => (look.cell(scenario.id, target.id)?.variants.length ?? 0) > 0,
  );
  if (ran.length > 1 && targets.length === ran.length) return 'everywhere';
  return `on ${list(targets.map(look.title))}`;
}

/** Worst first: `broke its contract on Bun (“Locked”)`. */
function problems(report: Report, look: Lookup, scenario: ScenarioReport): string[] {
  return STATUSES.toReversed().flatMap((status) => {
    if (status === 'pass' || status === 'interesting') return [];
    const groups = new Map<string, string[]>();
    for (const target of report.targets) {
      const cell = look.cell(scenario.id, target.id);
      if (cell?.status !== status) continue;
      const variants = cell.variants.filter((one) => one.status === status).map((one) => one.variant);
      const key = variants.length === scenario.variants.length ? '' : variants.join('\n');
      groups.set(key, [...(groups.get(key) ?? []), target.id]);
    }
    return [...groups].map(([variants, targets]) => {
      const inside = scenario.variants
        .filter((variant) => variants.split('\n').includes(variant.id))
        .map(named);
      const where = inside.length === 0 ? '' : ` (${list(inside)})`;
      return `${PROBLEMS[status]} on ${list(targets.map(look.title))}${where}`;
    });
  });
}

const PROBLEMS: Readonly<Record<Exclude<Status, 'pass' | 'interesting'>, string>> = {
  skipped: 'was left out',
  precondition: 'could not run',
  vacuous: 'proved nothing',
  notObserved: 'did not show what it must',
  timeout: 'did not end in time',
  error: 'failed with an error',
  crash: 'crashed',
  forbidden: 'broke its contract',
};

/** `Plain accesses: '0,0', which is interesting, on Node (48 %)`. */
function surprises(report: Report, look: Lookup, scenario: ScenarioReport): string[] {
  return scenario.variants.flatMap((variant) => {
    const where = look.ran(scenario, variant.id).filter(({ result }) => countOf(result, 'interesting') > 0);
    if (where.length === 0) return [];
    const rows = variant.outcomes.map((outcome) => outcome.expect);
    const keys = keyCounts(where.map(({ result }) => result)).filter(
      ({ row }) => row !== null && rows[row] === 'interesting',
    );
    const targets = where.map(({ target, result }) => {
      const total = observed(result);
      return total < 2 ? target.title : `${target.title} (${percent(countOf(result, 'interesting'), total)})`;
    });
    const more = keys.length > 1 ? ` and ${keys.length - 1} more` : '';
    return [
      `${variant.title}: ${quoted(keys[0]?.key ?? '')}${more}, which is interesting, on ${list(targets)}`,
    ];
  });
}

/** `Unlocked: 'lost' on Node, 'kept' on CPython`; variants that showed the same are named together. */
function seen(report: Report, look: Lookup, scenario: ScenarioReport): string[] {
  const texts = new Map<string, VariantContract[]>();
  for (const variant of scenario.variants) {
    const groups = seenGroups(report, look, scenario, variant);
    const surprised = look.ran(scenario, variant.id).some(({ result }) => countOf(result, 'interesting') > 0);
    if (groups.length === 0 || (groups.length === 1 && surprised)) continue;
    const text = groups
      .map((group) => `${group.text} ${places(report, look, scenario, group.targets)}`)
      .join(', ');
    texts.set(text, [...(texts.get(text) ?? []), variant]);
  }
  return [...texts].map(([text, variants]) => {
    const [first] = variants;
    if (first && variants.length === 1) return `${first.title}: ${text}`;
    const all = variants.length === scenario.variants.length;
    return `${all ? 'every variant' : list(variants.map(named))}: ${text}`;
  });
}

/** The story of the first measure that compares; of a scenario of one variant, its medians. */
function timing(report: Report, look: Lookup, scenario: ScenarioReport): string[] {
  const all = comparisons(report, look, scenario);
  const story = all.filter((one) => one.measure.id === all[0]?.measure.id);
  if (story.length > 0) {
    const clauses = story.map((one, index) => {
      const between = index === 0 ? ` ${comparisonWords(one.measure)} ${named(one.base)}` : '';
      return `${one.variant.title}: ${factorWords(one, look, between)}`;
    });
    return [`${clauses.join('; ')} (${sampleWords(story)})`];
  }
  const measure = scenario.measures.find((one) => one.better !== 'neither');
  const variant = scenario.variants[0];
  if (!measure || !variant || scenario.variants.length > 1) return [];
  const medians = report.targets.flatMap((target) => {
    const value = measured(look, scenario, target.id, variant, measure.id);
    return value ? [`${quantity(value.median, measure.unit)} on ${target.title}`] : [];
  });
  return medians.length === 0 ? [] : [`${measure.title}: ${medians.join(', ')}`];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
