import { STATUSES, type Status } from '@interleave/core/scenario';
import type { styleText } from 'node:util';

import { meaningOf, type Meaning } from './meaning.ts';

type Style = Parameters<typeof styleText>[0];

/** On a terminal each meaning has one colour, and no colour has two. */
export const MEANING_STYLE: Readonly<Record<Meaning, Style>> = {
  held: 'green',
  surprised: 'cyan',
  notRun: 'dim',
  provedNothing: 'yellow',
  notFinished: 'magenta',
  broken: ['red', 'bold'],
};

/** The colour of a status. */
export const STATUS_STYLE: Readonly<Record<Status, Style>> = Object.fromEntries(
  STATUSES.map((status) => [status, MEANING_STYLE[meaningOf(status)]]),
) as Record<Status, Style>;
