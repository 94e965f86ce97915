/**
 * The figures that a report states about itself. Whoever builds a report takes them from here, and `validate.ts`
 * compares.
 *
 * @module
 */

import { STATUSES, worst, type Status } from '@interleave/core/scenario';

import { ascending, median, quantileOf } from '../stats/quantiles.ts';
import { meaningOf, statusWord, type Meaning } from './meaning.ts';
import type { ExplorationReport } from './exploration.ts';
import type { CellReport, MeasureReport, Report, Verdict } from './model.ts';

type Graded = Pick<CellReport, 'status'>;

/** What a report's verdict is about: its cells, and its explorations, which hold or do not. */
export function gradedOf({ cells, explorations = [] }: Pick<Report, 'cells' | 'explorations'>): Graded[] {
  return [...cells, ...explorations.map(({ failure }) => ({ status: gradeOf(failure) }))];
}

/** An exploration that found something shows what must not be. */
export function gradeOf(failure: ExplorationReport['failure']): Status {
  return failure === null ? 'pass' : 'forbidden';
}

/** How many cells have each status. */
export function countsOf(cells: readonly Graded[]): Record<Status, number> {
  const counts = Object.fromEntries(STATUSES.map((status) => [status, 0])) as Record<Status, number>;
  for (const cell of cells) counts[cell.status] += 1;
  return counts;
}

/** What the cells come to. A run of nothing is a failure, and so is one that was stopped. */
export function verdictOf(cells: readonly Graded[], interrupted: boolean): Verdict {
  const status = worst(cells.map((cell) => cell.status));
  const meaning = meaningOf(status);
  const ok = cells.length > 0 && !interrupted && (meaning === 'held' || meaning === 'surprised');
  const counted = cells.length === 0 ? '' : `: ${tally(cells)}`;
  return { ok, status, sentence: `${headlineOf(cells, interrupted)}${counted}.` };
}

/** The verdict's sentence without the counts. */
export function headlineOf(cells: readonly Graded[], interrupted: boolean): string {
  const lead = leadOf(cells.map(({ status }) => status));
  return interrupted ? `Interrupted before the end. ${lead}` : lead;
}

function leadOf(statuses: readonly Status[]): string {
  if (statuses.length === 0) return 'Nothing was run';
  const meaning = meaningOf(worst(statuses));
  return meaning === 'notRun' && statuses.every((status) => meaningOf(status) === 'notRun')
    ? 'Nothing could run'
    : LEAD[meaning];
}

const LEAD: Readonly<Record<Meaning, string>> = {
  held: 'Every promise held',
  surprised: 'Every promise held, with surprises',
  notRun: 'Every promise held that could be put to the test',
  provedNothing: 'Something proved nothing',
  notFinished: 'Something did not finish',
  broken: 'A contract was broken',
};

/** The counts as words, worst first: `1 forbidden, 24 pass`. */
export function tally(cells: readonly Graded[]): string {
  const counts = countsOf(cells);
  const seen = STATUSES.filter((status) => counts[status] > 0).reverse();
  return seen.map((status) => `${counts[status]} ${statusWord(status)}`).join(', ');
}

/** All samples of one measure, a list for each round, with what is read off them. */
export function measureOf(id: string, rounds: readonly (readonly number[])[]): MeasureReport {
  const samples = rounds.flat();
  const sorted = ascending(samples);
  const [min, max] = [sorted.at(0), sorted.at(-1)];
  if (min === undefined || max === undefined) throw new RangeError(`measure ${id} has no samples`);
  return {
    id,
    samples,
    median: quantileOf(sorted, 0.5),
    min,
    max,
    rounds: rounds.map((round) => (round.length === 0 ? null : median(round))),
  };
}
