/**
 * The memory behind a primitive of processes, as it is seen by nobody but the suites.
 *
 * @module
 */

import { HANDLE, type Traveller } from '../../agent/primitive.ts';
import { processProgram } from '../../agent/scope.ts';

/** Rises when a block is free: nobody has a handle on it, and none is on its way. */
export function generationOf(at: number): number {
  return processProgram().blocks.handle(at).generation;
}

export function placeOf(primitive: object): number {
  return (primitive as Traveller)[HANDLE]().at;
}
