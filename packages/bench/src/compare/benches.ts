/**
 * Two reports of `interleave bench`: how each implementation changed, by itself and beside the reference.
 *
 * @module
 */

import { MAKERS } from '../peers/makers.ts';
import type { BenchmarkReport, BenchReport, ContestantReport } from '../report/bench/model.ts';
import { amount, nounOf, roundsOf, valueOf } from '../report/bench/quantity.ts';
import { type Control, controlOf } from '../stats/control.ts';
import { pairedRatio } from '../stats/paired-ratio.ts';
import { gather, intervalOf, sameMachine } from './gather.ts';
import type { Change, Comparison, Finding } from './model.ts';
import { costsOf, judgeAll, noisier, rowOf, type Timed, type Told } from './times.ts';

/** A bench report and where it is. */
export interface ReadBench {
  readonly path: string;
  readonly report: BenchReport;
}

interface Place {
  readonly benchmark: BenchmarkReport;
  readonly was: ContestantReport;
  readonly is: ContestantReport;
  readonly timed: Timed;
  /** What the A/A rows of both runs forbid. */
  readonly row: Control | undefined;
}

export function compareBenches(first: ReadBench, second: ReadBench): Comparison {
  const sources = [
    { ...first.report, path: first.path },
    { ...second.report, path: second.path },
  ] as const;
  const refused: { what: string; reason: string }[] = [];
  const places = second.report.benchmarks.flatMap((benchmark) => {
    const old = first.report.benchmarks.find(({ id }) => id === benchmark.id);
    const reason = refusal(old, benchmark, second.path);
    if (reason !== undefined) refused.push({ what: benchmark.id, reason });
    return old === undefined || reason !== undefined ? [] : placesOf(old, benchmark);
  });
  for (const { id } of first.report.benchmarks)
    if (!second.report.benchmarks.some((one) => one.id === id))
      refused.push({ what: id, reason: `it is only in ${first.path}` });
  const timed = sameMachine(sources[0], sources[1]) ? places.filter(isMeasured) : [];
  const machine = pairedRatio(timed.flatMap((place) => costsOf(place.timed)));
  const told = judgeAll(timed);
  const times = timed.map((place, at) => timeFinding(place, told[at] as Told));
  const findings = [...places.map(statusFinding), ...times];
  return gather('bench', sources, refused, versionsOf(first.report, second.report), machine, findings);
}

function refusal(was: BenchmarkReport | undefined, is: BenchmarkReport, path: string): string | undefined {
  if (was === undefined) return `it is only in ${path}`;
  const [before, after] = [was, is].map((one) => `${nounOf(one)} of ${one.operation}`);
  return before === after ? undefined : `it measures something else (${before}, and ${after})`;
}

function placesOf(old: BenchmarkReport, benchmark: BenchmarkReport): Place[] {
  const values = (one: ContestantReport): readonly (number | null)[] => roundsOf(one, benchmark.judged);
  return benchmark.contestants.flatMap((is): Place[] => {
    const was = twin(old, is, false);
    // Another implementation under the same name is no twin.
    if (is.again || was === undefined || was.title !== is.title) return [];
    const reference = benchmark.contestants.find(({ runtime, again }) => runtime === is.runtime && !again);
    const before = reference === undefined ? undefined : twin(old, reference, false);
    const base =
      reference === undefined || reference === is || before === undefined
        ? undefined
        : { title: MAKERS[reference.by], before: values(before), after: values(reference) };
    const rows = [old, benchmark].map((one) => rowIn(one, reference));
    const timed: Timed = { before: values(was), after: values(is), better: 'lower', base };
    return [{ benchmark, was, is, timed, row: noisier(rows[0], rows[1]) }];
  });
}

function twin(
  benchmark: BenchmarkReport,
  { by, title, runtime }: ContestantReport,
  again: boolean,
): ContestantReport | undefined {
  const twins = benchmark.contestants.filter(
    (one) => one.by === by && one.runtime === runtime && one.again === again,
  );
  // One maker may do the work in several ways.
  return twins.find((one) => one.title === title) ?? twins[0];
}

function rowIn(benchmark: BenchmarkReport, reference: ContestantReport | undefined): Control | undefined {
  if (reference === undefined) return undefined;
  const { judged } = benchmark;
  const [one, again] = [twin(benchmark, reference, false), twin(benchmark, reference, true)];
  return one === undefined || again === undefined
    ? undefined
    : controlOf(rowOf(roundsOf(one, judged), roundsOf(again, judged)));
}

function isMeasured({ was, is }: Place): boolean {
  return was.median !== null && is.median !== null && was.status !== 'corrupts' && is.status !== 'corrupts';
}

function statusFinding(place: Place): Finding {
  const { was, is } = place;
  const reason = is.status === 'ok' ? '' : is.reason;
  return {
    ...about(place, 'status'),
    change: statusChange(was, is),
    was: was.status,
    is: is.status,
    times: null,
    reason,
  };
}

function statusChange({ status: was }: ContestantReport, { status: is }: ContestantReport): Change {
  const silent = (status: string): boolean => status === 'absent' || status === 'not run';
  if (was === is) return 'unchanged';
  if (silent(was) || silent(is)) return silent(was) && silent(is) ? 'unchanged' : 'unresolved';
  return was === 'ok' ? 'regressed' : is === 'ok' ? 'improved' : 'unresolved';
}

function timeFinding(place: Place, { change, times, reason }: Told): Finding {
  const { was, is, benchmark } = place;
  const { unit, judged } = benchmark;
  const words = {
    was: amount(valueOf(was, judged), unit),
    is: amount(valueOf(is, judged), unit),
    times: intervalOf(times),
    reason,
  };
  return { ...about(place, 'measure'), change, ...words };
}

function about(
  { benchmark, is }: Place,
  kind: Finding['kind'],
): Pick<Finding, 'kind' | 'subject' | 'target' | 'variant' | 'measure'> {
  const measure = kind === 'measure' ? `${nounOf(benchmark)} of ${benchmark.operation}` : null;
  const alone = benchmark.contestants.every(
    ({ by, runtime, title }) => by !== is.by || runtime !== is.runtime || title === is.title,
  );
  const variant = alone ? MAKERS[is.by] : `${MAKERS[is.by]}: ${is.title}`;
  return { kind, subject: benchmark.id, target: is.runtime, variant, measure };
}

function versionsOf(before: BenchReport, after: BenchReport): string[] {
  const builds =
    before.build === after.build
      ? []
      : [`interleave from ${before.build} before, from ${after.build} after.`];
  const versions = after.runtimes.flatMap(({ id, title, version }) => {
    const was = before.runtimes.find((one) => one.id === id)?.version ?? null;
    return was === version ? [] : [`${title} ${was ?? 'missing'} before, ${version ?? 'missing'} after.`];
  });
  return [...builds, ...versions];
}
