/**
 * Where a primitive works, and over which memory its agent reaches it.
 *
 * @module
 */

import { UnsupportedError } from '../errors.ts';
import type { Program } from './program.ts';
import { agent } from './state.ts';
import { traceAbroad } from './trace.ts';

/** Among the threads of a process, or among processes and their threads. */
export type Scope = 'thread' | 'process';

/**
 * The program as this agent sees it over the memory of processes; opened when it is first asked for.
 *
 * @throws {UnsupportedError} with the reason, where processes cannot share memory
 */
export function processProgram(): Program {
  const state = agent();
  if (state.processes !== undefined) return state.processes;
  if (state.openProcesses === undefined) {
    throw new UnsupportedError(
      'Cannot use a primitive of processes here: nothing of @interleave/…/multiprocessing was imported',
    );
  }
  state.processes = state.openProcesses();
  traceAbroad(state.program, state.processes);
  return state.processes;
}
