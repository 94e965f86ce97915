import type { Status } from '@interleave/core/scenario';

import { meaningOf, statusWord, type Meaning } from '../meaning.ts';
import { html, type Html } from './markup.ts';

const CLASSES: Readonly<Record<Meaning, string>> = {
  held: 'held',
  surprised: 'surprised',
  notRun: 'not-run',
  provedNothing: 'proved-nothing',
  notFinished: 'not-finished',
  broken: 'broken',
};

/** The class that gives an element the colour of a meaning. */
export function classOf(meaning: Meaning): string {
  return CLASSES[meaning];
}

/** A status as a coloured word, with a figure before it or as a link where asked. */
export function statusMark(status: Status, { count, href }: { count?: number; href?: string } = {}): Html {
  const text = count === undefined ? statusWord(status) : `${count} ${statusWord(status)}`;
  const name = `status ${classOf(meaningOf(status))}`;
  return href === undefined
    ? html`<span class="${name}">${text}</span>`
    : html`<a class="${name}" href="#${href}">${text}</a>`;
}
