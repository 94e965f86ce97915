/**
 * What a record comes to by its contract.
 *
 * @module
 */

import {
  grade,
  type Mutant,
  outcomesOf,
  type ScenarioDescription,
  type Status,
  worst,
} from '@interleave/core/scenario';
import type { Gone } from '../targets/target.ts';
import type { UnitRecord } from './unit-record.ts';

export interface Judgement {
  readonly status: Status;
  /** One sentence; empty for a plain `pass`. */
  readonly reason: string;
}

type Finding = readonly [status: Status, reason: string];

/** Judges a variant on a runtime: the worst of how it ended, what it said of itself, and what was observed. */
export function judge(
  record: UnitRecord,
  contract: ScenarioDescription,
  variant: string,
  runtime: string,
): Judgement {
  const findings: Finding[] = aloneFindings(record);
  const complete = findings.length === 0;
  if (record.contractHash !== undefined && record.contractHash !== contract.contractHash) {
    findings.push([
      'error',
      'The target ran another contract than the one that was read: the module changed meanwhile',
    ]);
  }
  const graded = grade(outcomesOf(contract, variant), record.histogram, runtime);
  // A run cut short owes nothing more, but what it did see counts against it.
  if (complete || graded.status === 'forbidden')
    findings.push(...graded.reasons.map((reason) => [graded.status, reason] as const));
  if (complete) findings.push(...vacuousOf(record, contract.nonVacuous[variant] ?? []));
  return worstOf(findings);
}

/** Judges a unit by its end and its own words alone. */
export function judgeAlone(record: UnitRecord): Judgement {
  return worstOf(aloneFindings(record));
}

function aloneFindings(record: UnitRecord): Finding[] {
  return [...fateOf(record), ...errorsOf(record), ...missingOf(record)];
}

function worstOf(findings: readonly Finding[]): Judgement {
  const status = worst(findings.map(([each]) => each));
  const reasons = findings.filter(([each]) => each === status).map(([, reason]) => reason);
  return { status, reason: reasons.join('. ') };
}

/** Judges a mutant: it must end exactly as it says, else its scenario proves nothing. */
export function judgeMutant(
  record: UnitRecord,
  contract: ScenarioDescription,
  mutant: Mutant,
  runtime: string,
): Judgement {
  const found = judge(record, contract, mutant.variant, runtime);
  if (found.status === mutant.status) return { status: 'pass', reason: '' };
  if (found.status === 'skipped' || found.status === 'precondition') return found;
  const survived = found.status === 'pass' || found.status === 'interesting';
  const reason = `The mutant must end as ${mutant.status} and ended as ${found.status}`;
  const because = found.reason === '' ? '' : `: ${found.reason}`;
  return { status: survived ? 'vacuous' : 'error', reason: reason + because };
}

function fateOf({ fate, lines }: UnitRecord): Finding[] {
  switch (fate.kind) {
    case 'ended':
      return [];
    case 'interrupted':
      return [['skipped', 'The run was interrupted before its end']];
    case 'timeout': {
      const what = fate.stage === 'start' ? 'It did not come up' : 'It did not end';
      return [['timeout', `${what} within ${fate.after} ms and was killed${lastLine(lines)}`]];
    }
    case 'died':
      return [['crash', `It ${deathOf(fate)} before its end${lastLine(lines)}`]];
  }
}

function deathOf({ code, signal, reason }: Gone): string {
  if (reason !== null) return `was lost (${reason})`;
  return signal === null ? `exited with code ${code}` : `was killed by ${signal}`;
}

function lastLine(lines: readonly string[]): string {
  const last = lines.findLast((line) => line.trim() !== '')?.trim();
  if (last === undefined) return '';
  return `; its last line was: ${last.length > 200 ? `${last.slice(0, 199)}…` : last}`;
}

function errorsOf({ errors }: UnitRecord): Finding[] {
  return errors.map(({ phase, error }) => {
    const what = `${error.name}: ${error.message}`;
    if (phase === 'limit') return ['timeout', error.message];
    return [
      'error',
      phase === 'load' ? `It did not load: ${what}` : phase === 'uncaught' ? `Nobody caught ${what}` : what,
    ];
  });
}

function missingOf({ missing }: UnitRecord): Finding[] {
  return missing.map(({ name, reason }) => [
    'precondition',
    name === 'assumption' ? reason : `It needs ${name}: ${reason}`,
  ]);
}

function vacuousOf({ counters }: UnitRecord, names: readonly string[]): Finding[] {
  return names
    .filter((name) => (counters.get(name) ?? 0) <= 0)
    .map((name) => [
      'vacuous',
      `The counter '${name}' ended at ${counters.get(name) ?? 0}, so the run proved nothing`,
    ]);
}
