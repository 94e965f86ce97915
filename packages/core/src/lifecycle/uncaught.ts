/**
 * What becomes of an error that ended a thread: the excepthook gets it, in the agent that set it.
 *
 * @module
 */

import { gone, HEADER, type Address } from '../memory/index.ts';
import { printThreadError } from '../agent/print-error.ts';
import type { Program } from '../agent/program.ts';
import { agent } from '../agent/state.ts';
import type { ThreadInfo } from './thread-info.ts';
import { leaveUnreported, recordName } from './thread-record.ts';
import { infoOf } from './thread-view.ts';

export interface ExceptHookArgs {
  readonly error: Error;
  /** The thread that ended, null where it is not known. */
  readonly thread: ThreadInfo | null;
}

export type ExceptHook = (args: ExceptHookArgs) => void;

/**
 * Reports an error from the thread that it ends. True when that is done; false when the hook is another agent's and
 * the supervisor will call it: until then the thread keeps the program alive.
 */
export function reportUncaught(program: Program, record: Address, error: Error): boolean {
  const hookAgent = program.words.load(HEADER.hookAgent);
  if (hookAgent !== 0 && hookAgent !== program.me && !gone(program.words, hookAgent)) {
    leaveUnreported(program, record);
    return false;
  }
  if (hookAgent === program.me) callHook(program, record, error);
  else printThreadError(program.host, recordName(program, record), error);
  return true;
}

/** Calls this agent's hook. One that throws is reported, with the error that it was called for. */
export function callHook(program: Program, record: Address, error: Error): void {
  const hook = agent().excepthook as ExceptHook | undefined;
  const name = recordName(program, record);
  if (hook === undefined) return printThreadError(program.host, name, error);
  try {
    hook({ error, thread: infoOf(program, record) });
  } catch (failure) {
    printThreadError(program.host, name, error);
    printThreadError(program.host, `${name}, in threading.excepthook`, failure);
  }
}
