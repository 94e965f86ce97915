import { STATUSES, type Status } from '@interleave/core/scenario';

import { GAP, HEAD_LEAST, table, type Word } from './columns.ts';
import type { Lookup } from './lookup.ts';
import { isFailure, statusWord } from './meaning.ts';
import type { Report } from './model.ts';
import { STATUS_STYLE } from './status-style.ts';
import type { Paint } from './terminal.ts';
import { columnsOf, wrap } from './text.ts';

/** What stands for what is good or was not run, where words take too much room; what went wrong is always a word. */
const MARKS: Partial<Readonly<Record<Status, string>>> = {
  pass: '✓',
  interesting: '◇',
  precondition: '○',
  skipped: '·',
};

/**
 * A row a scenario, a column a target. In words where the whole fits, else in marks with what they mean below; where
 * that does not fit either, it goes on below.
 */
export function terminalMatrix(report: Report, look: Lookup, width: number, paint: Paint): string[] {
  if (report.scenarios.length === 0 || report.targets.length === 0) return [];
  const head = ['', ...report.scenarios.map((scenario) => scenario.id)];
  const columns = (textOf: (status: Status) => string): Word[][] =>
    report.targets.map((target) => [
      { text: target.id, painted: paint('bold', target.id) },
      ...report.scenarios.map((scenario) => word(look.cell(scenario.id, target.id)?.status, textOf, paint)),
    ]);
  const words = columns(statusWord);
  if (widthOf(head, words) <= width) return table(head, words, width);
  const used = STATUSES.filter((status) => report.counts[status] > 0 && MARKS[status] !== undefined);
  const legend = used.map((status) => `${markOf(status)} ${statusWord(status)}`).join(', ');
  const lines = table(head, columns(markOf), width);
  return used.length === 0 ? lines : [...lines, ...wrap(legend, width).map((line) => paint('dim', line))];
}

/** A status as a coloured word, `–` where there is none. */
export function word(status: Status | undefined, textOf: (status: Status) => string, paint: Paint): Word {
  if (status === undefined) return { text: '–', painted: paint('dim', '–') };
  const text = textOf(status);
  return { text, painted: paint(STATUS_STYLE[status], text) };
}

function markOf(status: Status): string {
  return isFailure(status) ? statusWord(status) : (MARKS[status] ?? statusWord(status));
}

function widthOf(head: readonly string[], columns: readonly (readonly Word[])[]): number {
  const widest = (texts: readonly string[]): number => Math.max(...texts.map(columnsOf));
  const least = Math.min(HEAD_LEAST, widest(head));
  return columns.reduce((sum, column) => sum + GAP + widest(column.map(({ text }) => text)), least);
}
