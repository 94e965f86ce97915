import type { Suite } from '../cases.ts';
import { stalledSemaphore } from '../stalled.ts';
import { basics, bounded, unbounded } from './basics.ts';
import { page, passing } from './passing.ts';
import { scopes, timeouts, waiting, waitingBlocking } from './waiting.ts';

/**
 * Semaphore and BoundedSemaphore. Of CPython's rows SEMB-08 is adapted (to try without waiting takes no timeout at
 * all, so there is nothing to refuse but a negative one), SEMB-03 collects garbage explicitly, BSEM-02 prints a name
 * in place of an address.
 */
export const semaphoreSuite: Suite = {
  name: 'semaphore',
  variants: ['Semaphore', 'BoundedSemaphore'],
  groups: [
    basics,
    unbounded,
    bounded,
    scopes,
    timeouts,
    waiting,
    waitingBlocking,
    passing,
    page,
    stalledSemaphore,
  ],
};
