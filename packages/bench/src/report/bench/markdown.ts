/**
 * The bench report as Markdown: every table, or one that sums up.
 *
 * @module
 */

import { plain, table } from '../markdown-text.ts';
import { machineLines } from './machine.ts';
import type { BenchmarkReport, BenchReport } from './model.ts';
import { isPool } from './pools.ts';
import { isOfProcesses } from './processes.ts';
import { amount, valueOf } from './quantity.ts';
import { between, COLUMNS, headOf, perSecond, runtimeTitle, sectionsOf, times } from './rows.ts';

/** `bench.md`. */
export function renderBenchMarkdown(report: BenchReport): string {
  return `# interleave bench\n\n${fullTables(report)}\n`;
}

/** Every benchmark on every runtime, below headings of this level and the next. */
export function fullTables(report: BenchReport, level = 2): string {
  const [outer, inner] = ['#'.repeat(level), '#'.repeat(level + 1)];
  const machine = machineLines(report).map(plain).join(' ');
  const parts = report.benchmarks.flatMap((benchmark) => {
    const { id } = benchmark;
    const sections = sectionsOf(report, benchmark).flatMap(({ runtime, rows, notes }) => [
      `${inner} ${plain(runtimeTitle(report, runtime))}`,
      table(
        Object.values(COLUMNS),
        rows.map(({ name, median, p99, ratio, verdict }) => [name, median, p99, ratio, verdict].map(plain)),
      ),
      ...notes.map(plain),
    ]);
    return [`${outer} ${id}`, plain(headOf(benchmark)), ...sections];
  });
  return [machine, ...parts].join('\n\n');
}

/**
 * One row for each benchmark but those of pools and processes, which have tables of their own, one column for each runtime: our own,
 * and beside what is written by hand.
 */
export function summaryTable(report: BenchReport): string {
  const ids = report.runtimes.filter(({ missing }) => missing === null).map(({ id }) => id);
  const head = ['', ...ids.map((id) => runtimeTitle(report, id))];
  const rows = report.benchmarks
    .filter((benchmark) => !isPool(benchmark) && !isOfProcesses(benchmark))
    .filter(({ contestants }) => contestants.some(({ by, median }) => by === 'ours' && median !== null))
    .map((benchmark) => [
      `${benchmark.title}: ${benchmark.operation}`,
      ...ids.map((id) => summaryCell(benchmark, id)),
    ]);
  return table(
    head.map(plain),
    rows.map((row) => row.map(plain)),
  );
}

function summaryCell(benchmark: BenchmarkReport, runtime: string): string {
  const indexOf = (by: string): number =>
    benchmark.contestants.findIndex((one) => one.by === by && one.runtime === runtime && !one.again);
  const mine = indexOf(runtime === 'python' ? 'python' : 'ours');
  const contestant = benchmark.contestants[mine];
  const value = contestant === undefined ? null : valueOf(contestant, benchmark.judged);
  if (value === null) return '–';
  const figure =
    benchmark.rate === null ? amount(value, benchmark.unit) : `${perSecond(value)} ${benchmark.rate}`;
  const compared = between(benchmark, indexOf('bare'), mine);
  if (compared === undefined) return figure;
  return `${figure} (${compared.verdict === 'unresolved' ? 'unresolved' : times(compared.ratio)})`;
}
