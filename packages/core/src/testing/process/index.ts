import type { Suite } from '../cases.ts';
import { blocking } from './blocking.ts';
import { handles } from './handles.ts';
import { identity } from './identity.ts';
import { life } from './life.ts';
import { refusals } from './refusals.ts';
import { runtimes } from './runtimes.ts';
import { standbys } from './standbys.ts';

/**
 * Process, by each start method and on each runtime, as far as one program can show it; what ends a program is in
 * `programs/`. The child of another runtime is here and not in a suite of its own: run on all three, this one has every
 * pair, each beside all else that is on test of its parent.
 *
 * Adapted of CPython's rows: PROC-01 (there is no authkey before there are connections), PROC-11 (a negative timeout is
 * a RangeError, as everywhere here), PROC-06 (no process outlives its parent), PROC-12 and `interrupt` (a signal ends a
 * runtime: −N), PROC-18 (what is let go of is the arguments; the target is a property), CTX-01 (a context has what the
 * API says it has).
 */
export const processSuite: Suite = {
  name: 'process',
  variants: ['spawn', 'standby'],
  inThreads: ['spawn'],
  groups: [identity, life, refusals, handles, runtimes, standbys, blocking],
};
