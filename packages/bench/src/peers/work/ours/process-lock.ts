/**
 * multiprocessing.Lock.
 *
 * @module
 */

import { multiprocessing } from '@interleave/core';
import type { Subject } from '../../../engines/timing/subject.ts';
import { uncontendedLock } from './uncontended-lock.ts';

export function uncontended(): Subject {
  return uncontendedLock(new multiprocessing.Lock());
}
