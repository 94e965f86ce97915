/**
 * comlink, which is no pool: two wrapped workers in turn. Its adapter and node:worker_threads on Node, a Web Worker,
 * for which it is made, on Deno and Bun.
 *
 * @module
 */

import process from 'node:process';
import { Worker as NodeWorker } from 'node:worker_threads';
import { type Pool, type TaskName, WORKERS } from '../pool/pool.ts';
import { poolSubjects } from '../pool/subjects.ts';

type Remote = Readonly<Record<TaskName | 'move', (value: unknown) => Promise<unknown>>>;

const ON_NODE = process.versions['deno'] === undefined && process.versions['bun'] === undefined;

async function open(): Promise<Pool> {
  const [{ transfer, wrap }, { default: nodeEndpoint }] = await Promise.all([
    import('comlink/dist/esm/comlink.mjs'),
    import('comlink/dist/esm/node-adapter.mjs'),
  ]);
  const url = new URL('./pool-worker.ts', import.meta.url);
  const workers = Array.from({ length: WORKERS }, () => {
    const endpoint = ON_NODE ? nodeEndpoint(new NodeWorker(url)) : new Worker(url, { type: 'module' });
    return wrap(endpoint) as unknown as Remote;
  });
  let next = 0;
  const worker = (): Remote => workers[next++ % WORKERS]!;
  return {
    call: (task, value) => worker()[task](value),
    move: (buffer) => worker().move(transfer(buffer, [buffer])),
  };
}

export const subjects: ReturnType<typeof poolSubjects> = poolSubjects(open, 'comlink');
