import '@interleave/deno';
import { packContract } from '@interleave/core/testing';
import { harness } from './harness.ts';

packContract(harness, () => {
  const worker = new Worker(new URL('foreign-worker.ts', import.meta.url), { type: 'module' });
  return {
    post: (message) => worker.postMessage(message, []),
    listen: (listener) =>
      worker.addEventListener('message', (event) => listener((event as MessageEvent).data)),
    terminate: () => worker.terminate(),
  };
});
