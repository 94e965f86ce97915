/**
 * The options of `interleave bench`, checked.
 *
 * @module
 */

import type { Length } from '../engines/bench/run-benchmark.ts';
import { DEFAULT_ROUNDS } from '../plan/rounds.ts';
import { lengthOf } from './length.ts';
import { seedOf } from './options.ts';

/** As commander hands them over. */
export interface RawBenchOptions {
  readonly on?: readonly string[];
  readonly rounds?: string;
  readonly budget?: string;
  readonly peers?: boolean;
  readonly seed?: string;
  readonly out: string;
  readonly list?: boolean;
}

export interface BenchOptions {
  readonly what: readonly string[];
  /** Empty where the defaults are meant. */
  readonly on: readonly string[];
  /** For each benchmark so many rounds, or for all of them together so long. */
  readonly length: Length;
  readonly peers: boolean;
  readonly seed: number | null;
  readonly out: string;
  readonly list: boolean;
}

/** @throws {InputError} naming the option, its type and its range */
export function readBenchOptions(what: readonly string[], raw: RawBenchOptions): BenchOptions {
  return {
    what,
    on: raw.on ?? [],
    length: lengthOf(raw, DEFAULT_ROUNDS),
    peers: raw.peers === true,
    seed: raw.seed === undefined ? null : seedOf(raw.seed),
    out: raw.out,
    list: raw.list === true,
  };
}
