/**
 * jest-worker with threads (`enableWorkerThreads`), which "can significantly improve the communication time"; its methods
 * are named (`exposedMethods`), so that it does not load the worker's module here to find them.
 *
 * @module
 */

import { AbsentError } from '../../../engines/timing/subject.ts';
import { type Pool, type TaskName, WORKERS } from '../pool/pool.ts';
import { poolSubjects } from '../pool/subjects.ts';

type Farm = Readonly<Record<TaskName, (value: unknown) => Promise<unknown>>>;

export async function openFarm(enableWorkerThreads: boolean): Promise<Pool> {
  const { Worker } = await import('jest-worker');
  const farm = new Worker(new URL('./pool-worker.ts', import.meta.url), {
    enableWorkerThreads,
    numWorkers: WORKERS,
    exposedMethods: ['echo', 'sum', 'product', 'hold'] satisfies TaskName[],
  }) as unknown as Farm;
  return {
    call: (task, value) => farm[task](value),
    move() {
      throw new AbsentError('it transfers nothing');
    },
  };
}

export const subjects: ReturnType<typeof poolSubjects> = poolSubjects(() => openFarm(true), 'jest-worker');
