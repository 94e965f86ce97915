import { list, stopped } from '../format.ts';
import type { Lookup } from '../lookup.ts';
import { meaningOf } from '../meaning.ts';
import type { CellReport, Report, ScenarioReport } from '../model.ts';

/** Scenarios that could not run, whole or in part, on the same targets for the same reason. */
export interface Lack {
  readonly reason: string;
  /** Titles, in column order. */
  readonly targets: readonly string[];
  readonly scenarios: readonly {
    readonly scenario: ScenarioReport;
    /** Whether something of it ran there all the same. */
    readonly part: boolean;
  }[];
}

/**
 * What could not run where, once a reason: a page that has no processes is one fact about pages and not one of each
 * scenario. The reason that concerns most comes first. Targets that are not there at all are not among them.
 */
export function lacks(report: Report, look: Lookup): Lack[] {
  const found = new Map<string, Lack>();
  for (const scenario of report.scenarios) {
    for (const [reason, { targets, part }] of ofScenario(report, look, scenario)) {
      const key = JSON.stringify([reason, targets]);
      const lack = found.get(key) ?? { reason, targets, scenarios: [] };
      found.set(key, { ...lack, scenarios: [...lack.scenarios, { scenario, part }] });
    }
  }
  return [...found.values()].sort((a, b) => b.scenarios.length - a.scenarios.length);
}

/** `It needs proc: …`, as a run says of a capability that it misses. */
const NEED = /(?:^|\. )It needs [\w-]+: /;

function ofScenario(
  report: Report,
  look: Lookup,
  scenario: ScenarioReport,
): Map<string, { targets: string[]; part: boolean }> {
  const found = new Map<string, { targets: string[]; part: boolean }>();
  for (const target of report.targets) {
    const cell = look.cell(scenario.id, target.id);
    if (!cell || target.missing || meaningOf(cell.status) !== 'notRun') continue;
    const reason = groundOf(cell);
    const before = found.get(reason) ?? { targets: [], part: false };
    found.set(reason, {
      targets: [...before.targets, target.title],
      part: before.part || cell.variants.some((variant) => meaningOf(variant.status) !== 'notRun'),
    });
  }
  return found;
}

/** The reason without which capability or variant it was that found it out. */
function groundOf(cell: CellReport): string {
  const variants = cell.variants.filter(({ status, reason }) => status === cell.status && reason !== '');
  const reasons = variants.length === 0 ? [cell.reason] : variants.map(({ reason }) => reason);
  const grounds = new Set(reasons.flatMap((reason) => reason.split(NEED)).filter((part) => part !== ''));
  // A ground may have an “and” of its own.
  return grounds.size === 0 ? cell.status : [...grounds].join('; ');
}

/** `Chromium and Firefox: a page has no processes.` */
export function lackText({ targets, reason }: Lack): string {
  return `${list(targets)}: ${stopped(reason)}`;
}

/** The same with the scenarios: `Chromium did not run processes and pipe (in part): a page has no processes.` */
export function lackSentence({ targets, scenarios, reason }: Lack): string {
  const names = scenarios.map(({ scenario, part }) => `${scenario.id}${part ? ' (in part)' : ''}`);
  return `${list(targets)} did not run ${list(names)}: ${stopped(reason)}`;
}
