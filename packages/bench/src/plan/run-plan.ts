/**
 * Runs a plan's units: one after the other where time is measured, because two at once would measure each other.
 *
 * @module
 */

import type { Capability, UnitEvent } from '@interleave/core/scenario';
import type { Job } from './matrix.ts';
import { type Judgement, judge, judgeMutant } from '../engines/judge.ts';
import { runUnit } from '../engines/run-unit.ts';
import type { UnitRecord } from '../engines/unit-record.ts';
import { limitsOf } from '../engines/watchdog.ts';
import { wholeRounds } from './budget.ts';
import { Preconditions } from './preconditions.ts';
import { sideBySide } from './side-by-side.ts';

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
  /** By `performance.now()`: when no further round of any scenario begins. */
  readonly end: number;
  /** The jobs after the first round. */
  readonly more: (first: readonly Done[]) => readonly Job[];
}

/** How a plan is carried out. */
export interface Manner {
  /** How many units run at once, on different targets; what measures time runs alone in any case. */
  readonly width?: number;
  readonly budget?: Budget | undefined;
}

/** Runs the jobs until the last, or until the signal; with a budget, further ones while it lasts. */
export async function runPlan(
  jobs: readonly Job[],
  limit: number | undefined,
  signal: AbortSignal,
  spectator: Spectator,
  { width = 1, budget }: Manner = {},
): Promise<PlanResult> {
  const ended = new Map<Job, Done>();
  const capabilities = new Map<string, readonly Capability[]>();
  const preconditions = new Preconditions();
  let all = jobs;
  let begun = 0;
  const run = async (job: Job): Promise<void> => {
    spectator.began(job, begun, all.length);
    begun += 1;
    const one = judged(
      job,
      preconditions.of(job) ?? (await recordOf(job, limit ?? limitFor(job), signal, spectator)),
    );
    preconditions.learn(job, one.record);
    if (one.record.hello !== undefined) capabilities.set(job.target.id, one.record.hello.capabilities);
    ended.set(job, one);
    spectator.ended(one, ended.size - 1, all.length);
  };
  await sideBySide(jobs, { width, isAlone: ({ subject }) => subject.timed === true }, signal, run);
  if (budget !== undefined && !signal.aborted) {
    const more = budget.more([...ended.values()]);
    all = [...jobs, ...more];
    const isOver = (): boolean => performance.now() > budget.end;
    for (const job of wholeRounds(more, isOver)) {
      if (signal.aborted) break;
      await run(job);
    }
  }
  const done = all.flatMap((job) => ended.get(job) ?? []);
  return { done, interrupted: signal.aborted, capabilities };
}

/** A scenario's own limit; one that goes on for as long as a parameter says has that on top. */
function limitFor({ subject, params }: Job): number {
  const { engine, limit } = subject.contract;
  return engine === 'sample' || engine === 'stress' ? limit + Number(params['duration']) : limit;
}

function recordOf(job: Job, limit: number, signal: AbortSignal, spectator: Spectator): Promise<UnitRecord> {
  const { subject, target, variant, mutant, round, seed, params } = job;
  return runUnit(
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
      // One round's is what a reader looks at; what is recorded takes time, which is not to be in what is measured.
      trace: round === 0 && subject.timed !== true,
    },
    subject,
    limitsOf(limit),
    { signal, onEvent: (event) => spectator.happened(job, event) },
  );
}

function judged(job: Job, record: UnitRecord): Done {
  const { subject, target, variant, mutant } = job;
  const { contract } = subject;
  const judgement =
    mutant === undefined
      ? judge(record, contract, variant, target.kind)
      : judgeMutant(record, contract, mutant, target.kind);
  return { job, record, judgement };
}
