/**
 * The package `multithreading`, where it is installed: users of this one need not have it.
 *
 * @module
 */

import { AbsentError } from '../../../engines/timing/subject.ts';

export type Library = typeof import('multithreading');

/** @throws {AbsentError} with what to type */
export async function library(): Promise<Library> {
  try {
    return await import('multithreading');
  } catch (error) {
    const { code, message } = error as { readonly code?: string; readonly message: string };
    const missing = code === 'ERR_MODULE_NOT_FOUND' || /cannot find (module|package)/i.test(message);
    if (missing) throw new AbsentError('not installed: npm i multithreading@0.3.52');
    throw error;
  }
}
