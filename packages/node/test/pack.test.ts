import '@interleave/node';
import { Worker } from 'node:worker_threads';
import { packContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

packContract(harness, () => {
  const worker = new Worker(new URL('foreign-worker.ts', import.meta.url));
  return {
    post: (message) => worker.postMessage(message, []),
    listen: (listener) => void worker.on('message', listener),
    terminate: () => worker.terminate(),
  };
});
