/**
 * tinypool: `minThreads` and `maxThreads` are the same, so that no thread is ended and started again, as piscina's
 * documentation recommends, to which its own refers; `runtime: 'worker_threads'` and `useAtomics: true` are its defaults.
 *
 * @module
 */

import type { Pool, TaskName } from '../pool/pool.ts';
import { WORKERS } from '../pool/pool.ts';
import { poolSubjects } from '../pool/subjects.ts';

type Name = { readonly name: TaskName };
const NAMES: Readonly<Record<TaskName, Name>> = {
  echo: { name: 'echo' },
  sum: { name: 'sum' },
  product: { name: 'product' },
  hold: { name: 'hold' },
};

export async function openTinypool(runtime: 'worker_threads' | 'child_process'): Promise<Pool> {
  const { Tinypool } = await import('tinypool');
  const pool = new Tinypool({
    filename: new URL('./pool-worker.ts', import.meta.url).href,
    runtime,
    minThreads: WORKERS,
    maxThreads: WORKERS,
    useAtomics: true,
  });
  return {
    call: (task, value) => pool.run(value, NAMES[task]) as Promise<unknown>,
    move: (buffer) => pool.run(buffer, { name: 'move', transferList: [buffer] as never }) as Promise<unknown>,
  };
}

export const subjects: ReturnType<typeof poolSubjects> = poolSubjects(
  () => openTinypool('worker_threads'),
  'tinypool',
);
