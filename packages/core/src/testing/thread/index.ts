import type { Suite } from '../cases.ts';
import { errors, targets } from './errors.ts';
import { hook } from './hook.ts';
import { identity } from './identity.ts';
import { lifecycle, lifecycleBlocking, lifecycleMain, page } from './lifecycle.ts';
import { stock } from './stock.ts';
import { values } from './values.ts';

/**
 * Thread and its excepthook, as far as one program can show them; what ends a program is in `programs/`.
 *
 * Adapted of CPython's rows: THR-74 (a join says whether it ended), THR-75 (a negative timeout is a RangeError, as
 * everywhere here), THR-30 (the state is printed by its name), THR-36 (there are no falsy functions; what is not a
 * task is refused), THR-62 (the flag has no setter at all), THR-71 (where a thread may name itself: Linux).
 *
 * THR-10 and THR-42 run where a test can take the runtime's workers away: on a page. Elsewhere they are made by a
 * supervisor that no test reaches; there too a thread that cannot be started ends with an error.
 *
 * In `programs/`: THR-11, THR-29, THR-40, THR-41, THR-43, THR-45, THR-46, THR-49, THR-50, THR-53. In `pack`: THR-05 and
 * THR-08, adapted: nobody sees the end of a worker that the library did not start, so its thread stays registered. What
 * does not apply is in not-applicable.json, with the reason.
 */
export const threadSuite: Suite = {
  name: 'thread',
  variants: ['one program'],
  groups: [lifecycle, lifecycleBlocking, lifecycleMain, stock, page, identity, values, errors, targets, hook],
};
