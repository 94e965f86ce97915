import type { Suite } from '../cases.ts';
import { exact } from './exact.ts';
import { refusals } from './refused.ts';
import { types } from './types.ts';

/** Values on their way: the record format, and the classes that its user taught it. */
export const wireSuite: Suite = {
  name: 'wire',
  variants: ['one format'],
  groups: [exact, refusals, types],
};
