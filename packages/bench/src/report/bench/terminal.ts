/**
 * The bench report as a terminal shows it.
 *
 * @module
 */

import { styleText } from 'node:util';
import { table, type Word } from '../columns.ts';
import type { Look } from '../terminal.ts';
import { visible, wrap } from '../text.ts';
import { machineLines } from './machine.ts';
import type { BenchReport } from './model.ts';
import { COLUMNS, headOf, type Row, runtimeTitle, sectionsOf } from './rows.ts';

type Style = Parameters<typeof styleText>[0];

const VERDICTS: Readonly<Record<string, Style>> = {
  reference: 'dim',
  faster: 'green',
  slower: 'yellow',
  less: 'green',
  more: 'yellow',
  equivalent: 'cyan',
};

export function renderBenchTerminal(report: BenchReport, { columns, color }: Look): string {
  const paint = (style: Style, text: string): string =>
    color ? styleText(style, text, { validateStream: false }) : text;
  const width = Math.max(60, columns);
  const hang = (text: string): string[] =>
    wrap(visible(text), width - 2).map((line, at) => (at === 0 ? line : `  ${line}`));
  const parts = report.benchmarks.flatMap((benchmark) => [
    [paint('bold', benchmark.id), ...hang(headOf(benchmark))],
    ...sectionsOf(report, benchmark).map(({ runtime, rows, notes }) => [
      paint('bold', runtimeTitle(report, runtime)),
      ...rowsAsTable(rows, width, paint),
      ...notes.flatMap(hang).map((line) => paint('dim', line)),
    ]),
  ]);
  const missing = report.runtimes.flatMap(({ title, missing }) =>
    missing === null ? [] : hang(`${title} is not here: ${missing}`),
  );
  const foot = machineLines(report).flatMap(hang);
  const all = [...parts, missing, foot.map((line) => paint('dim', line))];
  return `${all
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n')}\n`;
}

function rowsAsTable(
  rows: readonly Row[],
  width: number,
  paint: (style: Style, text: string) => string,
): string[] {
  const column = (key: 'median' | 'p99' | 'ratio'): Word[] => {
    const words = [COLUMNS, ...rows].map((row) => row[key]);
    return words.map((text, at) => ({ text, painted: at === 0 ? paint('dim', text) : text }));
  };
  // A failure is a sentence and stands below the table.
  const isFailure = (row: Row): boolean => row.verdict.includes(': ');
  const verdicts = [
    '',
    ...rows.map((row) => (isFailure(row) ? (row.verdict.split(': ')[0] ?? '') : row.verdict)),
  ];
  const words = verdicts.map((text) => ({ text, painted: paint(VERDICTS[text] ?? 'magenta', text) }));
  const lines = table(
    [' ', ...rows.map(({ name }) => visible(name))],
    [column('median'), column('p99'), column('ratio'), words],
    width,
  );
  const reasons = rows.filter(isFailure).map(({ name, verdict }) => `${name} ${verdict}`);
  return [
    ...lines,
    ...reasons.flatMap((text) => wrap(visible(text), width)).map((line) => paint('magenta', line)),
  ];
}
