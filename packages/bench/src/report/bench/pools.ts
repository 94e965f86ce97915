/**
 * The pools side by side, and our own beside the best package.
 *
 * @module
 */

import { isPackage } from '../../peers/makers.ts';
import { POOL_PREFIX } from '../../peers/pools.ts';
import type { BenchmarkReport, BenchReport } from './model.ts';
import { nounOf } from './quantity.ts';
import { between, times } from './rows.ts';
import { type Extra, indexOf, NOTHING, sideBySide, sideBySideTables, sound } from './side-by-side.ts';

/** What most people ask first of a pool. */
const FIRST = `${POOL_PREFIX}noop`;

const BEST: Extra = ['interleave beside the best package', besideBest];

export function isPool({ id }: BenchmarkReport): boolean {
  return id.startsWith(POOL_PREFIX);
}

/** A table for each benchmark of pools, below headings of this level. */
export function poolTables(report: BenchReport, level: number): string {
  return sideBySideTables(report, level, isPool, BEST);
}

/** How many tasks that do nothing each pool carries out in a second. */
export function poolSummary(report: BenchReport): string {
  const benchmark = report.benchmarks.find(({ id }) => id === FIRST);
  return benchmark === undefined ? NOTHING : sideBySide(report, benchmark, BEST);
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
