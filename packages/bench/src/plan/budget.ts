/**
 * One time budget divided over the scenarios of a run.
 *
 * The first round runs everything once and is where the times come from; it counts like any other. What is left is
 * divided equally over the scenarios, and each gets as many further rounds as its part has time for. A round always has
 * all targets, because what is compared is what ran in the same round.
 *
 * The numbers are decided once, by the clock alone. A run that looked at its results to decide whether to go on would
 * bend its own intervals.
 *
 * @module
 */

import type { Job } from './matrix.ts';
import type { Done } from './run-plan.ts';

/** More rounds than this tell nothing that fewer did not. */
const MOST = 1000;

/** For each scenario, how many rounds there are in all, given what the first took and the milliseconds that are left. */
export function roundsWithin(first: readonly Done[], left: number): Map<string, number> {
  const costs = new Map<string, number>();
  for (const { job, record } of first)
    costs.set(job.subject.id, (costs.get(job.subject.id) ?? 0) + record.durationMs);
  const rounds = new Map<string, number>();
  let rest = Math.max(0, left);
  // The dearest first: what a scenario cannot use is for the others.
  const dearest = [...costs].sort(([, a], [, b]) => b - a);
  for (const [index, [id, cost]] of dearest.entries()) {
    const more = Math.min(MOST - 1, Math.floor(rest / (dearest.length - index) / Math.max(1, cost)));
    rest -= more * cost;
    rounds.set(id, 1 + more);
  }
  return rounds;
}

/** Jobs until the time is over, but for those that a scenario's round has begun with: what is compared ran in one round. */
export function* wholeRounds(jobs: readonly Job[], isOver: () => boolean): Generator<Job> {
  let last: Job | undefined;
  for (const job of jobs) {
    const begins = job.round !== last?.round || job.subject !== last.subject;
    if (begins && isOver()) return;
    last = job;
    yield job;
  }
}
