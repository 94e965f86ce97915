import type { Suite } from '../cases.ts';
import { blockingCompletions, completions } from './as-completed.ts';
import { awaiting } from './awaiting.ts';
import { callbacks } from './callbacks.ts';
import { life } from './life.ts';
import { page } from './page.ts';
import { races } from './races.ts';
import { blocking, sharing } from './sharing.ts';
import { alone, states } from './states.ts';
import { blockingWaits, waits } from './wait.ts';
import { zipping } from './zip.ts';

/** Futures without an executor: those of one agent, and those that were sent. */
export const futuresSuite: Suite = {
  name: 'futures',
  variants: ['own', 'shared'],
  groups: [
    states,
    alone,
    callbacks,
    awaiting,
    sharing,
    blocking,
    races,
    life,
    waits,
    blockingWaits,
    completions,
    blockingCompletions,
    page,
    zipping,
  ],
};
