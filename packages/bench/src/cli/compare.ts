/**
 * `interleave compare`.
 *
 * @module
 */

import { compareBenches } from '../compare/benches.ts';
import type { Comparison } from '../compare/model.ts';
import { compareReports } from '../compare/reports.ts';
import { renderComparison } from '../compare/terminal.ts';
import { InputError } from '../input-error.ts';
import { lookOf } from '../report/terminal.ts';
import { type Document, readDocument } from './read-document.ts';

/** Prints what changed; gives 1 where something is worse than it was. */
export async function compare(
  before: string,
  after: string,
  { json = false }: { readonly json?: boolean },
): Promise<number> {
  const comparison = between(await readDocument(before), await readDocument(after));
  const { regressed, improved, unresolved, unchanged } = comparison.counts;
  if (regressed + improved + unresolved + unchanged === 0) {
    const reasons = comparison.refused.map(({ what, reason }) => `\n  ${what}: ${reason}`);
    throw new InputError(`There is nothing to compare in ${before} and ${after}.${reasons.join('')}`);
  }
  process.stdout.write(
    json ? `${JSON.stringify(comparison, null, 2)}\n` : renderComparison(comparison, lookOf(process.stdout)),
  );
  return regressed > 0 ? 1 : 0;
}

function between(before: Document, after: Document): Comparison {
  if (before.kind === 'report' && after.kind === 'report') return compareReports(before, after);
  if (before.kind === 'bench' && after.kind === 'bench') return compareBenches(before, after);
  const which = (one: Document): string =>
    `${one.path} is of interleave ${one.kind === 'bench' ? 'bench' : 'run'}`;
  throw new InputError(`Two reports of one kind can be compared: ${which(before)}, ${which(after)}`);
}
