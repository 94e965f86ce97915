/**
 * Waiting for sockets: asynchronously by the watcher, blocking by asking the system itself.
 *
 * @module
 */

import type { Program } from '../../agent/program.ts';
import { stayIfExiting } from '../../agent/exiting.ts';
import { SLICE_MS, type Address } from '../../memory/index.ts';
import { socketCalls } from './socket-calls.ts';
import { wish, type Wish } from './watch.ts';

export interface Trying<T> {
  /** Gives undefined while it cannot be; may throw to end the wait. */
  readonly attempt: () => T | undefined;
  /** What to wait for after an attempt that could not be. */
  readonly wishes: () => readonly Wish[];
}

/** Undefined when the deadline passed first. */
export async function untilDone<T>(
  program: Program,
  owner: object,
  point: Address,
  { attempt, wishes }: Trying<T>,
  { deadline, signal }: { readonly deadline: number; readonly signal?: AbortSignal | undefined },
): Promise<T | undefined> {
  const look = (): T | undefined => {
    const result = attempt();
    if (result === undefined) wish(program, point, wishes());
    return result;
  };
  return program.waits.wait(owner, point, look, deadline, signal);
}

/** The same, blocking. In slices, because what else has changed than a socket is seen between two. */
export function untilDoneSync<T>(
  program: Program,
  { attempt, wishes }: Trying<T>,
  deadline: number,
): T | undefined {
  const calls = socketCalls();
  for (;;) {
    const result = attempt();
    if (result !== undefined) return result;
    const left = deadline - program.host.now();
    if (left <= 0) return undefined;
    const entries = Int32Array.from(wishes().flatMap(({ fd, events }) => [fd, events]));
    calls.poll(entries, entries.length / 2, Math.ceil(Math.min(left, SLICE_MS)));
    stayIfExiting(program);
  }
}
