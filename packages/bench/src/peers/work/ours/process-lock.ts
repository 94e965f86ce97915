/**
 * multiprocessing.Lock.
 *
 * @module
 */

import { multiprocessing } from '@interleave/core';
import type { Subject } from '../../../engines/timing/subject.ts';
import { available } from './available.ts';
import { uncontendedLock } from './uncontended-lock.ts';

export function uncontended(): Promise<Subject> {
  return available(() => uncontendedLock(new multiprocessing.Lock()));
}
