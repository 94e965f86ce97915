import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { nodeEndpoint, type Host, type WorkerHandle } from '../../src/host/index.ts';
import type { Boot } from '../../src/lifecycle/messages.ts';

/** A worker that nobody runs: the test says what becomes of it. */
export interface FakeWorker {
  readonly boot: Boot;
  /** Tells the supervisor something. */
  say(message: object): void;
  exit(reason: string): void;
  fail(reason: string): void;
}

/** A host whose workers are only noted down. */
export function fakeHost(workers: FakeWorker[]): Host {
  const none = (): void => {};
  return {
    runtime: 'node',
    version: '0',
    canBlock: true,
    noSharedMemory: undefined,
    now: () => performance.now(),
    keepAlive: none,
    nextTurn: (callback) => void setTimeout(callback, 0),
    parallelism: () => 2,
    nativeThreadId: () => null,
    nameThread: none,
    isEntry: () => false,
    writeError: none,
    setExitCode: none,
    onExit: none,
    onIdle: none,
    exitWorker: none,
    onUncaught: none,
    threads: {
      supervisor: 'first-agent',
      stockSleeps: true,
      startsFromFirstAgent: 'never',
      library: 'file:///nowhere.js',
      spawn: (_options, boot): WorkerHandle => {
        const listeners = { exit: none as (reason: string) => void, fail: none as (reason: string) => void };
        workers.push({
          boot: boot as Boot,
          say: (message) => ((boot as Boot).port as MessagePort).postMessage(message, []),
          exit: (reason) => listeners.exit(reason),
          fail: (reason) => listeners.fail(reason),
        });
        return {
          onExit: (listener) => (listeners.exit = listener),
          onError: (listener) => (listeners.fail = listener),
          terminate: none,
        };
      },
      channel: () => {
        const { port1, port2 } = new MessageChannel();
        return { near: port1, far: port2 };
      },
      endpoint: (port) => nodeEndpoint(port as never),
    },
  };
}
