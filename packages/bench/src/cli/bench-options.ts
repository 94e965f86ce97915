/**
 * The options of `interleave bench`, checked.
 *
 * @module
 */

import type { Length } from '../engines/bench/run-benchmark.ts';
import { InputError } from '../input-error.ts';
import { DEFAULT_ROUNDS } from '../plan/rounds.ts';
import { integer } from './integer.ts';

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
  if (raw.rounds !== undefined && raw.budget !== undefined)
    throw new InputError('--rounds and --budget both say how long it takes: give one');
  return {
    what,
    on: raw.on ?? [],
    length:
      raw.budget === undefined
        ? { rounds: raw.rounds === undefined ? DEFAULT_ROUNDS : integer('--rounds', raw.rounds, 1, 1000) }
        : { budget: budgetOf(raw.budget) },
    peers: raw.peers === true,
    seed: raw.seed === undefined ? null : integer('--seed', raw.seed, 0, 2 ** 32 - 1),
    out: raw.out,
    list: raw.list === true,
  };
}

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000 };

function budgetOf(text: string): number {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)([smh])$/.exec(text) ?? [];
  const budget = Number(number) * (UNITS[unit] ?? 0);
  if (budget > 0) return budget;
  throw new InputError(`--budget takes a time such as 90s, 2m or 1h, not '${text}'`);
}
