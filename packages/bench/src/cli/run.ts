/**
 * `interleave run`.
 *
 * @module
 */

import { mkdir } from 'node:fs/promises';
import type { ParamValue } from '@interleave/core/scenario';
import { InputError } from '../input-error.ts';
import { roundsWithin } from '../plan/budget.ts';
import { readContracts, type Subject } from '../plan/contracts.ts';
import { type Choices, type Job, planJobs } from '../plan/matrix.ts';
import { chosen, moduleFiles } from '../plan/modules.ts';
import { parseAssignments, refuseUnknown, valuesFor } from '../plan/parameters.ts';
import { findTargets, type Found } from '../plan/presence.ts';
import { makeReady } from '../plan/ready.ts';
import { runLanes } from '../plan/run-lanes.ts';
import { type Budget, type PlanResult, runPlan } from '../plan/run-plan.ts';
import { duration, list } from '../report/format.ts';
import { machineNoise } from '../report/facts/machine-noise.ts';
import type { Report } from '../report/model.ts';
import { lookOf } from '../report/terminal.ts';
import { assemble } from '../results/assemble.ts';
import { cellsOf } from '../results/cells.ts';
import { emptyCells, obstacle } from '../results/empty-cells.ts';
import { load, lookAround } from '../results/environment.ts';
import { savePictures } from '../results/pictures.ts';
import { rankFor } from '../stats/order-interval.ts';
import { DEFAULT_TARGETS, parseTargets } from '../targets/registry.ts';
import type { Target } from '../targets/target.ts';
import { exitCode } from './exit-code.ts';
import type { RunOptions } from './options.ts';
import { createProgress, type Progress } from './progress.ts';
import { publish } from './publish.ts';
import { cellCommand, unitCommand } from './replay-command.ts';
import { writesFiles } from './reporters.ts';
import { VERSION } from './version.ts';
import { writeTrace } from './write-trace.ts';

/** What is going to be run, and where. */
interface Prepared {
  readonly subjects: readonly Subject[];
  readonly found: readonly Found[];
  readonly assignments: Readonly<Record<string, string>>;
  readonly seed: number;
  readonly paramsOf: (subject: Subject) => Readonly<Record<string, ParamValue>>;
}

/** What to do about a scenario that has none. */
export const WHY_MUTANTS =
  'A scenario that cannot fail shows nothing: name a broken twin in its mutants, and break it in run where ctx.mutant says so';

/** A run that is over and drawn. */
export interface Finished {
  readonly subjects: readonly Subject[];
  readonly result: PlanResult;
  readonly report: Report;
  /** What is to be said of it on standard output. */
  readonly text: string;
}

interface Begun {
  readonly startedAt: Date;
  /** By `performance.now()`. */
  readonly at: number;
  readonly machine: ReturnType<typeof lookAround>;
  readonly load: ReturnType<typeof load>;
}

/** Runs scenarios and draws the report; gives the exit code. */
export async function run(options: RunOptions, signal: AbortSignal): Promise<number> {
  const { report, text } = await runToReport(options, signal);
  process.stdout.write(`\n${text}`);
  return exitCode(report);
}

/** Runs scenarios and draws the report. */
export async function runToReport(options: RunOptions, signal: AbortSignal): Promise<Finished> {
  const begun: Begun = { startedAt: new Date(), at: performance.now(), machine: lookAround(), load: load() };
  const words = options.on.length > 0 ? options.on : DEFAULT_TARGETS;
  const targets = parseTargets(words, { isolated: options.isolated });
  const progress = createProgress(process.stderr, options.detail);
  try {
    const prepared = await prepare(options, targets, progress, signal);
    const result = await carryOutPlan(options, prepared, begun.at, progress, signal);
    await closeAll(targets);
    const report = await reportOf(options, prepared, result, begun);
    const published = await publish(
      report,
      options.reporters,
      options.out,
      lookOf(process.stdout),
      options.detail,
    );
    const text = published + (await writeTrace(report, options.trace, options.out));
    return { subjects: prepared.subjects, result, report, text };
  } finally {
    progress.close();
    await closeAll(targets);
  }
}

async function prepare(
  options: RunOptions,
  targets: readonly Target[],
  progress: Progress,
  signal: AbortSignal,
): Promise<Prepared> {
  const byName = options.on.length > 0;
  const assignments = parseAssignments(options.params);
  const files = moduleFiles(options.scenarios);
  progress.phase('Reading the scenarios and looking for the targets');
  const [read, looked] = await Promise.all([readContracts(files, signal), findTargets(targets, byName)]);
  const subjects = chosen(read, options.scenarios);
  const contracts = subjects.map(({ contract }) => contract);
  refuseUnknown(contracts, assignments);
  const values = new Map(
    contracts.map((contract) => [contract.id, valuesFor(contract, options.preset, assignments)]),
  );
  const found = await makeReady(looked, subjects, byName, progress.phase, signal);
  if (writesFiles(options.reporters)) await makeFolder(options.out);
  const seed = options.seed ?? Math.floor(Math.random() * 2 ** 32);
  return { subjects, found, assignments, seed, paramsOf: ({ id }) => values.get(id) ?? {} };
}

async function carryOutPlan(
  { length, mutants, variants, limit, only, jobs: width }: RunOptions,
  { subjects, found, seed, paramsOf }: Prepared,
  begunAt: number,
  progress: Progress,
  signal: AbortSignal,
): Promise<PlanResult> {
  const there = found.flatMap(({ target, presence }) => (presence.there ? [target] : []));
  const rounds = 'rounds' in length ? length.rounds : 1;
  const again = 'budget' in length || rankFor(rounds) !== undefined;
  const choices = { seed, mutants, variants, only: only ?? undefined, paramsOf, again };
  const plan = (roundsOf: Choices['roundsOf']): Job[] => planJobs(subjects, there, { ...choices, roundsOf });
  const jobs = plan(() => [0, rounds]);
  const barren = subjects.filter(({ contract }) => contract.mutants.length === 0).map(({ id }) => id);
  if (!variants && barren.length === subjects.length)
    throw new InputError(`${list(barren)} ${barren.length === 1 ? 'has' : 'have'} no mutant. ${WHY_MUTANTS}`);
  if (jobs.length > 0) {
    const budget = 'budget' in length ? budgetOf(length.budget + begunAt, plan) : undefined;
    if (!variants) return runLanes(jobs, limit ?? undefined, signal, progress);
    return runPlan(jobs, limit ?? undefined, signal, progress, { width, budget });
  }
  const [first] = subjects;
  const reasons = found.map((one) => {
    const why = first === undefined ? undefined : obstacle(first, one);
    return `\n  ${one.target.id}: ${why?.reason ?? 'nothing'}`;
  });
  throw new InputError(`There is nothing to run.${reasons.join('')}`);
}

function budgetOf(end: number, plan: (roundsOf: Choices['roundsOf']) => Job[]): Budget {
  return {
    end,
    more: (first) => {
      const rounds = roundsWithin(first, end - performance.now());
      return plan(({ id }) => [1, rounds.get(id) ?? 1]);
    },
  };
}

async function reportOf(
  options: RunOptions,
  prepared: Prepared,
  result: PlanResult,
  begun: Begun,
): Promise<Report> {
  const { subjects, found, seed } = prepared;
  const { done, interrupted } = result;
  const roundsOf = ({ id }: Subject): number =>
    done.reduce((most, { job }) => (job.subject.id === id ? Math.max(most, job.round + 1) : most), 0);
  const replayOf = (subject: Subject, target: Target): string =>
    cellCommand(subject, target.word, seed, roundsOf(subject), options);
  const pictures = await savePictures(done, options.out);
  const ran = cellsOf(done, pictures, {
    cell: ({ job }) =>
      options.only === null ? replayOf(job.subject, job.target) : unitCommand(job, options),
    unit: ({ job }) => unitCommand(job, options),
  });
  // Of a run that was stopped, what did not begin has no cell at all.
  const empty = interrupted ? [] : emptyCells(subjects, found, replayOf);
  const report = await assemble({
    ...prepared,
    version: VERSION,
    requested: {
      command: ['interleave', ...process.argv.slice(2)],
      targets: options.on.flatMap((word) => word.split(',')).filter((word) => word !== ''),
      scenarios: options.scenarios,
      params: prepared.assignments,
      seed: options.seed,
      preset: options.preset,
      rounds: 'rounds' in options.length ? options.length.rounds : null,
      budgetMs: 'budget' in options.length ? options.length.budget : null,
    },
    jobs: options.jobs,
    mutants: options.mutants || options.only?.mutant !== undefined,
    roundsOf,
    startedAt: begun.startedAt,
    endedAt: new Date(),
    warnings: warningsOf(options, result, begun),
    environment: { ...begun.machine, load: { start: begun.load, end: load() } },
    result,
    cells: [...ran, ...empty],
  });
  const noise = machineNoise(report);
  return noise === undefined ? report : { ...report, warnings: [...report.warnings, noise] };
}

function warningsOf({ length }: RunOptions, { done, interrupted }: PlanResult, { at }: Begun): string[] {
  if (interrupted) return ['The run was interrupted: what is missing here was not run.'];
  if (!('budget' in length) || done.some(({ job }) => job.round > 0)) return [];
  const took = `to run everything once took ${duration(performance.now() - at)}`;
  return [`The budget of ${duration(length.budget)} has no time for a second round: ${took}.`];
}

async function makeFolder(out: string): Promise<void> {
  await mkdir(out, { recursive: true }).catch((error: Error) => {
    throw new InputError(`--out ${out} is no folder that can be written: ${error.message}`);
  });
}

async function closeAll(targets: readonly Target[]): Promise<void> {
  await Promise.all(targets.map((target) => target.close()));
}
