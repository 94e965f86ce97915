/**
 * Waiting until something about futures is true, asynchronously and blocking.
 *
 * @module
 */

import { deadlineOf, timeoutOf, type WaitOptions, type WaitSyncOptions } from '../agent/deadline.ts';
import { onAbort } from '../agent/abort.ts';
import { currentProgram } from '../agent/program.ts';
import { sleepOnBell } from '../agent/sleep-on-bell.ts';
import type { Keeper } from './keeper.ts';
import { lookEverywhere } from './pumps.ts';

/** Calls back at each step that may end a wait, until what it gives is called. */
export type Watch = (listener: () => void) => () => void;

/** Waits until `done`; false when the timeout passed first. An aborted wait rejects and leaves no trace. */
export function awaitUntil(
  done: () => boolean,
  watch: Watch,
  options: WaitOptions | undefined,
): Promise<boolean> {
  const timeout = timeoutOf(options);
  const signal = options?.signal;
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) return reject(signal.reason);
    if (done()) return resolve(true);
    if (timeout === 0) return resolve(lookEverywhere() && done());
    const undo: (() => void)[] = [];
    let ended = false;
    const end = (): void => {
      ended = true;
      for (const step of undo.splice(0)) step();
    };
    // What it gives may be known only when the wait has ended: a watch may call back at once.
    const until = (step: () => void): void => void (ended ? step() : undo.push(step));
    until(
      watch(() => {
        if (ended || !done()) return;
        end();
        resolve(true);
      }),
    );
    if (!ended && timeout !== Infinity) {
      until(
        currentProgram().waits.at(deadlineOf(timeout), () => {
          lookEverywhere();
          end();
          resolve(done());
        }),
      );
    }
    if (ended || signal === undefined) return;
    until(
      onAbort(signal, () => {
        end();
        reject(signal.reason);
      }),
    );
  });
}

/** Blocks until `done`, a look that announces itself; false when the timeout passed first. */
export function blockUntil(
  done: () => boolean,
  options: WaitSyncOptions | undefined,
  asyncForm: string,
  keeper?: Keeper,
): boolean {
  const timeout = timeoutOf(options);
  if (done()) return true;
  const program = currentProgram();
  if (timeout === 0) return lookEverywhere(program) && done();
  const deadline = deadlineOf(timeout);
  while (program.host.canBlock && keeper?.spin() === true) if (done()) return true;
  const attempt = (): true | undefined => {
    lookEverywhere(program);
    return done() || undefined;
  };
  return sleepOnBell(program, attempt, deadline, asyncForm) ?? false;
}
