/**
 * One manager for the cases that need no more than one, in each agent that runs them.
 *
 * @module
 */

import { connectManager, Manager, Process, type ProcessOptions } from '../../multiprocessing/index.ts';
import type { Task } from '../../task/index.ts';
import { PATIENCE } from '../board.ts';
import { equal } from '../check.ts';
import { managerTasks } from './manager.tasks.ts';

export const KEY = 'the key of the manager';
export const WAIT: { readonly timeout: number } = { timeout: PATIENCE };

let made: Promise<Manager> | undefined;

export function manager(): Promise<Manager> {
  made ??= Manager({ authkey: KEY }).then((it) => {
    it.register('Board', managerTasks.board);
    return it;
  });
  return made;
}

/** Where clients of a manager put what others are to find. */
export interface BoardProxy {
  put(name: string, it: unknown): Promise<void>;
  get(name: string): Promise<unknown>;
}

/** A connection by a socket. */
export async function client(to?: Manager): Promise<Manager> {
  const { address } = to ?? (await manager());
  return connectManager({ address, authkey: KEY });
}

export async function boardOf(of: Manager): Promise<BoardProxy> {
  return of.create<BoardProxy>('Board');
}

/** What a client has made, as it has it and as another has it. */
export async function connected<T>(
  make: (m: Manager) => Promise<T>,
): Promise<{ readonly here: T; readonly there: T }> {
  const [one, other] = [await client(), await client()];
  const here = await make(one);
  await (await boardOf(one)).put('it', here);
  return { here, there: (await (await boardOf(other)).get('it')) as T };
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
