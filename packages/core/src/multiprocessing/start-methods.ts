/**
 * How children come to be.
 *
 * `spawn` starts a runtime anew. `standby` takes a process that was started ahead and holds this library and nothing of a
 * user's: what forkserver is for. The choice is one word of shared memory, so that all threads see the same; children
 * are told it.
 *
 * @module
 */

import { currentProgram, type Program } from '../agent/program.ts';
import { StateError, UnsupportedError } from '../errors.ts';
import { prepareStandby } from '../lifecycle/processes/prepare-standby.ts';
import { HEADER } from '../memory/index.ts';

export type StartMethod = 'spawn' | 'standby';

/** By the number in the word, which is 0 while nothing is chosen. */
const METHODS: readonly StartMethod[] = ['spawn', 'standby'];

/** The start methods of this system, the default first. */
export function getAllStartMethods(): StartMethod[] {
  return [...METHODS];
}

/** The start method of the program. Asking fixes it, as in Python: from here on it cannot be set. */
export function getStartMethod(): StartMethod {
  return startMethodOf(currentProgram());
}

export function startMethodOf({ words }: Program): StartMethod {
  words.compareExchange(HEADER.startMethod, 0, 1);
  return METHODS[words.load(HEADER.startMethod) - 1] as StartMethod;
}

/**
 * Chooses how processes start that are not told otherwise. Once in a program, before its first process. With
 * `standby` the first one begins to come up at once.
 *
 * @throws {StateError} when it was chosen before, or a process was started
 * @throws {UnsupportedError} for `fork` and `forkserver`
 * @throws {RangeError} for any other name
 */
export function setStartMethod(method: StartMethod): void {
  checkStartMethod(method);
  const program = currentProgram();
  const chosen = program.words.compareExchange(HEADER.startMethod, 0, METHODS.indexOf(method) + 1);
  if (chosen === 0) {
    if (method === 'standby') prepareStandby(program);
    return;
  }
  throw new StateError(
    `Cannot set the start method to ${method}: it is ${getStartMethod()} already; set it once, at the start of the ` +
      'program, or give the process its own: new Process(task, { startMethod })',
  );
}

export function checkStartMethod(method: unknown): asserts method is StartMethod {
  if (METHODS.includes(method as StartMethod)) return;
  const name = String(method);
  if (name === 'fork' || name === 'forkserver') {
    throw new UnsupportedError(
      `Cannot start a process by ${name}: no JavaScript runtime can be forked, because a fork keeps only the thread ` +
        "that calls it, and the engines' helper threads and heap pages (MADV_DONTFORK) are not in the copy; use spawn, or " +
        'standby for what forkserver is for',
    );
  }
  throw new RangeError(`Cannot find the start method ${name}: there are ${METHODS.join(' and ')}`);
}
