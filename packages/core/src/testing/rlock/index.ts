import type { Suite } from '../cases.ts';
import { asALock } from './as-a-lock.ts';
import { flows, flowsBlocking, page } from './flows.ts';
import { givenUp, leftBehind } from './left-behind.ts';
import { reentry } from './reentry.ts';

/**
 * RLock, and a Condition used as one. Of CPython's rows, LK-02 and RLOCK-10 are adapted (an RLock takes an options
 * object and nothing else), LK-03 prints a name in place of an address, LK-05 and LK-14 collect garbage explicitly.
 */
export const rlockSuite: Suite = {
  name: 'rlock',
  variants: ['alone', 'as a condition'],
  inThreads: ['alone'],
  inProcesses: ['alone'],
  groups: [asALock, reentry, flows, flowsBlocking, page, leftBehind, givenUp],
};
