/**
 * What a benchmark's figures count, and in which words.
 *
 * @module
 */

import type { Judged, Unit } from '../../peers/benchmark.ts';
import { bytes, duration } from '../format.ts';
import type { BenchmarkReport, ContestantReport } from './model.ts';

type Counted = Pick<BenchmarkReport, 'unit' | 'judged'>;

/** `32.4 ns`, `1.2 KiB`; a dash where there is none. */
export function amount(value: number | null, unit: Unit): string {
  if (value === null) return '–';
  return unit === 'ns' ? duration(value / 1e6) : bytes(value);
}

/** The values that it is compared by, one for each round. */
export function roundsOf(contestant: ContestantReport, judged: Judged): readonly (number | null)[] {
  return judged === 'median' ? contestant.medians : contestant.p99s;
}

/** The value that it is compared by. */
export function valueOf(contestant: ContestantReport, judged: Judged): number | null {
  return judged === 'median' ? contestant.median : contestant.p99;
}

/** What the figures are: the start of `time of a task`. */
export function nounOf({ unit, judged }: Counted): string {
  const noun = unit === 'ns' ? 'time' : 'memory';
  return judged === 'median' ? noun : `${judged} of the ${noun}`;
}
