/**
 * bthreads: its pool, which sends to its threads in turn, with all of them up before it is used (`open`), and without
 * making Buffers of bytes (`bufferify: false`). On Node the backend is `worker_threads`, which it picks itself.
 *
 * @module
 */

import { fileURLToPath } from 'node:url';
import { type Pool, WORKERS } from '../pool/pool.ts';
import { poolSubjects } from '../pool/subjects.ts';

async function open(): Promise<Pool> {
  const { default: threads } = await import('bthreads');
  threads.bufferify = false;
  const pool = new threads.Pool(fileURLToPath(new URL('./pool-worker.ts', import.meta.url)), {
    size: WORKERS,
  });
  await pool.open();
  return {
    call: (task, value) => pool.call(task, [value]),
    move: (buffer) => pool.call('move', [buffer], [buffer]),
  };
}

export const subjects: ReturnType<typeof poolSubjects> = poolSubjects(open, 'bthreads');
