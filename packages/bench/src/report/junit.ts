import { stripVTControlCharacters } from 'node:util';

import { showColumns } from '@interleave/core/explore';
import type { Status } from '@interleave/core/scenario';

import { endText } from './facts/explored.ts';
import { titleOf, type ExplorationReport } from './exploration.ts';
import { meaningOf, statusWord } from './meaning.ts';
import type { CellReport, Report, ScenarioReport, VariantReport } from './model.ts';
import { gradeOf } from './summary.ts';

/** One `testcase` of the document. */
interface Case {
  readonly classname: string;
  readonly name: string;
  readonly status: Status;
  readonly reason: string;
  readonly durationMs: number;
  readonly details: string;
}

/**
 * The report as JUnit XML: a suite a target, a case a variant. A broken or unproved contract is a `failure`, a run that
 * did not end an `error`, one that could not start `skipped`.
 */
export function renderJunit(report: Report): string {
  const suites = report.targets.map((target) => {
    const cells = report.cells.filter((cell) => cell.target === target.id);
    const cases = cells.flatMap((cell) => {
      const scenario = report.scenarios.find((one) => one.id === cell.scenario);
      return scenario ? casesOf(cell, scenario) : [];
    });
    const attributes = { name: target.id, timestamp: report.startedAt, ...totals(cases) };
    const version = { name: 'version', value: target.version ?? target.missing?.reason ?? '' };
    const properties = tag('properties', {}, tag('property', version) + tag('property', seed(report)));
    return { cases, text: tag('testsuite', attributes, properties + cases.map(testcase).join('')) };
  });
  const explored = (report.explorations ?? []).map(explorationCase);
  if (explored.length > 0) {
    const attributes = { name: 'explore', timestamp: report.startedAt, ...totals(explored) };
    suites.push({ cases: explored, text: tag('testsuite', attributes, explored.map(testcase).join('')) });
  }
  const all = suites.flatMap((suite) => suite.cases);
  const { skipped: _, ...sums } = totals(all);
  const root = { name: report.tool.name, ...sums, time: seconds(report.durationMs) };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${tag('testsuites', root, suites.map((suite) => suite.text).join(''))}`;
}

function seed(report: Report): Record<string, string> {
  return { name: 'seed', value: String(report.actual.seed) };
}

/** A case a variant, and one for the cell where it came to nothing or to worse than any variant. */
function casesOf(cell: CellReport, scenario: ScenarioReport): Case[] {
  const cases = cell.variants.map((variant) => ({
    classname: scenario.id,
    name: scenario.variants.find((one) => one.id === variant.variant)?.title ?? variant.variant,
    status: variant.status,
    reason: variant.reason,
    durationMs: variant.durationMs,
    details: details(variant),
  }));
  if (cases.some((one) => one.status === cell.status)) return cases;
  const { status, reason, durationMs, replay } = cell;
  const whole = { classname: scenario.id, name: scenario.title, status, reason, durationMs, details: replay };
  return [...cases, whole];
}

function explorationCase(one: ExplorationReport): Case {
  const { module, failure, durationMs, replay } = one;
  return {
    classname: module,
    name: titleOf(one),
    status: gradeOf(failure),
    reason: endText(one),
    durationMs,
    details: failure === null ? '' : `${showColumns(failure.steps)}\nreplay: ${replay}`,
  };
}

function details(variant: VariantReport): string {
  const seen = variant.observations.map(({ key, count, expect }) => `${key}: ${count} (${expect})`);
  const error = variant.error
    ? [variant.error.stack || `${variant.error.name}: ${variant.error.message}`]
    : [];
  return [...seen, ...error, ...variant.logs, `replay: ${variant.replay}`].join('\n');
}

function testcase(one: Case): string {
  const attributes = { classname: one.classname, name: one.name, time: seconds(one.durationMs) };
  const kind = kindOf(one.status);
  const message = `${statusWord(one.status)}: ${one.reason}`;
  if (kind === 'passed') {
    const remark =
      one.status === 'interesting' ? tag('system-out', {}, escape(`${message}\n${one.details}`)) : '';
    return tag('testcase', attributes, remark);
  }
  if (kind === 'skipped') return tag('testcase', attributes, tag('skipped', { message }));
  return tag('testcase', attributes, tag(kind, { type: one.status, message }, escape(one.details)));
}

function kindOf(status: Status): 'passed' | 'skipped' | 'failure' | 'error' {
  const meaning = meaningOf(status);
  if (meaning === 'held' || meaning === 'surprised') return 'passed';
  if (meaning === 'notRun') return 'skipped';
  return meaning === 'notFinished' ? 'error' : 'failure';
}

function totals(
  cases: readonly Case[],
): Record<'tests' | 'failures' | 'errors' | 'skipped' | 'time', string> {
  const of = (kind: string): string => String(cases.filter((one) => kindOf(one.status) === kind).length);
  const time = seconds(cases.reduce((sum, one) => sum + one.durationMs, 0));
  return {
    tests: String(cases.length),
    failures: of('failure'),
    errors: of('error'),
    skipped: of('skipped'),
    time,
  };
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

function tag(name: string, attributes: Readonly<Record<string, string>>, content = ''): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escape(value, true)}"`);
  return content === ''
    ? `<${name}${written.join('')}/>\n`
    : `<${name}${written.join('')}>${content}</${name}>\n`;
}

/** XML 1.0 has no way to write most control characters, lone surrogates and noncharacters at all, so they go. */
function escape(text: string, attribute = false): string {
  const legal = stripVTControlCharacters(text).replaceAll(
    /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu,
    '',
  );
  const escaped = legal
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
  if (!attribute) return escaped;
  return escaped.replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
}
