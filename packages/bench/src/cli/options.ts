/**
 * The options of `interleave run`, checked.
 *
 * @module
 */

import type { Preset } from '@interleave/core/scenario';
import { integer } from './integer.ts';

/** As commander hands them over. */
export interface RawRunOptions {
  readonly on?: readonly string[];
  readonly quick?: boolean;
  readonly param?: readonly string[];
  readonly out: string;
  readonly seed?: string;
  readonly mutants?: boolean;
  readonly repeat?: string;
  readonly limit?: string;
  readonly isolation: boolean;
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
  readonly repeat: number;
  /** Milliseconds a variant may take, in place of what its scenario says. */
  readonly limit: number | null;
  readonly isolated: boolean;
}

/** @throws {InputError} naming the option, its type and its range */
export function readOptions(scenarios: readonly string[], raw: RawRunOptions): RunOptions {
  return {
    scenarios,
    on: raw.on ?? [],
    preset: raw.quick === true ? 'quick' : 'normal',
    params: raw.param ?? [],
    out: raw.out,
    seed: raw.seed === undefined ? null : integer('--seed', raw.seed, 0, 2 ** 32 - 1),
    mutants: raw.mutants === true,
    variants: true,
    repeat: raw.repeat === undefined ? 1 : integer('--repeat', raw.repeat, 1, 1000),
    limit: raw.limit === undefined ? null : integer('--limit', raw.limit, 1, 86_400_000),
    isolated: raw.isolation,
  };
}
