/**
 * The cells of pairs of which nothing was run.
 *
 * @module
 */

import type { Subject } from '../plan/contracts.ts';
import type { Found } from '../plan/presence.ts';
import type { CellReport } from '../report/model.ts';
import type { Target } from '../targets/target.ts';

/** Why a scenario is not run on a target; undefined where it is. */
export function obstacle(
  subject: Subject,
  { target, presence }: Found,
): { readonly status: 'precondition' | 'skipped'; readonly reason: string } | undefined {
  const excuse = target.excuse(subject);
  if (excuse !== undefined) return { status: 'skipped', reason: `Left out: ${excuse}` };
  if (presence.there) return undefined;
  return { status: 'precondition', reason: `${presence.reason}. To get it: ${presence.remedy}` };
}

/** A cell for each pair that has an obstacle. */
export function emptyCells(
  subjects: readonly Subject[],
  found: readonly Found[],
  replayOf: (subject: Subject, target: Target) => string,
): CellReport[] {
  return subjects.flatMap((subject) =>
    found.flatMap((one) => {
      const why = obstacle(subject, one);
      if (why === undefined) return [];
      const replay = replayOf(subject, one.target);
      const pair = { scenario: subject.id, target: one.target.id };
      return [{ ...pair, ...why, startedAt: null, durationMs: 0, variants: [], replay }];
    }),
  );
}
