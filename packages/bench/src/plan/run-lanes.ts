/**
 * Runs a plan's units with the targets beside each other: for questions to which time is no answer.
 *
 * @module
 */

import type { Capability } from '@interleave/core/scenario';
import { type Job, unitSeed } from './matrix.ts';
import { type Done, type PlanResult, runPlan, type Spectator } from './run-plan.ts';
import { sideBySide } from './side-by-side.ts';

/** What a sampled mutant breaks is seen by chance, so it lives only when none of so many rounds has shown it. */
const ROUNDS = 8;

/** Each target's jobs in order, all targets at once; the results stand in the order of the jobs. */
export async function runLanes(
  jobs: readonly Job[],
  limit: number | undefined,
  signal: AbortSignal,
  spectator: Spectator,
): Promise<PlanResult> {
  const done = new Map<Job, readonly Done[]>(jobs.map((job) => [job, []]));
  const capabilities = new Map<string, readonly Capability[]>();
  let over = 0;
  const runOne = async (job: Job): Promise<void> => {
    const shared: Spectator = {
      began: (each) => spectator.began(each, over, jobs.length),
      happened: spectator.happened,
      ended: (each) => spectator.ended(each, over, jobs.length),
    };
    for (let round = 0; round < ROUNDS; round++) {
      const result = await runPlan([round === 0 ? job : anotherRound(job, round)], limit, signal, shared);
      done.set(job, [...(done.get(job) ?? []), ...result.done]);
      for (const [target, can] of result.capabilities) capabilities.set(target, can);
      if (result.interrupted || !result.done.every(livedByChance)) break;
    }
    over += 1;
  };
  await sideBySide(jobs, { width: Infinity, isAlone: () => false }, signal, runOne);
  return { done: [...done.values()].flat(), interrupted: signal.aborted, capabilities };
}

function anotherRound(job: Job, round: number): Job {
  return { ...job, round: job.round + round, seed: unitSeed(job.seed, round) };
}

function livedByChance({ job, judgement }: Done): boolean {
  return (
    job.mutant !== undefined && job.subject.contract.engine === 'sample' && judgement.status === 'vacuous'
  );
}
