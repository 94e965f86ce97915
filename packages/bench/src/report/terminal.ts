import { styleText } from 'node:util';

import { showColumns } from '@interleave/core/explore';

import { titleOf } from './exploration.ts';
import { didTable } from './facts/did.ts';
import { exploredGroups, groupText } from './facts/explored.ts';
import { lacks, lackSentence } from './facts/lacks.ts';
import { sentenceOf } from './facts/sentence.ts';
import { duration, plural } from './format.ts';
import { lookup, type Lookup } from './lookup.ts';
import { isFailure, meaningOf, statusWord } from './meaning.ts';
import type { Report, ScenarioReport } from './model.ts';
import { presentable } from './presentable.ts';
import { MEANING_STYLE, STATUS_STYLE } from './status-style.ts';
import { gradeOf } from './summary.ts';
import { terminalMatrix, word } from './terminal-matrix.ts';
import { wrap } from './text.ts';

/** How a terminal wants its text. */
export interface Look {
  readonly columns: number;
  readonly color: boolean;
}

/** What a stream can show: colour only on a terminal, and as NO_COLOR and FORCE_COLOR have it. */
export function lookOf(stream: NodeJS.WritableStream & { readonly columns?: number }): Look {
  return { columns: Math.min(stream.columns ?? 80, 120), color: styleText('red', 'x', { stream }) !== 'x' };
}

type Style = Parameters<typeof styleText>[0];
/** Colour, where there is any. */
export type Paint = (style: Style, text: string) => string;

/** How much is said. */
export type Detail = 'quiet' | 'normal' | 'verbose';

/**
 * The report as a terminal shows it: the table, a sentence a scenario, what failed, and the verdict at the end. Quiet,
 * it is what failed and the verdict; verbose, it has what each variant did on each target as well.
 */
export function renderTerminal(
  given: Report,
  { columns, color }: Look = { columns: 80, color: false },
  detail: Detail = 'normal',
): string {
  const report = presentable(given);
  const paint: Paint = (style, text) => (color ? styleText(style, text, { validateStream: false }) : text);
  const look = lookup(report);
  const width = Math.max(40, columns);
  const told = [
    terminalMatrix(report, look, width, paint),
    sentences(report, look, width, paint, detail === 'verbose'),
    reasons(report, look, width, paint),
  ];
  const parts = [
    ...(detail === 'quiet' ? [] : told),
    ...failures(report, look, width, paint),
    missing(report, width, paint),
    ...explorations(report, width, paint),
    report.warnings.flatMap((warning) => hang(`Note: ${warning}`, width)),
    verdict(report, width, paint),
  ];
  const shown = parts.filter((part) => part.length > 0).map((part) => part.join('\n'));
  return `${shown.join('\n\n')}\n`;
}

function sentences(report: Report, look: Lookup, width: number, paint: Paint, verbose: boolean): string[] {
  return report.scenarios.flatMap((scenario) => {
    const [first = '', ...more] = hang(`${scenario.id}: ${sentenceOf(report, look, scenario)}`, width);
    const name = `${scenario.id}:`;
    return [
      first.startsWith(name) ? paint('bold', name) + first.slice(name.length) : first,
      ...more,
      ...(verbose ? whatEachDid(report, look, scenario, width, paint) : []),
    ];
  });
}

/** A line a variant and target: how it ended, what was seen, and the first figure that has a direction. */
function whatEachDid(
  report: Report,
  look: Lookup,
  scenario: ScenarioReport,
  width: number,
  paint: Paint,
): string[] {
  const { targets, lines } = didTable(report, look, scenario) ?? { targets: [], lines: [] };
  return lines.flatMap(({ variant, cells }) => [
    ...hang(`  ${variant.title}`, width),
    ...cells.flatMap((did, at) => {
      if (did === undefined) return [];
      const { text, painted } = word(did.status, statusWord, paint);
      const seen = [...did.seen, ...(did.figure === '' ? [] : [did.figure])].join(', ');
      const said = hang(`    ${targets[at]?.title ?? ''}: ${text}${seen === '' ? '' : `; ${seen}`}`, width);
      return said.map((line) => line.replace(`: ${text}`, `: ${painted}`));
    }),
  ]);
}

/** Why something could not run, once a reason, and which scenarios that concerns. */
function reasons(report: Report, look: Lookup, width: number, paint: Paint): string[] {
  return lacks(report, look).flatMap((lack) =>
    hang(lackSentence(lack), width).map((line) => paint('dim', line)),
  );
}

const LAST_LINES = 8;

function failures(report: Report, look: Lookup, width: number, paint: Paint): string[][] {
  return report.cells
    .filter((cell) => isFailure(cell.status))
    .flatMap((cell) => {
      const bad = cell.variants.filter((variant) => isFailure(variant.status));
      const title = `${cell.scenario} on ${look.title(cell.target)}`;
      const whole = bad.some((one) => one.status === cell.status)
        ? []
        : [{ ...cell, variant: '', logs: [], error: null }];
      return [...whole, ...bad].map((entry) => {
        const name = entry.variant === '' ? title : `${title}, ${entry.variant}`;
        const error = entry.error ? [`${entry.error.name}: ${entry.error.message}`] : [];
        const told = entry.reason === '' ? [] : [entry.reason];
        const lines = [...new Set([...told, ...error])].flatMap((text) => hang(text, width - 2));
        const logs = entry.logs.slice(-LAST_LINES).flatMap((line) => line.split('\n'));
        return [
          `${word(entry.status, statusWord, paint).painted} ${paint('bold', name)}`,
          ...lines.map((line) => `  ${line}`),
          ...logs.flatMap((line) => wrap(line, width - 4)).map((line) => paint('dim', `  | ${line}`)),
          `  replay: ${entry.replay}`,
        ];
      });
    });
}

function missing(report: Report, width: number, paint: Paint): string[] {
  return report.targets.flatMap(({ id, missing }) => {
    if (!missing) return [];
    const lines = hang(`${id} is not here: ${missing.reason}`, width);
    return missing.remedy === '' ? lines : [...lines, `  ${paint('bold', missing.remedy)}`];
  });
}

/** A sentence a group; of what failed the steps. */
function explorations({ explorations = [] }: Report, width: number, paint: Paint): string[][] {
  const groups = exploredGroups(explorations).flatMap((group) => hang(groupText(group), width));
  const failed = explorations.flatMap((one) => {
    const { failure, replay } = one;
    if (failure === null) return [];
    return [
      [
        `${word(gradeOf(failure), statusWord, paint).painted} ${paint('bold', titleOf(one))}`,
        ...hang(`${failure.kind}: ${failure.message}`, width - 2).map((line) => `  ${line}`),
        ...showColumns(failure.steps)
          .split('\n')
          .map((line) => paint('dim', `  | ${line}`)),
        `  replay: ${replay}`,
      ],
    ];
  });
  return [groups, ...failed];
}

function verdict(report: Report, width: number, paint: Paint): string[] {
  const { ok, status, sentence } = report.verdict;
  const { scenarios, targets, explorations = [] } = report;
  const run = `${plural(scenarios.length, 'scenario')} on ${plural(targets.length, 'target')} in ${duration(report.durationMs)}, seed ${report.actual.seed}`;
  const explored = `${plural(explorations.length, 'exploration')} in ${duration(
    explorations.reduce((sum, { durationMs }) => sum + durationMs, 0),
  )}`;
  const what = [
    ...(scenarios.length > 0 || explorations.length === 0 ? [run] : []),
    ...(explorations.length === 0 ? [] : [explored]),
  ];
  const lines = hang(sentence, width);
  const style = ok || meaningOf(status) !== 'held' ? STATUS_STYLE[status] : MEANING_STYLE.provedNothing;
  return [...lines.map((line) => paint(style, line)), ...what.map((line) => paint('dim', line))];
}

/** Wrapped, with the lines after the first set in. */
function hang(text: string, width: number): string[] {
  return wrap(text, width - 2).map((line, index) => (index === 0 ? line : `  ${line}`));
}
