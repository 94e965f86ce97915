/**
 * Processes that wait for each other, side by side with what else does that.
 *
 * @module
 */

import { PROCESS_PREFIX } from '../../peers/processes.ts';
import { BESIDE_BEST } from './beside-best.ts';
import type { BenchmarkReport, BenchReport } from './model.ts';
import { NOTHING, sideBySide, sideBySideTables } from './side-by-side.ts';

/** What most people ask first of processes that wait for each other. */
const FIRST = `${PROCESS_PREFIX}roundtrip`;

export function isOfProcesses({ id }: BenchmarkReport): boolean {
  return id.startsWith(PROCESS_PREFIX);
}

/** A table for each benchmark of processes, of pools of them too, below headings of this level. */
export function processTables(report: BenchReport, level: number): string {
  return sideBySideTables(report, level, isOfProcesses, BESIDE_BEST);
}

/** How long a round trip between two processes takes. */
export function processSummary(report: BenchReport): string {
  const benchmark = report.benchmarks.find(({ id }) => id === FIRST);
  return benchmark === undefined ? NOTHING : sideBySide(report, benchmark);
}
