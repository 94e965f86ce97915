/**
 * What takes memory that processes share, or another runtime, and so is not to be had everywhere.
 *
 * @module
 */

import { UnsupportedError } from '@interleave/core/errors';
import { AbsentError, type Subject } from '../../../engines/timing/subject.ts';

/** @throws {AbsentError} with the reason */
export async function available(make: () => Subject | Promise<Subject>): Promise<Subject> {
  try {
    return await make();
  } catch (error) {
    if (error instanceof UnsupportedError) throw new AbsentError(error.message);
    throw error;
  }
}
