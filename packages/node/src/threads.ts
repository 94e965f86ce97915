/**
 * Threads on Node: node:worker_threads.
 *
 * A nested worker dies with its parent, so all are made by agents that live as long as the program: the supervisor,
 * and before that is up the first agent. Exit events are final: nothing of a worker runs after them. They come to who
 * made the worker, which the first agent may be too busy for; a port's close event comes to whoever holds the other end,
 * and is final too. (A Web Lock is not enough: who waits for a dead worker's is not woken here.)
 *
 * @module
 */

import type { MessagePort, Transferable } from 'node:worker_threads';
import { nodeEndpoint, type NodePort, type ThreadHost } from '@interleave/core/host';

const MIB = 2 ** 20;

const { dirname } = process.getBuiltinModule('node:path');
const { MessageChannel, receiveMessageOnPort, Worker } = process.getBuiltinModule('node:worker_threads');
// Node has it since 22.1.
const { getCompileCacheDir }: Partial<typeof import('node:module')> = process.getBuiltinModule('node:module');

/** Not found by bundlers, which leave it where it is. */
const HERE: string = import.meta.url;
const MODULES: URL = new URL('./thread-modules.ts', HERE);
/** Whether this is a module as it was published. */
const PUBLISHED: boolean =
  /\/node\/(dist\/install\.js|src\/threads\.ts)$/.test(HERE) &&
  process.getBuiltinModule('node:fs').existsSync(MODULES);

export const threads: ThreadHost = {
  supervisor: 'worker',
  stockSleeps: true,
  startsFromFirstAgent: 'at-first',
  library: new URL('./thread-library.ts', import.meta.url).href,
  spawn: ({ name, stackSize }, boot, transfer) => {
    const worker = new Worker(entry(), {
      name,
      workerData: boot,
      ...withoutInputType(process.execArgv),
      ...withCompileCache(),
      transferList: transfer as Transferable[],
      ...(stackSize === undefined ? {} : { resourceLimits: { stackSizeMb: stackSize / MIB } }),
    });
    // What keeps the program alive is counted; a worker by itself does not.
    worker.unref();
    return {
      onExit: (listener) => void worker.once('exit', (code) => listener(`it exited with code ${code}`)),
      onError: (listener) => void worker.on('error', (error) => listener(String(error))),
      terminate: () => void worker.terminate(),
    };
  },
  channel: () => {
    const { port1, port2 } = new MessageChannel();
    return { near: port1, far: port2 };
  },
  endpoint: (port) => nodeEndpoint(port as NodePort),
  onPeerEnd: (port, listener) => void (port as MessagePort).once('close', listener),
  receiveNow: (port) => receiveMessageOnPort(port as never) as { message: unknown } | undefined,
};

/** A program given as text has an option that says so, which is no good for a worker's module. */
function withoutInputType(given: readonly string[]): { readonly execArgv?: string[] } {
  const execArgv = given.filter((argument) => !argument.startsWith('--input-type'));
  // Left out wherever it can be: what a worker inherits is not checked, what it is given is.
  return execArgv.length === given.length ? {} : { execArgv };
}

/**
 * A cache of compiled code that the program turned on by itself is for its threads too, each of which compiles this
 * library anew. Node hands on what the environment says, and not what `module.enableCompileCache()` does.
 */
function withCompileCache(): { readonly env?: NodeJS.ProcessEnv } {
  const { env } = process;
  const folder = env['NODE_COMPILE_CACHE'] === undefined ? getCompileCacheDir?.() : undefined;
  // What it names is the folder of this version of Node in the one that it was told.
  return folder === undefined ? {} : { env: { ...env, NODE_COMPILE_CACHE: dirname(folder) } };
}

function entry(): URL {
  return PUBLISHED ? MODULES : new URL('./thread-entry.ts', import.meta.url);
}
