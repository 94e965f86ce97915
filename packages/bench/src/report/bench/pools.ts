/**
 * The pools side by side, and our own beside the best package.
 *
 * @module
 */

import { POOL_PREFIX } from '../../peers/pools.ts';
import { BESIDE_BEST } from './beside-best.ts';
import type { BenchmarkReport, BenchReport } from './model.ts';
import { NOTHING, sideBySide, sideBySideTables } from './side-by-side.ts';

/** What most people ask first of a pool. */
const FIRST = `${POOL_PREFIX}noop`;

export function isPool({ id }: BenchmarkReport): boolean {
  return id.startsWith(POOL_PREFIX);
}

/** A table for each benchmark of pools, below headings of this level. */
export function poolTables(report: BenchReport, level: number): string {
  return sideBySideTables(report, level, isPool, BESIDE_BEST);
}

/** How many tasks that do nothing each pool carries out in a second. */
export function poolSummary(report: BenchReport): string {
  const benchmark = report.benchmarks.find(({ id }) => id === FIRST);
  return benchmark === undefined ? NOTHING : sideBySide(report, benchmark, BESIDE_BEST);
}
