/**
 * Two reports of `interleave run`: how their statuses and measures changed.
 *
 * @module
 */

import { worst } from '@interleave/core/scenario';
import { quantity } from '../report/format.ts';
import { lookup, type Lookup } from '../report/lookup.ts';
import { meaningOf, statusWord } from '../report/meaning.ts';
import type {
  CellReport,
  Report,
  ScenarioReport,
  TargetReport,
  VariantContract,
  VariantReport,
} from '../report/model.ts';
import { presentable } from '../report/presentable.ts';
import { type Control, controlOf } from '../stats/control.ts';
import { pairedRatio } from '../stats/paired-ratio.ts';
import { gather, intervalOf, sameMachine } from './gather.ts';
import type { Comparison, Finding } from './model.ts';
import { refusalsOf } from './refusals.ts';
import { changeOf } from './statuses.ts';
import { matchTargets, type TargetPair } from './targets.ts';
import { costsOf, judgeAll, noisier, rowOf, type Timed, type Told } from './times.ts';

/** A report and where it is. */
export interface Read {
  readonly path: string;
  readonly report: Report;
}

/** A measure of one variant on one target in both reports. */
interface Place {
  readonly scenario: ScenarioReport;
  readonly target: TargetReport;
  readonly variant: VariantContract;
  readonly measure: ScenarioReport['measures'][number];
  readonly timed: Timed;
  /** What the A/A rows of both runs forbid. */
  readonly row: Control | undefined;
  readonly was: number;
  readonly is: number;
}

export function compareReports(first: Read, second: Read): Comparison {
  const [before, after] = [presentable(first.report), presentable(second.report)];
  const sources = [
    { ...before, path: first.path },
    { ...after, path: second.path },
  ] as const;
  const refused = refusalsOf(sources[0], sources[1]);
  const { pairs, notes } = matchTargets(sources[0], sources[1]);
  const common = after.scenarios.filter(
    ({ id }) => before.scenarios.some((one) => one.id === id) && !refused.some(({ what }) => what === id),
  );
  const [was, is] = [lookup(before), lookup(after)];
  const statuses = common.flatMap((scenario) => pairs.flatMap((pair) => statusesOf(scenario, pair, was, is)));
  const places = sameMachine(sources[0], sources[1])
    ? common.flatMap((scenario) => pairs.flatMap((pair) => placesOf(scenario, pair, was, is)))
    : [];
  const machine = pairedRatio(places.flatMap(({ timed }) => costsOf(timed)));
  const told = judgeAll(places);
  const measures = places.map((place, at) => measureFinding(place, told[at] as Told));
  return gather('report', sources, refused, notes, machine, [...statuses, ...measures]);
}

function statusesOf(
  scenario: ScenarioReport,
  { before, after }: TargetPair,
  was: Lookup,
  is: Lookup,
): Finding[] {
  const [old, now] = [was.cell(scenario.id, before.id), is.cell(scenario.id, after.id)];
  if (old === undefined || now === undefined) return [];
  const about = {
    kind: 'status',
    subject: scenario.id,
    target: after.id,
    measure: null,
    times: null,
  } as const;
  const variants = scenario.variants.flatMap(({ id }): Finding[] => {
    const [one, other] = [old, now].map((cell) => cell.variants.find(({ variant }) => variant === id));
    if (one === undefined || other === undefined) return [];
    const change = changeOf(one.status, other.status);
    const words = { was: statusWord(one.status), is: statusWord(other.status), reason: other.reason };
    return [{ ...about, variant: id, change, ...words }];
  });
  if (variants.length > 0 && [old, now].every(isItsVariants)) return variants;
  const words = { was: statusWord(old.status), is: statusWord(now.status), reason: now.reason };
  return [...variants, { ...about, variant: null, change: changeOf(old.status, now.status), ...words }];
}

/** Whether a cell's status is that of one of its variants, so that it need not be told twice. */
function isItsVariants({ status, variants }: CellReport): boolean {
  return variants.length > 0 && worst(variants.map((one) => one.status)) === status;
}

function placesOf(scenario: ScenarioReport, pair: TargetPair, was: Lookup, is: Lookup): Place[] {
  return scenario.measures.flatMap((measure) => {
    const { better } = measure;
    if (better === 'neither') return [];
    const all = scenario.variants.flatMap((variant) => {
      const [one, other] = [
        was.variant(scenario.id, pair.before.id, variant.id),
        is.variant(scenario.id, pair.after.id, variant.id),
      ];
      // Times of a run that did not do its work are none.
      if (!one || !other || [one, other].some(({ status }) => meaningOf(status) === 'notFinished')) return [];
      const [old, now] = [one, other].map(({ measures }) => measures.find(({ id }) => id === measure.id));
      const rows = [one, other].map((of) => rowIn(of, measure.id));
      return old && now ? [{ variant, old, now, row: noisier(rows[0], rows[1]) }] : [];
    });
    const [base] = all;
    return all.map(({ variant, old, now }): Place => {
      const beside =
        base === undefined || base.variant === variant || scenario.engine === 'terminate'
          ? undefined
          : { title: `“${base.variant.title}”`, before: base.old.rounds, after: base.now.rounds };
      const timed = { before: old.rounds, after: now.rounds, better, base: beside };
      const values = { was: old.median, is: now.median };
      return { scenario, target: pair.after, variant, measure, timed, row: base?.row, ...values };
    });
  });
}

/** What a variant that ran twice in each round says of a run. */
function rowIn({ measures, again = [] }: VariantReport, id: string): Control | undefined {
  const [once, twice] = [measures, again].map((all) => all.find((one) => one.id === id));
  return once && twice && controlOf(rowOf(once.rounds, twice.rounds));
}

function measureFinding(place: Place, { change, times, reason }: Told): Finding {
  const { scenario, target, variant, measure, was, is } = place;
  return {
    kind: 'measure',
    subject: scenario.id,
    target: target.id,
    variant: variant.id,
    measure: measure.title,
    change,
    was: quantity(was, measure.unit),
    is: quantity(is, measure.unit),
    times: intervalOf(times),
    reason,
  };
}
