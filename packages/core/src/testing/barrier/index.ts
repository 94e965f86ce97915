import type { Suite } from '../cases.ts';
import { action, passing } from './action.ts';
import { breaking, breakingBlocking, page } from './breaking.ts';
import { basics, rounds } from './rounds.ts';

/** Barrier. All of CPython's rows hold; BAR-12 prints a name in place of an address. */
export const barrierSuite: Suite = {
  name: 'barrier',
  variants: ['one barrier'],
  groups: [basics, rounds, breaking, breakingBlocking, action, passing, page],
};
