/**
 * HTML that cannot be broken out of: whatever is put into a template is escaped, unless a template made it.
 *
 * @module
 */

/** Markup that a template made. */
export class Html {
  readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }
}

/** What a template takes: markup as it is, text and figures escaped, lists one after the other, nothing for nothing. */
export type Piece = Html | string | number | null | undefined | false | readonly Piece[];

/**
 * A template of markup: html`<p>${text}</p>`. Attributes must be in double quotes. How the template is laid out in the source is
 * nobody's business: a stretch of white space in it is one space. What is put in keeps its own.
 */
export function html(parts: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  return new Html(
    tight(parts)
      .map((part, index) => part + written(pieces[index]))
      .join(''),
  );
}

const TIGHT = new WeakMap<TemplateStringsArray, readonly string[]>();

function tight(parts: TemplateStringsArray): readonly string[] {
  const known = TIGHT.get(parts) ?? parts.map((part) => part.replaceAll(/\s+/g, ' '));
  TIGHT.set(parts, known);
  return known;
}

function written(piece: Piece): string {
  if (piece === null || piece === undefined || piece === false) return '';
  if (piece instanceof Html) return piece.markup;
  if (typeof piece === 'object') return piece.map(written).join('');
  return String(piece).replaceAll(/[&<>"]/g, (mark) => ENTITIES[mark] ?? mark);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** A name that is safe as an id and behind a `#`. */
export function anchor(...names: readonly string[]): string {
  return names.map((name) => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')).join('.');
}

/**
 * A wide thing in a box of its own that scrolls, so that the page never does. It is a group and no region: a reader who
 * goes by landmarks is not to meet each table.
 */
export function scrolling(label: string, content: Html): Html {
  return html`<div class="scroll" role="group" aria-label="${label}" tabindex="0">${content}</div>`;
}

/** A figure for an SVG attribute. */
export function coordinate(value: number): string {
  return String(Number(value.toFixed(2)));
}
