/**
 * Runs a plan's units one after the other: two at once would measure each other.
 *
 * @module
 */

import type { Capability, UnitEvent } from '@interleave/core/scenario';
import type { Job } from './matrix.ts';
import { type Judgement, judge, judgeMutant } from '../engines/judge.ts';
import { runUnit } from '../engines/run-unit.ts';
import type { UnitRecord } from '../engines/unit-record.ts';
import { limitsOf } from '../engines/watchdog.ts';

/** A unit that was run. */
export interface Done {
  readonly job: Job;
  readonly record: UnitRecord;
  readonly judgement: Judgement;
}

/** Who watches. */
export interface Spectator {
  began(job: Job, index: number, of: number): void;
  happened(job: Job, event: UnitEvent): void;
  ended(done: Done, index: number, of: number): void;
}

export interface PlanResult {
  readonly done: readonly Done[];
  readonly interrupted: boolean;
  /** By target, what its units said that it can do. */
  readonly capabilities: ReadonlyMap<string, readonly Capability[]>;
}

/** What a run does with the time that its first round leaves. */
export interface Budget {
  /** By `performance.now()`: when no further round begins. */
  readonly end: number;
  /** The jobs after the first round. */
  readonly more: (first: readonly Done[]) => readonly Job[];
}

/** Runs the jobs in order until the last, or until the signal; with a budget, further ones while it lasts. */
export async function runPlan(
  jobs: readonly Job[],
  limit: number | undefined,
  signal: AbortSignal,
  spectator: Spectator,
  budget?: Budget,
): Promise<PlanResult> {
  const done: Done[] = [];
  const capabilities = new Map<string, readonly Capability[]>();
  const all = [...jobs];
  for (let index = 0; !signal.aborted; index += 1) {
    if (index === jobs.length) all.push(...(budget?.more(done) ?? []));
    const job = all[index];
    if (job === undefined) break;
    if (budget !== undefined && job.round > (done.at(-1)?.job.round ?? 0) && performance.now() > budget.end)
      break;
    spectator.began(job, index, all.length);
    const one = await runJob(job, limit ?? limitFor(job), signal, spectator);
    if (one.record.hello !== undefined) capabilities.set(job.target.id, one.record.hello.capabilities);
    done.push(one);
    spectator.ended(one, index, all.length);
  }
  return { done, interrupted: signal.aborted, capabilities };
}

/** A scenario's own limit; one that goes on for as long as a parameter says has that on top. */
function limitFor({ subject, params }: Job): number {
  const { engine, limit } = subject.contract;
  return engine === 'sample' || engine === 'stress' ? limit + Number(params['duration']) : limit;
}

async function runJob(job: Job, limit: number, signal: AbortSignal, spectator: Spectator): Promise<Done> {
  const { subject, target, variant, mutant, seed, params } = job;
  const record = await runUnit(
    target,
    {
      kind: 'run',
      module: target.moduleOf(subject),
      scenario: subject.id,
      variant,
      ...(mutant === undefined ? {} : { mutant: mutant.id }),
      params,
      seed,
      limit,
    },
    subject,
    limitsOf(limit),
    { signal, onEvent: (event) => spectator.happened(job, event) },
  );
  const { contract } = subject;
  const judgement =
    mutant === undefined
      ? judge(record, contract, variant, target.kind)
      : judgeMutant(record, contract, mutant, target.kind);
  return { job, record, judgement };
}
