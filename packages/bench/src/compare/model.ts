/**
 * What comparing two documents comes to.
 *
 * @module
 */

export const COMPARISON_SCHEMA_VERSION = 1;

/** Never a guess: what the rounds do not decide is unresolved. */
export type Change = 'improved' | 'regressed' | 'unresolved' | 'unchanged';

export interface Side {
  readonly path: string;
  readonly startedAt: string;
  readonly version: string;
}

export interface Comparison {
  readonly schemaVersion: typeof COMPARISON_SCHEMA_VERSION;
  readonly kind: 'report' | 'bench';
  readonly before: Side;
  readonly after: Side;
  /** What is in one document or the other and cannot be compared, with the reason. */
  readonly refused: readonly { readonly what: string; readonly reason: string }[];
  /** What a reader must know before any figure: other versions, another machine. */
  readonly notes: readonly string[];
  /** How the times of the second run stand to those of the first, over all that both measured. */
  readonly machine: Interval & { readonly measures: number };
  readonly counts: Readonly<Record<Change, number>>;
  /** All that was compared but what is unchanged, the worst first. */
  readonly findings: readonly Finding[];
}

export interface Interval {
  readonly ratio: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** One status or one measure. */
export interface Finding {
  readonly kind: 'status' | 'measure';
  /** The scenario or the benchmark. */
  readonly subject: string;
  readonly target: string;
  /** The variant or the implementation; null for a whole cell. */
  readonly variant: string | null;
  readonly measure: string | null;
  readonly change: Change;
  /** As a reader is shown them: statuses, or medians with their units. */
  readonly was: string;
  readonly is: string;
  /** How many times the first value the second is; null for a status. */
  readonly times: Interval | null;
  /** One sentence; empty where the figures say it all. */
  readonly reason: string;
}
