/**
 * What is done with an error that ended a thread: Python's `threading.excepthook`.
 *
 * @module
 */

import { control } from '../lifecycle/control.ts';
import { printThreadError } from '../agent/print-error.ts';
import { currentProgram } from '../agent/program.ts';
import { agent, currentHost, type AgentState } from '../agent/state.ts';
import type { ExceptHook } from '../lifecycle/uncaught.ts';
import { HEADER } from '../memory/index.ts';

/** Prints the thread's name and the error's stack, as it was in the thread, to the standard error. */
export const defaultExcepthook: ExceptHook = ({ error, thread }) => {
  printThreadError(currentHost(), thread?.name ?? '?', error);
};

/**
 * Sets what is called with each error that ends a thread, in this agent and for the whole program; null restores
 * the default. A hook that throws is reported, together with what it was called for. While this agent blocks, its
 * hook waits.
 */
export function setExcepthook(hook: ExceptHook | null): void {
  if (hook !== null && typeof hook !== 'function') {
    throw new TypeError(`Cannot set the excepthook: it must be a function or null, received ${typeof hook}`);
  }
  const program = currentProgram();
  agent().excepthook = (hook ?? undefined) as AgentState['excepthook'];
  if (hook !== null) control(program);
  program.words.store(HEADER.hookAgent, hook === null ? 0 : program.me);
}
