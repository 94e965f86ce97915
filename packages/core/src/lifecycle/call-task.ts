/**
 * What a start comes to, for a thread and for its rehearsal: the task's module is loaded, the arguments are decoded,
 * the function is called.
 *
 * @module
 */

import { sharedNow, type WaitSyncOptions } from '../agent/deadline.ts';
import { agent } from '../agent/state.ts';
import type { Program } from '../agent/program.ts';
import { resolveTask } from '../task/resolve.ts';
import { decode } from '../wire/decode.ts';
import type { Delay, Run } from './messages.ts';

export interface CallSteps {
  /** Done while the module is being loaded, so that it is in nobody's way. */
  meanwhile(): void;
  /** The module is there: from here on the references in the arguments are this agent's. */
  loaded(): void;
}

export async function callTask(
  program: Program,
  { task, args, delay }: Run,
  steps: CallSteps,
): Promise<void> {
  const resolving = resolveTask(task);
  steps.meanwhile();
  const body = await resolving;
  steps.loaded();
  const given = await decodeArguments(program, args);
  if (delay !== undefined && !(await isDue(program, delay))) return;
  await (Reflect.apply(body, undefined, given) as unknown);
}

async function decodeArguments(program: Program, args: Run['args']): Promise<unknown[]> {
  const preparing: Promise<unknown>[] = [];
  agent().preparing = preparing;
  try {
    return decode(args, (data) => program.decode(data)) as unknown[];
  } finally {
    agent().preparing = undefined;
    if (preparing.length > 0) await Promise.all(preparing);
  }
}

/** Waits until the time has come; false when it was cancelled first. */
async function isDue(program: Program, { due, cancelled }: Delay): Promise<boolean> {
  const event = program.decode(cancelled) as Cancellable;
  const timeout = due === undefined ? Infinity : Math.max(0, due - sharedNow());
  return !(await event.wait({ timeout }));
}

/** An event, of which this layer knows no more. */
interface Cancellable {
  wait(options: WaitSyncOptions): Promise<boolean>;
}
