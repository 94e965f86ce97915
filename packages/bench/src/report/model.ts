/**
 * The report: one JSON document that holds everything any renderer needs.
 *
 * `report.schema.json` says the same to programs in other languages; `validate.ts` holds the two together. A change
 * that an older reader would misread raises `schemaVersion`.
 *
 * @module
 */

import type { Expectation, Measure, Mutant, Reference, Status, Timeline } from '@interleave/core/scenario';

import type { ExplorationReport } from './exploration.ts';

/** The version of the document's form. */
export const SCHEMA_VERSION = 1;

/** A whole run of the command, as `report.json` holds it. */
export interface Report {
  readonly schemaVersion: typeof SCHEMA_VERSION;
  readonly tool: { readonly name: string; readonly version: string };
  readonly verdict: Verdict;
  /** Cells by status; a status that no cell has is present as zero. */
  readonly counts: Readonly<Record<Status, number>>;
  readonly requested: Requested;
  readonly actual: Actual;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly endedAt: string;
  readonly durationMs: number;
  /** True where the user stopped the run: what is here was measured, what is not here was not run. */
  readonly interrupted: boolean;
  /** Sentences about the whole run that a reader must know before any figure. */
  readonly warnings: readonly string[];
  readonly environment: Environment;
  /** Every target that was asked for, in column order, the missing ones too. */
  readonly targets: readonly TargetReport[];
  /** Every scenario that was asked for, in row order. */
  readonly scenarios: readonly ScenarioReport[];
  /** At most one per scenario and target; a pair without a cell was not run. */
  readonly cells: readonly CellReport[];
  /** What `interleave explore` added, at most one for each module and title; absent where it added nothing. */
  readonly explorations?: readonly ExplorationReport[];
}

/** What the run as a whole comes to. */
export interface Verdict {
  /** True only when something ran, nothing was interrupted, no cell is worse than `interesting` and no exploration failed. */
  readonly ok: boolean;
  /** The worst status of all cells and explorations. */
  readonly status: Status;
  /** One sentence. */
  readonly sentence: string;
}

export type Preset = 'normal' | 'quick';

/** What the user typed. */
export interface Requested {
  /** The command line, word by word, as a shell would take it again. */
  readonly command: readonly string[];
  /** Empty where the user named none and the defaults were taken. */
  readonly targets: readonly string[];
  readonly scenarios: readonly string[];
  /** `--param name=value`, unparsed. */
  readonly params: Readonly<Record<string, string>>;
  readonly seed: number | null;
  readonly preset: Preset;
  /** `--rounds`, or null. */
  readonly rounds: number | null;
  /** `--budget` in milliseconds, or null. */
  readonly budgetMs: number | null;
}

/** What was run after defaults were filled in and missing targets left out. */
export interface Actual {
  readonly targets: readonly string[];
  readonly scenarios: readonly string[];
  readonly seed: number;
  readonly preset: Preset;
  /** How many units ran at once; what measures time ran alone. 1 where absent. */
  readonly jobs?: number;
}

/** The machine that ran it. */
export interface Environment {
  readonly os: { readonly platform: string; readonly release: string; readonly name: string };
  readonly arch: string;
  readonly cpus: { readonly count: number; readonly model: string };
  readonly memory: { readonly totalBytes: number; readonly freeBytes: number };
  /** Load averages over 1, 5 and 15 minutes; absent (null) where the system has none. */
  readonly load: { readonly start: Load | null; readonly end: Load | null };
}

export type Load = readonly [one: number, five: number, fifteen: number];

export type TargetKind = 'node' | 'deno' | 'bun' | 'chromium' | 'firefox' | 'webkit' | 'python';

/** One column: a runtime or browser. */
export interface TargetReport {
  /** `node`, or `node@22` where one of several versions was given that label. */
  readonly id: string;
  readonly kind: TargetKind;
  /** As people call it: `Node`, `CPython`. */
  readonly title: string;
  readonly version: string | null;
  readonly path: string | null;
  /** Probed live in the target. */
  readonly capabilities: readonly CapabilityReport[];
  /** Why it could not be run and what to type to get it; null where it is there. */
  readonly missing: { readonly reason: string; readonly remedy: string } | null;
}

export interface CapabilityReport {
  readonly name: string;
  readonly available: boolean;
  /** Why not, or a remark on how; empty where there is nothing to say. */
  readonly reason: string;
}

/** One row: a scenario with its contract, as it was when it ran. */
export interface ScenarioReport {
  readonly id: string;
  readonly title: string;
  /** The section of the guide, from 1; 0 for a scenario of the user's own. */
  readonly section: number;
  /** The rows of the guide that it works. */
  readonly rows: readonly string[];
  readonly lesson: string;
  readonly refs: readonly Reference[];
  readonly engine: 'run' | 'timing' | 'terminate' | 'stress' | 'sample';
  readonly requires: readonly string[];
  readonly params: readonly ParamReport[];
  /** In the contract's order. */
  readonly variants: readonly VariantContract[];
  readonly measures: readonly Measure[];
  readonly mutants: readonly Mutant[];
  readonly contractHash: string;
  /** How many rounds were begun. */
  readonly rounds: number;
  /** The code that a reader is shown. */
  readonly source: SourceReport;
  /** What CPython ran in its place; absent where it was not asked, or there is none. */
  readonly twin?: SourceReport;
}

export interface SourceReport {
  readonly path: string;
  readonly language: string;
  readonly text: string;
}

export interface ParamReport {
  readonly name: string;
  readonly value: number | boolean | string;
  readonly default: number | boolean | string;
  readonly unit: string;
  readonly about: string;
}

/** What one variant promises. */
export interface VariantContract {
  readonly id: string;
  readonly title: string;
  readonly outcomes: readonly OutcomeReport[];
  /** Counters that must end above zero. */
  readonly nonVacuous: readonly string[];
}

/** A row of an outcome table. */
export interface OutcomeReport {
  /** The key itself, or the pattern as it is written in code (`/lost \d+/`). */
  readonly match: string;
  readonly pattern: boolean;
  readonly expect: Expectation;
  readonly why: string;
  /** The kinds of target for which the row holds; null for all. */
  readonly on: readonly string[] | null;
}

/** How one scenario ended on one target. */
export interface CellReport {
  readonly scenario: string;
  readonly target: string;
  /** The worst of its variants, or of the whole where none ran. */
  readonly status: Status;
  /** One sentence: why this status; empty for a plain `pass`. */
  readonly reason: string;
  readonly startedAt: string | null;
  readonly durationMs: number;
  /** In the contract's order; empty where the cell did not come to run. */
  readonly variants: readonly VariantReport[];
  /** What to type to run this cell again with its seed. */
  readonly replay: string;
}

/** How one variant of a scenario ended on one target. */
export interface VariantReport {
  readonly variant: string;
  readonly status: Status;
  readonly reason: string;
  /** The most frequent first. */
  readonly observations: readonly ObservationCount[];
  readonly counters: Readonly<Record<string, number>>;
  /** The contract's measures that this variant reported, in the contract's order. */
  readonly measures: readonly MeasureReport[];
  /** Of a reference that ran twice in each round (A/A): the measures of those second units. */
  readonly again?: readonly MeasureReport[];
  readonly spans: readonly SpanReport[];
  /** What its threads and processes did in its first round, by their own word; absent where nothing was written down. */
  readonly timeline?: Timeline;
  /** The last lines that it logged or printed, oldest first. */
  readonly logs: readonly string[];
  readonly error: ErrorReport | null;
  readonly durationMs: number;
  readonly seed: number;
  readonly replay: string;
  /** Of the page, relative to the report; null where there is no page or nothing went wrong. */
  readonly screenshot: string | null;
}

/** One bar of the histogram: how often a key was observed. */
export interface ObservationCount {
  readonly key: string;
  readonly count: number;
  /** The index in the variant's outcome table of the row that it matched; null where none did. */
  readonly row: number | null;
  /** That row's expectation; `unmatched` (which is forbidden) where there is none. */
  readonly expect: Expectation | 'unmatched';
  readonly why: string;
}

/** All values of one measure; nothing is dropped. */
export interface MeasureReport {
  readonly id: string;
  readonly samples: readonly number[];
  readonly median: number;
  readonly min: number;
  readonly max: number;
  /** For each round the median of its samples, null where it has none: what comparisons are made of. */
  readonly rounds: readonly (number | null)[];
}

/** One stretch of the timeline, in milliseconds since the variant's start. */
export interface SpanReport {
  readonly thread: string;
  readonly what: string;
  readonly start: number;
  readonly end: number;
}

export interface ErrorReport {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
}
