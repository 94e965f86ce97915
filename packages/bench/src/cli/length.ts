/**
 * `--rounds` and `--budget`: how long it takes, in one of two ways.
 *
 * @module
 */

import type { Length } from '../engines/bench/run-benchmark.ts';
import { InputError } from '../input-error.ts';
import { integer } from './integer.ts';

/** @throws {InputError} naming the option, its type and its range, or where both are given */
export function lengthOf(
  { rounds, budget }: { readonly rounds?: string; readonly budget?: string },
  otherwise: number,
): Length {
  if (rounds !== undefined && budget !== undefined)
    throw new InputError('--rounds and --budget both say how long it takes: give one');
  if (budget !== undefined) return { budget: budgetOf(budget) };
  return { rounds: rounds === undefined ? otherwise : integer('--rounds', rounds, 1, 1000) };
}

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000 };

function budgetOf(text: string): number {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)([smh])$/.exec(text) ?? [];
  const budget = Number(number) * (UNITS[unit] ?? 0);
  if (budget > 0) return budget;
  throw new InputError(`--budget takes a time such as 90s, 2m or 1h, not '${text}'`);
}
