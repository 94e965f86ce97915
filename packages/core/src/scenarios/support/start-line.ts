/**
 * A start line for threads and for tasks of a pool, out of an Event on each side and one counted word: nobody runs
 * before all are there, so that what a scenario shows about running together does not depend on how long a thread
 * takes to start.
 *
 * @module
 */

import { atomicAdd } from '../../memory/atomic-view.ts';
import { Event, type Thread } from '../../threading/index.ts';

export interface StartLine {
  readonly parties: number;
  readonly arrived: SharedArrayBuffer;
  readonly complete: Event;
  readonly go: Event;
}

export function newStartLine(parties: number): StartLine {
  return { parties, arrived: new SharedArrayBuffer(4), complete: new Event(), go: new Event() };
}

/** In a thread or a task: arrives, and blocks until the start. */
export function lineUp(line: StartLine): void {
  if (atomicAdd(new Int32Array(line.arrived), 0, 1) + 1 === line.parties) line.complete.set();
  line.go.waitSync();
}

/**
 * Sends the threads off once all have lined up, and resolves when all have ended. A thread that dies, before the
 * line or after it, rejects: a scenario whose thread died has not been run and must not be read as if it had.
 */
export async function startAndJoin(
  line: StartLine,
  threads: readonly Thread<never[]>[],
  signal: AbortSignal,
  onStart?: () => void,
): Promise<void> {
  await sendOff(line, joinAll(threads, signal), signal, onStart);
}

/** The same for whatever has lined up: `ended` resolves when all of it is over, and rejects when one has failed. */
export async function sendOff(
  line: StartLine,
  ended: Promise<unknown>,
  signal: AbortSignal,
  onStart?: () => void,
): Promise<void> {
  try {
    await Promise.race([line.complete.wait({ signal }), ended]);
    onStart?.();
  } finally {
    // Also on the way out of an error: those that stand at the line would otherwise stand there for ever.
    line.go.set();
  }
  await ended;
}

/** Joins every thread; rejects with the error of the first that ended with one. */
export async function joinAll(threads: readonly Thread<never[]>[], signal: AbortSignal): Promise<void> {
  await Promise.all(
    threads.map(async (thread) => {
      await thread.join({ signal });
      if (thread.error) throw thread.error;
    }),
  );
}
