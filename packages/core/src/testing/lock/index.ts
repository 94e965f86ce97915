import type { Suite } from '../cases.ts';
import { stalledFairLock, stalledLock } from '../stalled.ts';
import { abandoned, abandonedFair } from './abandoned.ts';
import { basics } from './basics.ts';
import { page, passing } from './passing.ts';
import { scoped, scopedBlocking } from './scoped.ts';
import { fairOrder, order, signals, timeouts, timeoutsBlocking } from './waiting.ts';

/**
 * Lock. Of CPython's rows, LK-02 and LOCK-05 are adapted (a Lock takes an options object and nothing else), LK-03
 * prints a name in place of an address, LK-05 and LK-14 collect garbage explicitly. All others hold as they are.
 */
export const lockSuite: Suite = {
  name: 'lock',
  variants: ['barging', 'fair'],
  groups: [
    basics,
    scoped,
    scopedBlocking,
    timeouts,
    timeoutsBlocking,
    signals,
    order,
    fairOrder,
    passing,
    page,
    abandoned,
    abandonedFair,
    stalledLock,
    stalledFairLock,
  ],
};
