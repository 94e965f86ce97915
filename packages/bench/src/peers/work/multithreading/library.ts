/**
 * The package `multithreading`, where it is installed.
 *
 * @module
 */

import { present } from '../present.ts';

export type Library = typeof import('multithreading');

/** @throws {AbsentError} with what to type */
export async function library(): Promise<Library> {
  present('multithreading');
  return import('multithreading');
}
