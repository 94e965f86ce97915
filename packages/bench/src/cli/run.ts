/**
 * `interleave run`.
 *
 * @module
 */

import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ParamValue } from '@interleave/core/scenario';
import { InputError } from '../input-error.ts';
import { readContracts, type Subject } from '../plan/contracts.ts';
import { planJobs } from '../plan/matrix.ts';
import { chosen, moduleFiles } from '../plan/modules.ts';
import { parseAssignments, refuseUnknown, valuesFor } from '../plan/parameters.ts';
import { findTargets, type Found } from '../plan/presence.ts';
import { makeReady } from '../plan/ready.ts';
import { runLanes } from '../plan/run-lanes.ts';
import { type PlanResult, runPlan } from '../plan/run-plan.ts';
import { list } from '../report/format.ts';
import type { Report } from '../report/model.ts';
import { lookOf, renderTerminal } from '../report/terminal.ts';
import { type WrittenReport, writeReport } from '../report/write.ts';
import { assemble } from '../results/assemble.ts';
import { cellsOf } from '../results/cells.ts';
import { emptyCells, obstacle } from '../results/empty-cells.ts';
import { load, lookAround } from '../results/environment.ts';
import { savePictures } from '../results/pictures.ts';
import { DEFAULT_TARGETS, parseTargets } from '../targets/registry.ts';
import type { Target } from '../targets/target.ts';
import { exitCode, notRun } from './exit-code.ts';
import type { RunOptions } from './options.ts';
import { createProgress, type Progress } from './progress.ts';
import { replayCommand } from './replay.ts';
import { VERSION } from './version.ts';

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

/** A run that is over and written down. */
export interface Finished {
  readonly subjects: readonly Subject[];
  readonly result: PlanResult;
  readonly report: Report;
  readonly written: WrittenReport;
}

/** Runs scenarios, writes the report, prints the table; gives the exit code. */
export async function run(options: RunOptions, signal: AbortSignal): Promise<number> {
  const { report, written } = await runToReport(options, signal);
  show(report, written);
  return exitCode(report);
}

/** Runs scenarios and writes the report. */
export async function runToReport(options: RunOptions, signal: AbortSignal): Promise<Finished> {
  const begun = { startedAt: new Date(), machine: lookAround(), load: load() };
  const words = options.on.length > 0 ? options.on : DEFAULT_TARGETS;
  const targets = parseTargets(words, { isolated: options.isolated });
  const progress = createProgress(process.stderr);
  try {
    const prepared = await prepare(options, targets, progress, signal);
    const result = await carryOutPlan(options, prepared, progress, signal);
    await closeAll(targets);
    const report = await reportOf(options, prepared, result, begun);
    return { subjects: prepared.subjects, result, report, written: await writeReport(report, options.out) };
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
  await mkdir(options.out, { recursive: true }).catch((error: Error) => {
    throw new InputError(`--out ${options.out} is no folder that can be written: ${error.message}`);
  });
  const seed = options.seed ?? Math.floor(Math.random() * 2 ** 32);
  return { subjects, found, assignments, seed, paramsOf: ({ id }) => values.get(id) ?? {} };
}

async function carryOutPlan(
  { repeat: rounds, mutants, variants, limit }: RunOptions,
  { subjects, found, seed, paramsOf }: Prepared,
  progress: Progress,
  signal: AbortSignal,
): Promise<PlanResult> {
  const there = found.flatMap(({ target, presence }) => (presence.there ? [target] : []));
  const jobs = planJobs(subjects, there, { seed, rounds, mutants, variants, paramsOf });
  const barren = subjects.filter(({ contract }) => contract.mutants.length === 0).map(({ id }) => id);
  if (!variants && barren.length === subjects.length)
    throw new InputError(`${list(barren)} ${barren.length === 1 ? 'has' : 'have'} no mutant. ${WHY_MUTANTS}`);
  if (jobs.length > 0) return (variants ? runPlan : runLanes)(jobs, limit ?? undefined, signal, progress);
  const [first] = subjects;
  const reasons = found.map((one) => {
    const why = first === undefined ? undefined : obstacle(first, one);
    return `\n  ${one.target.id}: ${why?.reason ?? 'nothing'}`;
  });
  throw new InputError(`There is nothing to run.${reasons.join('')}`);
}

async function reportOf(
  options: RunOptions,
  prepared: Prepared,
  result: PlanResult,
  begun: {
    readonly startedAt: Date;
    readonly machine: ReturnType<typeof lookAround>;
    readonly load: ReturnType<typeof load>;
  },
): Promise<Report> {
  const { subjects, found, seed } = prepared;
  const replayOf = (subject: Subject, target: Target): string =>
    replayCommand(subject, target.id, seed, options);
  const pictures = await savePictures(result.done, options.out);
  const ran = cellsOf(result.done, pictures, ({ job }) => replayOf(job.subject, job.target));
  // Of a run that was stopped, what did not begin has no cell at all.
  const empty = result.interrupted ? [] : emptyCells(subjects, found, replayOf);
  return assemble({
    ...prepared,
    version: VERSION,
    requested: {
      command: ['interleave', ...process.argv.slice(2)],
      targets: options.on.flatMap((word) => word.split(',')).filter((word) => word !== ''),
      scenarios: options.scenarios,
      params: prepared.assignments,
      seed: options.seed,
      preset: options.preset,
    },
    mutants: options.mutants,
    startedAt: begun.startedAt,
    endedAt: new Date(),
    warnings: result.interrupted ? ['The run was interrupted: what is missing here was not run.'] : [],
    environment: { ...begun.machine, load: { start: begun.load, end: load() } },
    result,
    cells: [...ran, ...empty],
  });
}

function show(report: Report, written: WrittenReport): void {
  const left = notRun(report);
  const lines = [
    '',
    renderTerminal(report, lookOf(process.stdout)),
    ...(left === undefined ? [] : [left]),
    `Report: ${written.html}`,
    `        ${dirname(written.json)} has report.json, report.md and junit.xml too`,
    '',
  ];
  process.stdout.write(lines.join('\n'));
}

async function closeAll(targets: readonly Target[]): Promise<void> {
  await Promise.all(targets.map((target) => target.close()));
}
