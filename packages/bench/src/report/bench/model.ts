/**
 * What `bench.json` holds: everything that was measured and everything that was made of it.
 *
 * `bench.schema.json` says the same to programs in other languages. A change that an older reader would misread raises
 * `schemaVersion`: 2 measures bytes too, and compares by p99 where that is what is asked.
 *
 * @module
 */

import type { Judged, Unit } from '../../peers/benchmark.ts';
import type { Maker } from '../../peers/makers.ts';
import type { Trouble } from '../../stats/control.ts';
import type { Verdict } from '../../stats/verdict.ts';
import type { Environment } from '../model.ts';

export const BENCH_SCHEMA_VERSION = 2;

export interface BenchReport {
  readonly schemaVersion: typeof BENCH_SCHEMA_VERSION;
  readonly tool: { readonly name: string; readonly version: string };
  /** What was measured of this library: what is published (`dist`) or the sources. */
  readonly build: 'dist' | 'source';
  readonly command: readonly string[];
  readonly seed: number;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly durationMs: number;
  /** True where the user stopped it: what is here was measured. */
  readonly interrupted: boolean;
  readonly environment: Environment;
  readonly runtimes: readonly RuntimeReport[];
  readonly benchmarks: readonly BenchmarkReport[];
}

export interface RuntimeReport {
  readonly id: string;
  readonly title: string;
  /** Null where it is missing. */
  readonly version: string | null;
  readonly missing: string | null;
}

export interface BenchmarkReport {
  readonly id: string;
  readonly title: string;
  readonly operation: string;
  readonly rate: string | null;
  /** What medians, p99s, minima and samples count, of one operation; less is better. */
  readonly unit: Unit;
  /** By which of them contestants are compared. */
  readonly judged: Judged;
  /** How many rounds were begun; null in a contestant's lists is a round in which it has no value. */
  readonly rounds: number;
  /** For each round, the contestants in the order in which they ran, as indices. */
  readonly orders: readonly (readonly number[])[];
  readonly contestants: readonly ContestantReport[];
  readonly comparisons: readonly ComparisonReport[];
}

/**
 * `ok`, or what kept it from being measured: it hung, its process died, its results were wrong, it threw, it cannot be
 * run here, or the run was stopped before.
 */
export type BenchStatus = 'ok' | 'hangs' | 'crashes' | 'corrupts' | 'fails' | 'absent' | 'not run';

/** One implementation on one runtime; the reference comes twice. */
export interface ContestantReport {
  readonly by: Maker;
  readonly title: string;
  /** The runtime's id; `python` for CPython, whose values stand beside those of every runtime. */
  readonly runtime: string;
  /** True for the second measurement of a reference: the A/A row. */
  readonly again: boolean;
  readonly status: BenchStatus;
  /** One sentence; empty where there is nothing to say. */
  readonly reason: string;
  /** In how many of the rounds in which it took part it failed. */
  readonly failures: number;
  /** Operations in a sample; null where it was not calibrated. */
  readonly times: number | null;
  /** A value for each round: of its process's samples the median, p99 and minimum. */
  readonly medians: readonly (number | null)[];
  readonly p99s: readonly (number | null)[];
  readonly minima: readonly (number | null)[];
  /** Over all rounds: the medians of the above; null where there is none. */
  readonly median: number | null;
  readonly p99: number | null;
  readonly minimum: number | null;
  /** Of all samples; marked, never dropped. */
  readonly outliers: { readonly mild: number; readonly severe: number };
  /** Where the samples of all rounds fall into two groups. */
  readonly modes: { readonly low: number; readonly high: number; readonly lowShare: number } | null;
  /** All samples, a list for each round; left out of a report that is kept for its figures. */
  readonly samples?: readonly (readonly number[])[];
}

/** Two contestants, by their indices, in the rounds that have both. */
export interface ComparisonReport {
  readonly base: number;
  readonly other: number;
  /** `control` is the reference against itself. */
  readonly kind: 'control' | 'pair';
  /** How many times the base's time (or memory) the other takes. */
  readonly ratio: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly level: number | null;
  readonly rounds: number;
  readonly verdict: Verdict;
  /** True where the interval decides and the A/A row forbids to believe it. */
  readonly held: boolean;
  /** Of a control: what is wrong with it. */
  readonly trouble: Trouble | null;
}
