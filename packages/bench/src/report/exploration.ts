/**
 * What was explored, as a report holds it: `interleave explore` adds it to the report that is there.
 *
 * @module
 */

/** One exploration, and how it ended. */
export interface ExplorationReport {
  /** The file that exports it, as the command line has it. */
  readonly module: string;
  /** What it is about; empty where it does not say. */
  readonly group: string;
  readonly name: string;
  readonly search: 'depth-first' | 'pct' | 'round-robin';
  /** Of the random search; null of the others. */
  readonly seed: number | null;
  readonly bounds: ExplorationBounds;
  readonly schedules: number;
  readonly steps: number;
  /** Distinct states; 0 of a search that does not count them. */
  readonly states: number;
  /** Whether every schedule within the bounds was tried, or led to where another had been. */
  readonly complete: boolean;
  readonly startedAt: string;
  readonly durationMs: number;
  /** Continues a search that a limit stopped; null where there is nothing to go on with. */
  readonly checkpoint: string | null;
  readonly failure: ExplorationFailure | null;
  /** What to type to see it again: the schedule that failed, or else the whole exploration. */
  readonly replay: string;
}

/** How far it went; null: without a bound. */
export interface ExplorationBounds {
  readonly preemptions: number | null;
  readonly timeouts: number;
  readonly deaths: number;
  readonly rings: number;
  readonly schedules: number | null;
  /** Of one schedule. */
  readonly steps: number | null;
  readonly ms: number | null;
}

/** The shortest schedule that was found to go wrong. */
export interface ExplorationFailure {
  readonly kind: 'assertion' | 'exception' | 'deadlock' | 'livelock';
  readonly message: string;
  readonly schedule: string;
  readonly switches: number;
  /** In the order in which they happened. */
  readonly steps: readonly ExplorationStep[];
}

/** One operation of an agent. */
export interface ExplorationStep {
  readonly agent: string;
  /** As a reader is shown it: `lock: 0 → 2`. */
  readonly text: string;
  /** The line of source that did it; empty where there is none. */
  readonly source: string;
}

/** As `--only` takes it. */
export function titleOf({ group, name }: { readonly group?: string; readonly name: string }): string {
  return group === undefined || group === '' ? name : `${group}: ${name}`;
}
