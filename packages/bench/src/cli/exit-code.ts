/**
 * What the shell is told.
 *
 * @module
 */

import { worseThan } from '@interleave/core/scenario';
import type { Report } from '../report/model.ts';
import { list, plural } from '../report/format.ts';
import { INTERRUPTED } from './interrupt.ts';

/**
 * 0 where nothing is worse than `interesting`, but for what the person did not ask for: a cell is also good as
 * `skipped` where there is nothing to run (a scenario without a Python twin), and as `precondition` where its target
 * came with the defaults. What is asked for by name has to run.
 */
export function exitCode(report: Report): number {
  if (report.interrupted) return INTERRUPTED;
  if (report.cells.length === 0) return 1;
  const named = report.requested.targets.length > 0;
  const bad = report.cells.some(({ status }) => {
    if (status === 'skipped' || (status === 'precondition' && !named)) return false;
    return worseThan(status, 'interesting');
  });
  return bad ? 1 : 0;
}

/** Which cells could not be run, in a sentence; undefined where all were. */
export function notRun(report: Report): string | undefined {
  const cells = report.cells.filter(({ status }) => status === 'precondition' || status === 'skipped');
  if (cells.length === 0) return undefined;
  const names = cells.map(({ scenario, target }) => `${scenario} on ${target}`);
  return `${plural(cells.length, 'cell')} could not be run: ${list(names)}.`;
}
