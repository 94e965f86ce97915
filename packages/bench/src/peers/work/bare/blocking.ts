/**
 * A worker that is asked by a message, and waited for with the thread blocked: a word of shared memory says that the
 * answer is in the port. node:worker_threads everywhere, because a Web Worker has no port that can be read at once.
 *
 * @module
 */

// A port has no origin to name.
/* oxlint-disable unicorn/require-post-message-target-origin */

import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { Subject } from '../../../engines/timing/subject.ts';
import { blocked } from '../pool/blocking.ts';

export function roundTrip(): Subject {
  const answers = new Int32Array(new SharedArrayBuffer(4));
  const { port1, port2 } = new MessageChannel();
  new Worker(new URL('./blocking-partner.ts', import.meta.url), {
    workerData: { answers, port: port2 },
    transferList: [port2],
  }).unref();
  let count = 0;
  return blocked((value) => {
    port1.postMessage(value);
    Atomics.wait(answers, 0, count);
    count = (count + 1) | 0;
    // On Deno and Bun the word may be there before the message is.
    for (;;) {
      const received = receiveMessageOnPort(port1) as { readonly message: unknown } | undefined;
      if (received !== undefined) return received.message;
    }
  });
}
