import type { Suite } from '../cases.ts';
import { counts } from './counts.ts';
import { deaths } from './deaths.ts';
import { endings, endingsBlocking } from './endings.ts';
import { overALock, overAnRLock, page, state } from './state.ts';

/** Condition, over each lock that there is. CPython's rows hold as they are; LK-03 prints a name in place of an address. */
export const conditionSuite: Suite = {
  name: 'condition',
  variants: ['over a Lock', 'over a fair Lock', 'over an RLock'],
  inThreads: ['over a Lock'],
  inProcesses: ['over a Lock', 'over an RLock'],
  groups: [state, overALock, overAnRLock, counts, endings, endingsBlocking, deaths, page],
};
