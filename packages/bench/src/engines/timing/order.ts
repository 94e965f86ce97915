/**
 * What the bench tells a unit that measures, and what it hears from it.
 *
 * A unit is a fresh process that runs one implementation of one benchmark. Without `times` it calibrates: it finds how
 * many operations make a sample long enough, and is thrown away. With `times` it warms up, takes its samples, and
 * reports all of them, in nanoseconds per operation, after the last one: nothing is written while it measures.
 *
 * @module
 */

export interface BenchOrder {
  /** The module below `peers/work`, without its extension: `ours/lock`. */
  readonly module: string;
  /** Which of its exports makes the subject. */
  readonly make: string;
  /** Operations in a sample; null to find out. */
  readonly times: number | null;
  readonly samples: number;
  /** Milliseconds of rest before each sample, which then is one operation; 0 for none. */
  readonly restMs: number;
}

/** The measures that a unit reports. */
export const REPORTED: { readonly sample: string; readonly times: string; readonly step: string } = {
  /** Nanoseconds per operation; one for each sample. */
  sample: 'sample',
  /** In answer to a calibration: operations in a sample. */
  times: 'times',
  /** The step of the clock, in nanoseconds. */
  step: 'step',
};

/** A sample lasts at least so long (ms), and so many steps of the clock. */
export const LEAST_MS = 1;
export const LEAST_STEPS = 100;
/** Before it counts, a unit runs at least so often and so long (ms). */
export const WARM_UP: { readonly runs: number; readonly ms: number; readonly restedRuns: number } = {
  runs: 16,
  ms: 250,
  restedRuns: 6,
};
/** At least so many samples. */
export const SAMPLES = 64;
