import type { Suite } from '../cases.ts';
import { stalledEvent } from '../stalled.ts';
import { page, state } from './state.ts';
import { waiting, waitingBlocking } from './waiting.ts';

/** Event. All of CPython's rows hold; EVT-06 prints a name in place of an address. */
export const eventSuite: Suite = {
  name: 'event',
  variants: ['one flag'],
  groups: [state, waiting, waitingBlocking, page, stalledEvent],
};
