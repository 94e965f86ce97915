/**
 * A contract as plain data: what crosses from the process that loaded a scenario to the bench, which runs no
 * scenario's code itself, so that a module that hangs or dies cannot take the bench with it.
 *
 * @module
 */

import type { Expectation, Measure, Mutant, Outcome, ParamSchema, Reference, Scenario } from './contract.ts';

/** An outcome row with its pattern taken apart. */
export interface DescribedOutcome {
  readonly match: string | { readonly source: string; readonly flags: string };
  readonly expect: Expectation;
  readonly why: string;
  readonly on?: readonly string[];
}

/** Everything about a scenario but its code. */
export interface ScenarioDescription {
  readonly id: string;
  readonly title: string;
  readonly section: number;
  readonly rows: readonly string[];
  readonly lesson: string;
  readonly refs: readonly Reference[];
  readonly engine: Scenario['engine'];
  readonly requires: readonly string[];
  readonly params: ParamSchema;
  readonly variants: Readonly<Record<string, { readonly title: string }>>;
  readonly outcomes: Readonly<Record<string, readonly DescribedOutcome[]>>;
  readonly nonVacuous: Readonly<Record<string, readonly string[]>>;
  readonly mutants: readonly Mutant[];
  readonly measures: readonly Measure[];
  /** Milliseconds. */
  readonly limit: number;
  readonly contractHash: string;
}

/** How long one variant may take where its scenario does not say, in milliseconds. */
export const DEFAULT_LIMIT = 60_000;

export function describeScenario(scenario: Scenario): ScenarioDescription {
  const { id, title, section, rows, lesson, refs, engine, requires, params, variants, mutants, measures } =
    scenario;
  return {
    id,
    title,
    section,
    rows,
    lesson,
    refs,
    engine,
    requires,
    params,
    variants,
    outcomes: Object.fromEntries(
      Object.entries(scenario.outcomes).map(([variant, table]) => [variant, table.map(describeOutcome)]),
    ),
    nonVacuous: scenario.nonVacuous ?? {},
    mutants,
    measures,
    limit: scenario.limit ?? DEFAULT_LIMIT,
    contractHash: scenario.contractHash,
  };
}

/** The rows of a described variant, with their patterns again. */
export function outcomesOf(description: ScenarioDescription, variant: string): readonly Outcome[] {
  return (description.outcomes[variant] ?? []).map(({ match, ...row }) => ({
    ...row,
    match: typeof match === 'string' ? match : new RegExp(match.source, match.flags),
  }));
}

function describeOutcome({ match, ...row }: Outcome): DescribedOutcome {
  return { ...row, match: typeof match === 'string' ? match : { source: match.source, flags: match.flags } };
}
