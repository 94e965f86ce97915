/**
 * A worker as each runtime has it: node:worker_threads on Node, the Web Worker on Deno and Bun, which is the faster of
 * two there.
 *
 * @module
 */

// A worker's port has no origin to name.
/* oxlint-disable unicorn/require-post-message-target-origin */

import process from 'node:process';
import { parentPort, Worker as NodeWorker } from 'node:worker_threads';

/** What both kinds of worker can do. */
export interface BareWorker {
  post(message: unknown, transfer?: ArrayBuffer[]): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Ends it; resolves when it was asked to, or where that can be known, when it has. */
  end(): Promise<void>;
}

/** As much of a Web Worker, and of a worker's own scope, as is used here. */
interface WebPort {
  postMessage(message: unknown, transfer?: ArrayBuffer[]): void;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
}

const ON_NODE = process.versions['deno'] === undefined && process.versions['bun'] === undefined;

/** Starts a worker and gives it this as its first message; resolves once it has begun. */
export async function startWorker(url: URL, first: unknown): Promise<BareWorker> {
  const worker = newWorker(url);
  await new Promise<void>((resolve) => worker.onMessage(() => resolve()));
  worker.post(first);
  return worker;
}

/** What is posted to it before it has begun waits for it. */
export function newWorker(url: URL): BareWorker {
  return ON_NODE ? nodeWorker(url) : webWorker(url);
}

function nodeWorker(url: URL): BareWorker {
  const worker = new NodeWorker(url);
  return {
    post: (message, transfer) => worker.postMessage(message, transfer),
    onMessage: (listener) => void worker.removeAllListeners('message').on('message', listener),
    end: async () => void (await worker.terminate()),
  };
}

function webWorker(url: URL): BareWorker {
  const worker = new Worker(url, { type: 'module' });
  const port = worker as WebPort;
  return {
    post: (message, transfer) => port.postMessage(message, transfer),
    onMessage: (listener) => (port.onmessage = ({ data }) => listener(data)),
    end: () => Promise.resolve(worker.terminate()),
  };
}

/** In the worker: its side of the port. */
export const here: Omit<BareWorker, 'end'> = ON_NODE
  ? {
      post: (message, transfer) => (parentPort as WebPort | null)?.postMessage(message, transfer),
      onMessage: (listener) => void parentPort?.removeAllListeners('message').on('message', listener),
    }
  : {
      post: (message, transfer) => (globalThis as unknown as WebPort).postMessage(message, transfer),
      onMessage: (listener) => ((globalThis as unknown as WebPort).onmessage = ({ data }) => listener(data)),
    };

/** In the worker: says that it has begun, and takes what it is given. */
export function given<T>(): Promise<T> {
  return new Promise((resolve) => {
    here.onMessage((message) => resolve(message as T));
    here.post('begun');
  });
}
