/**
 * Explorations as a report holds them, and the report with them in it.
 *
 * @module
 */

import { type Exploration, type ExploreResult, type Failure, showStep } from '@interleave/core/explore';
import { type ExplorationFailure, type ExplorationReport, titleOf } from '../report/exploration.ts';
import { type Environment, type Report, SCHEMA_VERSION } from '../report/model.ts';
import { countsOf, gradedOf, verdictOf } from '../report/summary.ts';

export interface Explored {
  readonly module: string;
  readonly exploration: Exploration<object>;
  readonly result: ExploreResult;
  readonly startedAt: Date;
  readonly replay: string;
}

export function explorationReport({
  module,
  exploration,
  result,
  startedAt,
  replay,
}: Explored): ExplorationReport {
  const { limits, checkpoint, failure, seed } = result;
  return {
    module,
    group: exploration.group ?? '',
    name: exploration.name,
    search: result.search,
    seed: seed ?? null,
    bounds: {
      preemptions: limits.preemptions ?? null,
      timeouts: limits.timeouts ?? 0,
      deaths: limits.deaths ?? 0,
      rings: limits.rings ?? 0,
      schedules: limits.schedules ?? null,
      steps: limits.steps ?? null,
      ms: limits.ms ?? null,
    },
    schedules: result.schedules,
    steps: result.steps,
    states: result.states,
    complete: result.complete,
    startedAt: startedAt.toISOString(),
    durationMs: result.ms,
    checkpoint: checkpoint === undefined || checkpoint === '' ? null : checkpoint,
    failure: failure === undefined ? null : failureReport(failure),
    replay,
  };
}

function failureReport({ kind, message, schedule, switches, steps }: Failure): ExplorationFailure {
  return {
    kind,
    message,
    schedule,
    switches,
    steps: steps.map((step) => ({ agent: step.agent, text: showStep(step), source: step.source })),
  };
}

/** What a report of explorations alone says besides. */
export interface Circumstances {
  readonly version: string;
  readonly command: readonly string[];
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly environment: Environment;
}

/** The report that was there with these in it, in place of what it had of the same title; a new one where there is none. */
export function withExplorations(
  before: Report | undefined,
  more: readonly ExplorationReport[],
  circumstances: Circumstances,
): Report {
  const report = before ?? empty(circumstances);
  const keyOf = (one: ExplorationReport): string => `${one.module} ${titleOf(one)}`;
  const explorations = new Map((report.explorations ?? []).map((one) => [keyOf(one), one]));
  for (const one of more) explorations.set(keyOf(one), one);
  const whole = { ...report, explorations: [...explorations.values()] };
  return { ...whole, verdict: verdictOf(gradedOf(whole), whole.interrupted) };
}

function empty({ version, command, startedAt, endedAt, environment }: Circumstances): Report {
  return {
    schemaVersion: SCHEMA_VERSION,
    tool: { name: 'interleave', version },
    verdict: verdictOf([], false),
    counts: countsOf([]),
    requested: {
      command,
      targets: [],
      scenarios: [],
      params: {},
      seed: null,
      preset: 'normal',
      rounds: null,
      budgetMs: null,
    },
    actual: { targets: [], scenarios: [], seed: 0, preset: 'normal' },
    startedAt: startedAt.toISOString(),
    endedAt: endedAt.toISOString(),
    durationMs: endedAt.getTime() - startedAt.getTime(),
    interrupted: false,
    warnings: [],
    environment,
    targets: [],
    scenarios: [],
    cells: [],
  };
}
