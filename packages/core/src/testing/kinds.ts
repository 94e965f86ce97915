/**
 * The classes on test: a primitive is to behave alike among threads and among processes, so one suite checks both.
 *
 * @module
 */

import * as multiprocessing from '../multiprocessing/index.ts';
import * as threading from '../threading/index.ts';

export type Kinds = Pick<
  typeof threading,
  'Lock' | 'RLock' | 'Condition' | 'Semaphore' | 'BoundedSemaphore' | 'Event' | 'Barrier'
>;

export function kindsOf(scope: threading.Scope): Kinds {
  // A Condition of processes takes locks of processes, which these types do not tell apart.
  return scope === 'thread' ? threading : (multiprocessing as unknown as Kinds);
}
