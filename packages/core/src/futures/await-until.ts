/**
 * Waiting until something about futures is true, asynchronously and blocking.
 *
 * @module
 */

import { deadlineOf, timeoutOf, type WaitOptions, type WaitSyncOptions } from '../agent/deadline.ts';
import { onAbort } from '../agent/abort.ts';
import { currentProgram, type Program } from '../agent/program.ts';
import { sleepOnBell } from '../agent/sleep-on-bell.ts';
import type { Future } from './future.ts';
import { inner } from './inner.ts';
import type { Keeper } from './keeper.ts';
import { lookEverywhere, pumpsOf } from './pumps.ts';

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

/**
 * Blocks until `done`, a look that announces itself; false when the timeout passed first. `shared` are the futures that
 * it looks at and others may end.
 */
export function blockUntil(
  done: () => boolean,
  options: WaitSyncOptions | undefined,
  asyncForm: string,
  shared: Iterable<Future<unknown>> = [],
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
  const rung = (): ReadonlySet<Program> => {
    const programs = new Set<Program>();
    for (const pump of pumpsOf(program)) programs.add(pump.program);
    for (const future of shared) {
      const home = inner.homeOf(future);
      if (home !== undefined) programs.add(home);
    }
    return programs;
  };
  return sleepOnBell(program, attempt, deadline, asyncForm, rung) ?? false;
}
