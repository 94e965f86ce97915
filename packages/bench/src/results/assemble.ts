/**
 * The report of a run, from what was asked, what was there, and what came of it.
 *
 * @module
 */

import { readFile } from 'node:fs/promises';
import { extname, relative } from 'node:path';
import { outcomesOf, type ParamValue, type ScenarioDescription, showMatch } from '@interleave/core/scenario';
import type { Subject } from '../plan/contracts.ts';
import type { Found } from '../plan/presence.ts';
import type {
  CellReport,
  Environment,
  Report,
  Requested,
  ScenarioReport,
  SourceReport,
  TargetReport,
  VariantContract,
} from '../report/model.ts';
import { SCHEMA_VERSION } from '../report/model.ts';
import { mutantVariant } from '../report/facts/mutants.ts';
import { countsOf, verdictOf } from '../report/summary.ts';
import { twinOf } from '../targets/python.ts';
import type { PlanResult } from '../plan/run-plan.ts';

/** What a report is made of. */
export interface Ingredients {
  readonly version: string;
  readonly requested: Requested;
  readonly seed: number;
  readonly jobs: number;
  readonly mutants: boolean;
  readonly roundsOf: (subject: Subject) => number;
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly warnings: readonly string[];
  readonly environment: Environment;
  readonly found: readonly Found[];
  readonly subjects: readonly Subject[];
  readonly paramsOf: (subject: Subject) => Readonly<Record<string, ParamValue>>;
  readonly result: PlanResult;
  readonly cells: readonly CellReport[];
}

export async function assemble(made: Ingredients): Promise<Report> {
  const { requested, seed, startedAt, endedAt, found, subjects, result, cells } = made;
  return {
    schemaVersion: SCHEMA_VERSION,
    tool: { name: 'interleave', version: made.version },
    verdict: verdictOf(cells, result.interrupted),
    counts: countsOf(cells),
    requested,
    actual: {
      targets: found.flatMap(({ target, presence }) => (presence.there ? [target.id] : [])),
      scenarios: subjects.map(({ id }) => id),
      seed,
      preset: requested.preset,
      jobs: made.jobs,
    },
    startedAt: startedAt.toISOString(),
    endedAt: endedAt.toISOString(),
    durationMs: endedAt.getTime() - startedAt.getTime(),
    interrupted: result.interrupted,
    warnings: made.warnings,
    environment: made.environment,
    targets: found.map((one) => targetReport(one, result)),
    scenarios: await Promise.all(
      subjects.map((subject) =>
        scenarioReport(
          subject,
          made.paramsOf(subject),
          made.mutants,
          made.roundsOf(subject),
          found.some(({ target, presence }) => target.kind === 'python' && presence.there),
        ),
      ),
    ),
    cells,
  };
}

function targetReport({ target, presence }: Found, { capabilities }: PlanResult): TargetReport {
  return {
    id: target.id,
    kind: target.kind,
    title: target.title,
    version: presence.there ? presence.version : null,
    path: presence.there ? presence.path : null,
    capabilities: (capabilities.get(target.id) ?? []).map(({ name, available, reason }) => ({
      name,
      available,
      reason,
    })),
    missing: presence.there ? null : { reason: presence.reason, remedy: presence.remedy },
  };
}

async function scenarioReport(
  subject: Subject,
  params: Readonly<Record<string, ParamValue>>,
  mutants: boolean,
  rounds: number,
  python: boolean,
): Promise<ScenarioReport> {
  const { contract, path } = subject;
  const { id, title, section, rows, lesson, refs, engine, requires, measures, contractHash } = contract;
  const twin = python ? twinOf(subject) : undefined;
  return {
    id,
    title,
    section,
    rows,
    lesson,
    refs,
    engine,
    requires,
    params: Object.entries(contract.params).map(([name, param]) => ({
      name,
      value: params[name] ?? param.default,
      default: param.default,
      unit: ('unit' in param ? param.unit : undefined) ?? '',
      about: param.about,
    })),
    variants: [
      ...Object.entries(contract.variants).map(([variant, about]) =>
        variantContract(contract, variant, variant, about.title),
      ),
      ...(mutants ? contract.mutants : []).map((mutant) =>
        variantContract(
          contract,
          mutant.variant,
          mutantVariant(mutant.id),
          `mutant of ${mutant.variant}: ${mutant.why}`,
        ),
      ),
    ],
    measures,
    mutants: contract.mutants,
    contractHash,
    rounds,
    source: await sourceOf(path),
    ...(twin === undefined ? {} : { twin: await sourceOf(twin) }),
  };
}

async function sourceOf(path: string): Promise<SourceReport> {
  const language = /\.[cm]?ts$/.test(path) ? 'typescript' : extname(path) === '.py' ? 'python' : 'javascript';
  const comment = language === 'python' ? '#' : '//';
  const text = await readFile(path, 'utf8').catch((error: Error) => `${comment} ${error.message}`);
  return { path: readable(path), language, text };
}

function variantContract(
  contract: ScenarioDescription,
  variant: string,
  id: string,
  title: string,
): VariantContract {
  return {
    id,
    title,
    outcomes: outcomesOf(contract, variant).map(({ match, expect, why, on }) => ({
      // A text stands for itself here, a pattern as code.
      match: typeof match === 'string' ? match : showMatch(match),
      pattern: typeof match !== 'string',
      expect,
      why,
      on: on ?? null,
    })),
    nonVacuous: contract.nonVacuous[variant] ?? [],
  };
}

function readable(path: string): string {
  const short = relative('', path);
  return short.startsWith('..') ? path : short;
}
