/**
 * futures.ThreadPoolExecutor and ProcessPoolExecutor as they come, with two workers.
 *
 * @module
 */

import { defineTasks, futures, type Task, transfer } from '@interleave/core';
import { type Pool, type TaskName, WORKERS } from '../pool/pool.ts';
import { tasks, touch } from '../pool/tasks.ts';

const { move, ...known } = defineTasks(import.meta.url, {
  ...tasks,
  move: (buffer: ArrayBuffer) => transfer(touch(buffer), [buffer]),
});

/** A pool whose tasks can be waited for with the thread blocked. */
export interface Executor extends Pool {
  callSync(task: TaskName, value: unknown): unknown;
}

export function executor(of: 'threads' | 'processes' = 'threads'): Executor {
  const Of = of === 'threads' ? futures.ThreadPoolExecutor : futures.ProcessPoolExecutor;
  const pool = new Of({ maxWorkers: WORKERS });
  const submit = (task: TaskName, value: unknown): futures.Future<unknown> =>
    pool.submit(known[task] as Task<[unknown], unknown>, value);
  return {
    call: submit,
    callSync: (task, value) => submit(task, value).resultSync(),
    move: (buffer) => pool.with({ transfer: [buffer] }).submit(move, buffer),
  };
}
