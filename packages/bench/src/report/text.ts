/**
 * Text that came from somewhere else, made safe to look at, and measured as a terminal shows it.
 *
 * @module
 */

import { stripVTControlCharacters } from 'node:util';

/**
 * The text with nothing in it that moves a cursor, reverses the reading order or hides: escape sequences go, any other
 * such character becomes its code (`\u{202e}`). Line feeds and tabs stay.
 */
export function visible(text: string): string {
  return stripVTControlCharacters(text.replaceAll('\r\n', '\n'))
    .toWellFormed()
    .replaceAll(UNSEEN, (character) => `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`);
}

// Controls but tab and line feed, soft hyphen, zero-width and bidirectional controls, line separators, the byte order
// mark, noncharacters and tag characters. The zero-width joiner stays: emoji are made of it.
const UNSEEN =
  // eslint-disable-next-line no-control-regex
  /[\0-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff\u{e0000}-\u{e007f}]/gu;

/** The same on one line: line feeds become `⏎`, tabs spaces. */
export function oneLine(text: string): string {
  return visible(text).replaceAll('\n', '⏎').replaceAll('\t', ' ');
}

/** How many columns of a terminal the text takes: most East Asian characters and emoji take two. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const { segment } of GRAPHEMES.segment(stripVTControlCharacters(text)))
    columns += graphemeColumns(segment);
  return columns;
}

const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f1e6}-\u{1f1ff}\u{20000}-\u{3fffd}]/u;

function graphemeColumns(grapheme: string): number {
  if (/^[\p{Mark}\p{Cc}\p{Cf}]/u.test(grapheme)) return 0;
  return WIDE.test(grapheme) || /\p{Emoji_Presentation}|\ufe0f/u.test(grapheme) ? 2 : 1;
}

/** The text with spaces after it up to a width in columns. */
export function padTo(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - columnsOf(text)));
}

/** The start of the text, with `…` where something was cut, at most so many columns wide. */
export function clip(text: string, width: number): string {
  if (columnsOf(text) <= width) return text;
  let kept = '';
  let columns = 0;
  for (const { segment } of GRAPHEMES.segment(text)) {
    columns += graphemeColumns(segment);
    if (columns > width - 1) break;
    kept += segment;
  }
  return `${kept}…`;
}

/** Lines of at most so many columns, broken at spaces (after hyphens too where asked), else anywhere. */
export function wrap(text: string, width: number, hyphens = false): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of text.split(hyphens ? /(?<=[ -])/ : /(?<= )/)) {
    if (columnsOf(line) + columnsOf(piece.trimEnd()) <= width) {
      line += piece;
      continue;
    }
    if (line !== '') lines.push(line.trimEnd());
    line = piece;
    while (columnsOf(line.trimEnd()) > width) {
      const head = clip(line, width + 1).slice(0, -1) || line.slice(0, 1);
      lines.push(head);
      line = line.slice(head.length);
    }
  }
  return [...lines, line.trimEnd()];
}
