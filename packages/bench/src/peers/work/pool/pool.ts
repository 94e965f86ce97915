/**
 * What every pool is made to look like: two workers that know the same tasks by name.
 *
 * @module
 */

import type { Tasks } from './tasks.ts';

export type TaskName = keyof Tasks;

export interface Pool {
  /** A task of `tasks.ts`, in a worker. */
  call(task: TaskName, value: unknown): PromiseLike<unknown>;
  /** A buffer is moved to a worker, touched there, and moved back. */
  move(buffer: ArrayBuffer): PromiseLike<unknown>;
}

/** Loads what it needs and makes the pool; what it takes is the cold start. */
export type OpenPool = () => Pool | Promise<Pool>;

/** So many workers everywhere. */
export const WORKERS = 2;
