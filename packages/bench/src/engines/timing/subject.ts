/**
 * What is measured: one implementation of one benchmark, ready to run.
 *
 * @module
 */

export interface Subject {
  /** Carries out so many operations and gives the milliseconds that they took, by its own clock. */
  run(times: number): number | Promise<number>;
  /** Throws CorruptError where what was done since the last check is not what should have been done. */
  check(): void;
}

/** A subject of which no time of many operations tells what is asked: memory, single latencies, a first time. */
export interface Gauge {
  /** Carries out so many operations, once in a process, and gives what was seen, in the benchmark's unit. */
  gauge(times: number): Promise<readonly number[]>;
  check(): void;
}

export type MakeSubject = () => Subject | Gauge | Promise<Subject | Gauge>;

/** The implementation did something else than it was asked to; how fast is then of no interest. */
export class CorruptError extends Error {
  override readonly name = 'CorruptError';
}

/** The implementation cannot be run here; the message says why, and what to type. */
export class AbsentError extends Error {
  override readonly name = 'AbsentError';
}
