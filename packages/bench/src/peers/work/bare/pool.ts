/**
 * Two workers in turn, a message for each task and one for its result: what one writes by hand. It knows no error, no
 * cancellation, no timeout, no priority, never asks who is free, and waits for ever for a worker that has died.
 *
 * @module
 */

import { type Pool, WORKERS } from '../pool/pool.ts';
import { poolSubjects } from '../pool/subjects.ts';
import { newWorker } from './start-worker.ts';

type Answer = readonly [id: number, result: unknown];

function open(): Pool {
  const waiting = new Map<number, (result: unknown) => void>();
  const workers = Array.from({ length: WORKERS }, () => {
    const worker = newWorker(new URL('./pool-partner.ts', import.meta.url));
    worker.onMessage((message) => {
      const [id, result] = message as Answer;
      const resolve = waiting.get(id);
      waiting.delete(id);
      resolve?.(result);
    });
    return worker;
  });
  let next = 0;
  const send = (task: string, value: unknown, transfer?: ArrayBuffer[]): Promise<unknown> =>
    new Promise((resolve) => {
      const id = next;
      next += 1;
      waiting.set(id, resolve);
      workers[id % WORKERS]?.post([id, task, value], transfer);
    });
  return {
    call: (task, value) => send(task, value),
    move: (buffer) => send('move', buffer, [buffer]),
  };
}

export const subjects: ReturnType<typeof poolSubjects> = poolSubjects(open);
