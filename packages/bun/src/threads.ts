/**
 * Threads on Bun: its Web Worker, which is started twice as fast as its node:worker_threads.
 *
 * A nested worker dies with its parent, so all are made by agents that live as long as the program: the supervisor,
 * and before that is up the first agent. A worker's close event is final, and so is that of a port, which comes to
 * whoever holds the other end.
 *
 * @module
 */

import type { MessagePort as NodeMessagePort } from 'node:worker_threads';
import { nodeEndpoint, type NodePort, type ThreadHost } from '@interleave/core/host';

const { MessageChannel, receiveMessageOnPort } = process.getBuiltinModule('node:worker_threads');

/** Not found by bundlers, which leave it where it is. */
const HERE: string = import.meta.url;
const MODULES: URL = new URL('./thread-modules.ts', HERE);
/** Whether this is a module as it was published. */
const PUBLISHED: boolean =
  /\/bun\/(dist\/install\.js|src\/threads\.ts)$/.test(HERE) &&
  process.getBuiltinModule('node:fs').existsSync(MODULES);

export const threads: ThreadHost = {
  supervisor: 'worker',
  stockSleeps: true,
  startsFromFirstAgent: 'at-first',
  library: new URL('./thread-library.ts', import.meta.url).href,
  spawn: ({ name }, boot, transfer) => {
    const worker = new Worker(entry(), { name, ref: false });
    worker.postMessage(boot, transfer as Bun.Transferable[]);
    return {
      onExit: (listener) =>
        worker.addEventListener('close', (event) => {
          listener(`it exited with code ${(event as unknown as { code?: number }).code ?? 0}`);
        }),
      onError: (listener) =>
        worker.addEventListener('error', (event) => {
          // Otherwise it would end the program.
          event.preventDefault();
          listener((event as ErrorEvent).message);
        }),
      terminate: () => worker.terminate(),
    };
  },
  channel: () => {
    const { port1, port2 } = new MessageChannel();
    return { near: port1, far: port2 };
  },
  endpoint: (port) => nodeEndpoint(port as NodePort),
  onPeerEnd: (port, listener) => void (port as NodeMessagePort).once('close', listener),
  receiveNow: (port) => receiveMessageOnPort(port as never) as { message: unknown } | undefined,
};

function entry(): URL {
  return PUBLISHED ? MODULES : new URL('./thread-entry.ts', import.meta.url);
}
