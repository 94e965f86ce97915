/**
 * Threads in a browser: dedicated module workers of a cross-origin isolated page.
 *
 * The page starts them all, because it cannot block and a blocked worker starts no other. There is no exit event; a
 * Web Lock that each worker holds is free when it certainly runs no more (in Chromium up to two seconds after
 * `terminate`).
 *
 * @module
 */

import { webEndpoint, webLifeLocks, type ThreadHost } from '@interleave/core/host';

/** Not written out below: a bundler would take what stands there for a file to be copied. */
const HERE: string = import.meta.url;

export const threads: ThreadHost = {
  supervisor: 'first-agent',
  stockSleeps: false,
  startsFromFirstAgent: 'never',
  library: new URL(`./thread-library${/\.\w+$/.exec(HERE)?.[0] ?? ''}`, HERE).href,
  spawn: ({ name }, boot, transfer) => {
    // Written out, because bundlers find a worker by this very form.
    const worker = new Worker(new URL('./thread-entry.ts', import.meta.url), { type: 'module', name });
    worker.postMessage(boot, transfer as Transferable[]);
    return {
      onError: (listener) => {
        worker.addEventListener('error', (event) => {
          event.preventDefault();
          // A worker that did not load has an event without a message.
          listener(
            event.message ??
              'its module did not load; are all files served, with COOP, COEP and CORP headers?',
          );
        });
      },
      terminate: () => worker.terminate(),
    };
  },
  channel: () => {
    const { port1, port2 } = new MessageChannel();
    return { near: port1, far: port2 };
  },
  endpoint: (port) => webEndpoint(port as MessagePort),
  lifeLocks: webLifeLocks(navigator.locks as Parameters<typeof webLifeLocks>[0]),
};
