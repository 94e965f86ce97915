/**
 * Makers by rows, runtimes by columns: benchmarks that are told together.
 *
 * @module
 */

import { MAKERS } from '../../peers/makers.ts';
import { plain, table } from '../markdown-text.ts';
import type { BenchmarkReport, BenchReport, ContestantReport } from './model.ts';
import { amount, valueOf } from './quantity.ts';
import { headOf, perSecond, runtimeTitle } from './rows.ts';

/** What there is where nothing has been measured. */
export const NOTHING = 'Not measured yet.';

/** One more row: its name, and what it says of a runtime. */
export type Extra = readonly [name: string, of: (benchmark: BenchmarkReport, runtime: string) => string];

/** A table for each of these benchmarks, below headings of this level. */
export function sideBySideTables(
  report: BenchReport,
  level: number,
  is: (benchmark: BenchmarkReport) => boolean,
  extra?: Extra,
): string {
  const parts = report.benchmarks
    .filter(is)
    .flatMap((benchmark) => [
      `${'#'.repeat(level)} ${plain(benchmark.title)}`,
      plain(headOf(benchmark)),
      sideBySide(report, benchmark, extra),
    ]);
  return parts.length === 0 ? NOTHING : parts.join('\n\n');
}

export function sideBySide(report: BenchReport, benchmark: BenchmarkReport, extra?: Extra): string {
  const here = (id: string): boolean => benchmark.contestants.some(({ runtime }) => runtime === id);
  const ids = report.runtimes.map(({ id }) => id).filter((id) => id !== 'python' && here(id));
  const makers = new Map(benchmark.contestants.map((one) => [`${one.by} ${one.title}`, one]));
  const rows = [...makers.values()].map(({ by, title }) => [
    `${MAKERS[by]}: ${title}`,
    ...ids.map((id) => {
      const index = indexOf(benchmark, id, (one) => one.by === by && one.title === title);
      return cell(benchmark, benchmark.contestants[index]);
    }),
  ]);
  const last = extra === undefined ? [] : ids.map((id) => extra[1](benchmark, id));
  const told = extra !== undefined && last.some((words) => words !== '') ? [[extra[0], ...last]] : [];
  return table(
    ['', ...ids.map((id) => plain(runtimeTitle(report, id)))],
    [...rows, ...told].map((row) => row.map(plain)),
  );
}

/** The contestant of a runtime, beside which CPython's stand as well; -1 where there is none. */
export function indexOf(
  { contestants }: BenchmarkReport,
  id: string,
  is: (contestant: ContestantReport) => boolean,
): number {
  return contestants.findIndex(
    (one) => !one.again && (one.runtime === id || one.runtime === 'python') && is(one),
  );
}

function cell(benchmark: BenchmarkReport, contestant: ContestantReport | undefined): string {
  const value = contestant === undefined ? null : sound(benchmark, contestant);
  if (value !== null)
    return benchmark.rate === null ? amount(value, benchmark.unit) : `${perSecond(value)} ${benchmark.rate}`;
  const { status } = contestant ?? { status: 'absent' };
  return status === 'absent' || status === 'not run' || status === 'ok' ? '–' : status;
}

/** Its value, where it has one that counts. */
export function sound({ judged }: BenchmarkReport, contestant: ContestantReport): number | null {
  return contestant.status === 'corrupts' ? null : valueOf(contestant, judged);
}
