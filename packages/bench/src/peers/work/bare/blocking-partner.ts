/**
 * A worker that answers through a port and then says so in shared memory.
 *
 * @module
 */

// A port has no origin to name.
/* oxlint-disable unicorn/require-post-message-target-origin */

import { type MessagePort, workerData } from 'node:worker_threads';
import { tasks } from '../pool/tasks.ts';

const { answers, port } = workerData as { readonly answers: Int32Array; readonly port: MessagePort };

port.on('message', (value: unknown) => {
  port.postMessage(tasks.echo(value));
  Atomics.add(answers, 0, 1);
  Atomics.notify(answers, 0);
});
