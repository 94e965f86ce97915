/**
 * workerpool, with a dedicated worker, which its documentation recommends over functions that are sent as text; all
 * workers are there from the beginning (`minWorkers` is `maxWorkers`), and they are threads (`workerType: 'thread'`).
 *
 * @module
 */

import { fileURLToPath } from 'node:url';
import { type Pool, WORKERS } from '../pool/pool.ts';
import { poolSubjects } from '../pool/subjects.ts';

export async function openWorkerpool(workerType: 'thread' | 'process'): Promise<Pool> {
  const { default: workerpool } = await import('workerpool');
  const pool = workerpool.pool(fileURLToPath(new URL('./pool-worker.ts', import.meta.url)), {
    minWorkers: WORKERS,
    maxWorkers: WORKERS,
    workerType,
  });
  return {
    call: (task, value) => pool.exec(task, [value]) as unknown as PromiseLike<unknown>,
    move: (buffer) => pool.exec('move', [buffer], { transfer: [buffer] }) as unknown as PromiseLike<unknown>,
  };
}

export const subjects: ReturnType<typeof poolSubjects> = poolSubjects(
  () => openWorkerpool('thread'),
  'workerpool',
);
