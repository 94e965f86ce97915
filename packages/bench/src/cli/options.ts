/**
 * The options of `interleave run`, checked.
 *
 * @module
 */

import { availableParallelism } from 'node:os';
import type { Preset } from '@interleave/core/scenario';
import type { Length } from '../engines/bench/run-benchmark.ts';
import { InputError } from '../input-error.ts';
import type { Only } from '../plan/matrix.ts';
import type { Reporter } from '../report/reporters.ts';
import type { Detail } from '../report/terminal.ts';
import { integer } from './integer.ts';
import { lengthOf } from './length.ts';
import { readReporters } from './reporters.ts';
import type { RawTrace } from './write-trace.ts';

/** As commander hands them over. */
export interface RawRunOptions {
  readonly on?: readonly string[];
  readonly quick?: boolean;
  readonly param?: readonly string[];
  readonly out: string;
  readonly seed?: string;
  readonly mutants?: boolean;
  readonly rounds?: string;
  readonly budget?: string;
  readonly reporter?: readonly string[];
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly limit?: string;
  readonly isolation: boolean;
  readonly jobs?: string;
  readonly trace?: string | boolean;
}

/** What is to be run, and how. */
export interface RunOptions {
  readonly scenarios: readonly string[];
  /** Empty where the defaults are meant. */
  readonly on: readonly string[];
  readonly preset: Preset;
  readonly params: readonly string[];
  readonly out: string;
  readonly seed: number | null;
  readonly mutants: boolean;
  /** False for the mutants alone, which need not be timed: the targets are then run beside each other. */
  readonly variants: boolean;
  /** So many rounds of everything, or as many as there is time for. */
  readonly length: Length;
  readonly reporters: readonly Reporter[];
  readonly detail: Detail;
  /** What of a scenario is replayed; null for a run. */
  readonly only: Only | null;
  /** Milliseconds a variant may take, in place of what its scenario says. */
  readonly limit: number | null;
  readonly isolated: boolean;
  /** How many units run at once, on different targets. */
  readonly jobs: number;
  /** The file of the trace, or true for one in the report's folder. */
  readonly trace?: RawTrace;
}

/** @throws {InputError} naming the option, its type and its range */
export function readOptions(scenarios: readonly string[], raw: RawRunOptions): RunOptions {
  return {
    scenarios,
    on: raw.on ?? [],
    preset: raw.quick === true ? 'quick' : 'normal',
    params: raw.param ?? [],
    out: raw.out,
    seed: raw.seed === undefined ? null : seedOf(raw.seed),
    mutants: raw.mutants === true,
    variants: true,
    length: lengthOf(raw, 1),
    reporters: readReporters(raw.reporter),
    detail: detailOf(raw),
    only: null,
    limit: raw.limit === undefined ? null : integer('--limit', raw.limit, 1, 86_400_000),
    isolated: raw.isolation,
    jobs: jobsOf(raw),
    trace: raw.trace,
  };
}

/** What a unit keeps busy on average: its threads, the runtime that comes up, or a browser; some only wait. */
const CPUS_PER_UNIT = 1.5;
/** More at once than that are in each other's way. */
const MOST_JOBS = 4;

/** Times are to be trusted where they were not asked for quickly: then one unit runs at a time. */
function jobsOf({ jobs, quick = false, budget }: RawRunOptions): number {
  if (jobs === undefined) {
    if (!quick || budget !== undefined) return 1;
    return Math.min(MOST_JOBS, Math.ceil(availableParallelism() / CPUS_PER_UNIT));
  }
  const width = integer('--jobs', jobs, 1, 64);
  if (width > 1 && budget !== undefined)
    throw new InputError(
      '--jobs and --budget exclude each other: what runs side by side has no times to spend one on',
    );
  return width;
}

/** @throws {InputError} where both are asked for */
export function detailOf({ quiet, verbose }: Pick<RawRunOptions, 'quiet' | 'verbose'>): Detail {
  if (quiet === true && verbose === true)
    throw new InputError('--quiet and --verbose both say how much is told: give one');
  if (quiet === true) return 'quiet';
  return verbose === true ? 'verbose' : 'normal';
}

/** @throws {InputError} */
export function seedOf(text: string): number {
  return integer('--seed', text, 0, 2 ** 32 - 1);
}
