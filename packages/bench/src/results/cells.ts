/**
 * From units that were run to the cells of the report.
 *
 * @module
 */

import { grade, outcomesOf, type ScenarioDescription, worst } from '@interleave/core/scenario';
import type { CellReport, MeasureReport, ObservationCount, VariantReport } from '../report/model.ts';
import { mutantVariant } from '../report/facts/mutants.ts';
import { measureOf } from '../report/summary.ts';
import { type Judgement, judge, judgeMutant } from '../engines/judge.ts';
import type { Done } from '../plan/run-plan.ts';
import { mergeRecords, type UnitRecord } from '../engines/unit-record.ts';

/** Where a picture was put, relative to the report. */
export type Pictures = ReadonlyMap<UnitRecord, string>;

/** What to type to run something again: a whole cell, and one unit with its own seed. */
export interface Replays {
  readonly cell: (done: Done) => string;
  readonly unit: (done: Done) => string;
}

/** One cell for each scenario and target of which something was run, in the order they were run. */
export function cellsOf(done: readonly Done[], pictures: Pictures, replays: Replays): CellReport[] {
  const groups = new Map<string, Done[]>();
  for (const one of done) {
    const key = JSON.stringify([one.job.subject.id, one.job.target.id]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].map((group) => cellOf(group, pictures, replays));
}

function cellOf(group: readonly Done[], pictures: Pictures, replays: Replays): CellReport {
  const first = group[0] as Done;
  const { subject, target } = first.job;
  const byVariant = new Map<string, Done[]>();
  for (const one of group) {
    const name = variantName(one);
    byVariant.set(name, [...(byVariant.get(name) ?? []), one]);
  }
  const order = [
    ...Object.keys(subject.contract.variants),
    ...subject.contract.mutants.map(({ id }) => mutantVariant(id)),
  ];
  const variants = order.flatMap((name) => {
    const rounds = byVariant.get(name);
    return rounds === undefined ? [] : [variantOf(name, rounds, pictures, replays)];
  });
  const status = worst(variants.map((variant) => variant.status));
  const causes = variants.filter((variant) => variant.status === status && variant.reason !== '');
  // The same sentence of several variants is one reason.
  const reasons = new Map<string, string[]>();
  for (const { variant, reason } of causes) reasons.set(reason, [...(reasons.get(reason) ?? []), variant]);
  const sentences = [...reasons].map(([reason, names]) =>
    names.length === variants.length ? reason : `${names.join(', ')}: ${reason}`,
  );
  return {
    scenario: subject.id,
    target: target.id,
    status,
    reason: sentences.join('. '),
    startedAt: first.record.startedAt.toISOString(),
    durationMs: variants.reduce((sum, variant) => sum + variant.durationMs, 0),
    variants,
    replay: replays.cell(first),
  };
}

function variantName({ job }: Done): string {
  return job.mutant === undefined ? job.variant : mutantVariant(job.mutant.id);
}

function variantOf(
  name: string,
  rounds: readonly Done[],
  pictures: Pictures,
  replays: Replays,
): VariantReport {
  const { job } = rounds[0] as Done;
  const { contract } = job.subject;
  const record = mergeRecords(rounds.map((one) => one.record));
  const { status, reason } = verdict(rounds, record);
  const second = rounds.filter(({ job: { again } }) => again);
  // The round that shows it is the one to run again.
  const telling = rounds.find(({ judgement }) => judgement.status === status) ?? (rounds[0] as Done);
  return {
    variant: name,
    status,
    reason,
    observations: observationsOf(record, contract, job.variant, job.target.kind),
    counters: Object.fromEntries([...record.counters].sort(([a], [b]) => (a < b ? -1 : 1))),
    measures: measuresOf(
      contract,
      rounds.filter(({ job: { again } }) => !again),
    ),
    ...(second.length > 0 && { again: measuresOf(contract, second) }),
    spans: record.spans,
    ...(record.timeline === undefined ? {} : { timeline: record.timeline }),
    logs: record.lines,
    error: record.errors[0]?.error ?? null,
    durationMs: record.durationMs,
    seed: telling.job.seed,
    replay: replays.unit(telling),
    screenshot: rounds.map((one) => pictures.get(one.record)).find((path) => path !== undefined) ?? null,
  };
}

function measuresOf({ measures }: ScenarioDescription, rounds: readonly Done[]): MeasureReport[] {
  return measures.flatMap(({ id }) => {
    const values = rounds.map(({ record }) => record.measures.get(id) ?? []);
    return values.every((one) => one.length === 0) ? [] : [measureOf(id, values)];
  });
}

// Rounds are judged together, because what must be seen must be seen once in all of them.
function verdict(rounds: readonly Done[], merged: UnitRecord): Judgement {
  const { job, judgement } = rounds[0] as Done;
  if (rounds.length === 1) return judgement;
  const { contract } = job.subject;
  if (job.mutant !== undefined) return judgeMutant(merged, contract, job.mutant, job.target.kind);
  return judge(merged, contract, job.variant, job.target.kind);
}

function observationsOf(
  record: UnitRecord,
  contract: ScenarioDescription,
  variant: string,
  runtime: string,
): ObservationCount[] {
  return [...grade(outcomesOf(contract, variant), record.histogram, runtime).keys];
}
