/**
 * Where and how it was measured, in a line or two.
 *
 * @module
 */

import { duration } from '../format.ts';
import type { BenchReport } from './model.ts';
import { runtimeTitle } from './rows.ts';

export function machineLines(report: BenchReport): string[] {
  const { cpus, arch, os, load } = report.environment;
  const loads = [load.start, load.end].map((one) => one?.[0].toFixed(1));
  const busy = loads.includes(undefined) ? '' : `, load ${loads.join(' to ')}`;
  const there = report.runtimes.filter(({ missing }) => missing === null);
  return [
    `${cpus.count} × ${cpus.model} (${arch}), ${os.name}${busy}.`,
    `${there.map(({ id }) => runtimeTitle(report, id)).join(', ')}; interleave ${report.tool.version} (${report.build}).`,
    `${report.startedAt.slice(0, 10)}, ${duration(report.durationMs)}, seed ${report.seed}${report.interrupted ? ', interrupted' : ''}.`,
  ];
}
