/**
 * The pools side by side: makers by rows, runtimes by columns.
 *
 * @module
 */

import { isPackage, MAKERS } from '../../peers/makers.ts';
import { POOL_PREFIX } from '../../peers/pools.ts';
import { plain, table } from '../markdown-text.ts';
import type { BenchmarkReport, BenchReport, ContestantReport } from './model.ts';
import { amount, nounOf, valueOf } from './quantity.ts';
import { between, headOf, perSecond, runtimeTitle, times } from './rows.ts';

/** What there is where nothing has been measured. */
const NOTHING = 'Not measured yet.';
/** What most people ask first of a pool. */
const FIRST = `${POOL_PREFIX}noop`;

export function isPool({ id }: BenchmarkReport): boolean {
  return id.startsWith(POOL_PREFIX);
}

/** A table for each benchmark of pools, below headings of this level. */
export function poolTables(report: BenchReport, level: number): string {
  const parts = report.benchmarks
    .filter(isPool)
    .flatMap((benchmark) => [
      `${'#'.repeat(level)} ${plain(benchmark.title)}`,
      plain(headOf(benchmark)),
      poolTable(report, benchmark),
    ]);
  return parts.length === 0 ? NOTHING : parts.join('\n\n');
}

/** How many tasks that do nothing each pool carries out in a second. */
export function poolSummary(report: BenchReport): string {
  const benchmark = report.benchmarks.find(({ id }) => id === FIRST);
  return benchmark === undefined ? NOTHING : poolTable(report, benchmark);
}

function poolTable(report: BenchReport, benchmark: BenchmarkReport): string {
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
  const best = ['interleave beside the best package', ...ids.map((id) => besideBest(benchmark, id))];
  return table(
    ['', ...ids.map((id) => plain(runtimeTitle(report, id)))],
    [...rows, ...(best.slice(1).some((words) => words !== '') ? [best] : [])].map((row) => row.map(plain)),
  );
}

/** The contestant of a runtime, beside which CPython's stand as well; -1 where there is none. */
function indexOf(
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
function sound({ judged }: BenchmarkReport, contestant: ContestantReport): number | null {
  return contestant.status === 'corrupts' ? null : valueOf(contestant, judged);
}

function besideBest(benchmark: BenchmarkReport, id: string): string {
  const { contestants } = benchmark;
  const packages = contestants.flatMap((one, index) => {
    const value = isPackage(one.by) && one.runtime === id ? sound(benchmark, one) : null;
    return value === null ? [] : [{ by: one.by, index, value }];
  });
  const [best] = packages.toSorted((a, b) => a.value - b.value);
  const ours = indexOf(benchmark, id, ({ by }) => by === 'ours');
  const compared = best === undefined ? undefined : between(benchmark, best.index, ours);
  if (best === undefined || compared === undefined) return '';
  const told = compared.held || compared.verdict === 'unresolved' ? ', unresolved' : '';
  return `${times(compared.ratio)} the ${nounOf(benchmark)} of ${best.by}${told}`;
}
