import type { Status } from '@interleave/core/scenario';

import { quantity, share } from '../format.ts';
import type { Lookup } from '../lookup.ts';
import type { Report, ScenarioReport, TargetReport, VariantContract } from '../model.ts';
import { keyCounts, observed, seenGroups } from './seen.ts';
import { places } from './sentence.ts';

/** What one variant did on one target, short enough for a cell of a table. */
export interface Did {
  readonly status: Status;
  /** Its most frequent outcomes, with how often where there are several. */
  readonly seen: readonly string[];
  /** The first measure that has a direction: `12.3 ms`; empty where there is none. */
  readonly figure: string;
}

/** Variants by targets. A pair of which nothing was run is undefined. */
export interface DidTable {
  readonly targets: readonly TargetReport[];
  /** What the figures are; empty where there are none. */
  readonly measure: string;
  readonly lines: readonly {
    readonly variant: VariantContract;
    readonly cells: readonly (Did | undefined)[];
  }[];
}

const KEYS = 2;

/** What each target did, variant by variant: the lesson at a glance. */
export function didTable(report: Report, look: Lookup, scenario: ScenarioReport): DidTable | undefined {
  const targets = report.targets.filter((target) => look.cell(scenario.id, target.id) && !target.missing);
  if (targets.length === 0) return undefined;
  const measure = scenario.measures.find(({ better }) => better !== 'neither');
  let measured = false;
  const lines = scenario.variants.map((variant) => ({
    variant,
    cells: targets.map((target): Did | undefined => {
      const result = look.variant(scenario.id, target.id, variant.id);
      if (!result) return undefined;
      const keys = keyCounts([result]);
      const total = observed(result);
      const seen = keys
        .slice(0, KEYS)
        .map(({ key, count }) => (keys.length === 1 ? key : `${key} (${share(count, total)})`));
      const values = result.measures.find(({ id }) => id === measure?.id);
      measured ||= values !== undefined;
      return {
        status: result.status,
        seen: keys.length > KEYS ? [...seen, `and ${keys.length - KEYS} more`] : seen,
        figure: values && measure ? quantity(values.median, measure.unit) : '',
      };
    }),
  }));
  return { targets, measure: measured && measure ? measure.title : '', lines };
}

/** Why targets showed different things of one variant, as the contract has it. */
export interface Reason {
  readonly variant: VariantContract;
  readonly parts: readonly { readonly said: string; readonly why: string }[];
}

/** The variants of which targets showed different outcomes, each outcome with the contract's reason for it. */
export function reasonsToDiffer(report: Report, look: Lookup, scenario: ScenarioReport): Reason[] {
  return scenario.variants.flatMap((variant) => {
    const groups = seenGroups(report, look, scenario, variant);
    if (groups.length < 2) return [];
    const parts = groups.map(({ targets, text }) => {
      const results = targets.flatMap((target) => look.variant(scenario.id, target, variant.id) ?? []);
      const rows = new Set(results.flatMap(({ observations }) => observations.map(({ why }) => why)));
      return {
        said: `${text} ${places(report, look, scenario, targets)}`,
        why: [...rows].filter((why) => why !== '').join(' '),
      };
    });
    return [{ variant, parts }];
  });
}
