/**
 * One manager for the cases that need no more than one, in each agent that runs them.
 *
 * @module
 */

import { Manager, Process, type ProcessOptions } from '../../multiprocessing/index.ts';
import type { Task } from '../../task/index.ts';
import { PATIENCE } from '../board.ts';
import { equal } from '../check.ts';

export const KEY = 'the key of the manager';
export const WAIT: { readonly timeout: number } = { timeout: PATIENCE };

let made: Promise<Manager> | undefined;

export function manager(): Promise<Manager> {
  made ??= Manager({ authkey: KEY });
  return made;
}

/** Runs a task in a process, to its good end. */
export async function inChild<A extends unknown[]>(
  task: Task<A, unknown>,
  args: NoInfer<A>,
  options: ProcessOptions = {},
): Promise<void> {
  const child = new Process(task as unknown as Task<unknown[]>, { ...options, args }).start();
  equal([await child.join(WAIT), child.exitCode], [true, 0]);
}
