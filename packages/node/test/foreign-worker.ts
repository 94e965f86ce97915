/** A worker that the library does not start. */
import { parentPort } from 'node:worker_threads';
import { serveForeign } from '@interleave/core/testing/foreign';

const serve = serveForeign(
  (message) => parentPort?.postMessage(message, []),
  () => import('@interleave/node'),
);
parentPort?.on('message', (message) => void serve(message));
