/**
 * Threads on Deno: Web Workers.
 *
 * A worker that another worker makes takes a second to come up, so the first agent makes its own threads and the
 * supervisor only those of others. There is no exit event; a Web Lock that each worker holds is free when it
 * certainly runs no more, also after `terminate`, which lets a busy loop run on for seconds.
 *
 * @module
 */

import {
  nodeEndpoint,
  webEndpoint,
  webLifeLocks,
  type NodePort,
  type ThreadHost,
} from '@interleave/core/host';
import { unref } from './unref.ts';

const { MessageChannel, receiveMessageOnPort } = process.getBuiltinModule('node:worker_threads');

/** Not found by bundlers, which leave it where it is. */
const HERE: string = import.meta.url;
const MODULES: URL = new URL('./thread-modules.ts', HERE);
/** Whether this is a module as it was published. */
const PUBLISHED: boolean = /\/deno\/(dist\/install\.js|src\/threads\.ts)$/.test(HERE);

export const threads: ThreadHost = {
  supervisor: 'worker',
  stockSleeps: true,
  startsFromFirstAgent: 'always',
  library: new URL('./thread-library.ts', import.meta.url).href,
  spawn: ({ name }, boot, transfer) => {
    const worker = new Worker(entry(), { type: 'module', name });
    unref(worker);
    worker.postMessage(boot, transfer as Transferable[]);
    return {
      onError: (listener) => {
        worker.addEventListener('error', (event) => {
          // Otherwise it would be printed, and end the program.
          event.preventDefault();
          listener(event.message);
        });
      },
      terminate: () => worker.terminate(),
    };
  },
  channel: () => {
    const { port1, port2 } = new MessageChannel();
    return { near: port1, far: port2 };
  },
  // A port of node:worker_threads can be let go of; one that arrived in a worker is a plain web one, and there the
  // worker's own end comes first.
  endpoint: (port) => ('on' in port ? nodeEndpoint(port as NodePort) : webEndpoint(port as MessagePort)),
  receiveNow: (port) => receiveMessageOnPort(port as never) as { message: unknown } | undefined,
  lifeLocks: webLifeLocks(navigator.locks),
};

function entry(): URL {
  return PUBLISHED ? MODULES : new URL('./thread-entry.ts', import.meta.url);
}
