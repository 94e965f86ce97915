import { SECTIONS } from '../../guide/sections.ts';
import type { GuideRow } from '../../guide/section.ts';
import type { Report, ScenarioReport } from '../model.ts';
import { anchor } from './markup.ts';

/** A chapter of the guide with the scenarios that a report has of it. */
export interface GuidePart {
  /** 0 for scenarios that are not of the guide. */
  readonly number: number;
  readonly title: string;
  readonly rows: readonly GuideRow[];
  readonly scenarios: readonly ScenarioReport[];
}

/**
 * The chapters of which a report has something, in the guide's order, and what else it has behind them. A chapter is
 * there too for the sake of a row that a scenario of another one works.
 */
export function guideParts(report: Report): GuidePart[] {
  const worked = new Set(report.scenarios.flatMap(({ rows }) => rows));
  const parts = SECTIONS.map(({ number, title, rows }) => ({
    number,
    title: `${number}. ${title}`,
    rows,
    scenarios: report.scenarios.filter(({ section }) => section === number),
  }));
  const known = new Set(parts.map(({ number }) => number));
  const others = report.scenarios.filter(({ section }) => !known.has(section));
  return [...parts, { number: 0, title: 'Scenarios of your own', rows: [], scenarios: others }].filter(
    ({ scenarios, rows }) => scenarios.length > 0 || rows.some(({ id }) => worked.has(id)),
  );
}

export function partAnchor({ number }: GuidePart): string {
  return anchor('section', String(number));
}

export function rowAnchor(row: string): string {
  return anchor('row', row);
}
