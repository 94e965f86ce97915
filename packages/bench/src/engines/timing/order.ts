/**
 * What the bench tells a unit that measures, and what it hears from it.
 *
 * A unit is a fresh process that runs one implementation of one benchmark. Without `times` it calibrates: it finds how
 * many operations make a sample long enough, and is thrown away. With `times` it warms up, takes its samples, and
 * reports all of them, after the last one: nothing is written while it measures. A sample is nanoseconds per operation,
 * or what a gauge gives.
 *
 * @module
 */

/** How the samples of a benchmark are taken. */
export interface Sampling {
  /** At least so many. */
  readonly samples: number;
  /** Runs before them, which do not count; at least so many. */
  readonly warmUps: number;
  /** Operations in a sample; at least so many, where the work is only then what it should be. */
  readonly least: number;
  /** Milliseconds of rest before each sample, which then is one operation; 0 for none. */
  readonly restMs: number;
  /** Operations of a subject that gives its samples itself; 0 for one whose runs are timed. */
  readonly gauge: number;
}

export const USUAL: Sampling = { samples: 64, warmUps: 16, least: 1, restMs: 0, gauge: 0 };

export interface BenchOrder extends Sampling {
  /** The module below `peers/work`, without its extension: `ours/lock`. */
  readonly module: string;
  /** Which of its exports makes the subject. */
  readonly make: string;
  /** Operations in a sample; null to find out. */
  readonly times: number | null;
}

/** The measures that a unit reports. */
export const REPORTED: { readonly sample: string; readonly times: string; readonly step: string } = {
  /** One for each sample. */
  sample: 'sample',
  /** In answer to a calibration: operations in a sample. */
  times: 'times',
  /** The step of the clock, in nanoseconds. */
  step: 'step',
};

/** A sample lasts at least so long (ms), and so many steps of the clock. */
export const LEAST_MS = 1;
export const LEAST_STEPS = 100;
/**
 * Before it counts, a unit runs at least so long (ms). Compilers that optimize beside the program take most of a second
 * until they are done with a library's hot paths, longer than with the few lines of a peer written by hand: after a
 * quarter of a second a pool's call on Node still took three times as long as it did a second later.
 */
export const WARM_UP_MS = 1000;
