import { columnsOf, padTo, wrap } from './text.ts';

/** A cell of a terminal table: what is measured, and what is printed in its place (the same with colour). */
export interface Word {
  readonly text: string;
  readonly painted: string;
}

/**
 * A table of one head column and any number of others, within a width: where the columns do not fit beside each other
 * the table goes on below, with its head column repeated, so that nothing is abbreviated.
 */
export function table(
  head: readonly string[],
  columns: readonly (readonly Word[])[],
  width: number,
): string[] {
  const widths = columns.map((column) => Math.max(...column.map((word) => columnsOf(word.text))));
  const longest = Math.max(...head.map(columnsOf));
  const all = widths.reduce((sum, one) => sum + one + GAP, 0);
  const headWidth = Math.min(longest, Math.max(HEAD_LEAST, width - all));
  const lines: string[] = [];
  for (let first = 0; first < columns.length;) {
    let last = first;
    let room = width - headWidth;
    while (last < columns.length && (last === first || (widths[last] ?? 0) + GAP <= room)) {
      room -= (widths[last] ?? 0) + GAP;
      last += 1;
    }
    if (first > 0) lines.push('');
    lines.push(...block(head, columns.slice(first, last), widths.slice(first, last), headWidth));
    first = last;
  }
  return lines;
}

/** Between two columns. */
export const GAP = 2;
/** The head column is broken into lines rather than that the others go on below, but no narrower. */
export const HEAD_LEAST = 14;

function block(
  head: readonly string[],
  columns: readonly (readonly Word[])[],
  widths: readonly number[],
  headWidth: number,
): string[] {
  return head.flatMap((name, row) => {
    const [first = '', ...more] = wrap(name, headWidth, true);
    const words = columns.map((column, index) => {
      const word = column[row] ?? { text: '', painted: '' };
      return ' '.repeat(GAP) + word.painted + ' '.repeat((widths[index] ?? 0) - columnsOf(word.text));
    });
    return [(padTo(first, headWidth) + words.join('')).trimEnd(), ...more.map((line) => `  ${line}`)];
  });
}
