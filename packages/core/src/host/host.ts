/**
 * What core asks of a runtime. Each runtime package installs one Host when it is imported; its thread entry
 * installs one for threads. Whatever two adapters would write alike belongs in core instead.
 *
 * @module
 */

import type { BlockCalls } from '../posix/block-calls.ts';
import type { Libc } from '../posix/libc.ts';
import type { SocketCalls } from '../posix/socket-calls.ts';
import type { Endpoint } from './endpoint.ts';
import type { SystemHost } from './system-host.ts';

export type RuntimeName = 'node' | 'deno' | 'bun' | 'browser';

/** What a worker is started for; the same entry module serves both. */
export type WorkerRole = 'thread' | 'supervisor';

/** One worker of the runtime, as its creator sees it. */
export interface WorkerHandle {
  /**
   * Calls back once when the worker runs no more, with what the runtime says of the reason. Absent where the
   * runtime has no such event: there `lifeLocks` tells.
   */
  onExit?(listener: (reason: string) => void): void;
  /** Something went wrong that the worker could not report itself: it did not load, it ran out of memory. */
  onError(listener: (reason: string) => void): void;
  terminate(): void;
}

export interface WorkerOptions {
  readonly role: WorkerRole;
  /** Of the kernel thread, where the runtime can set it. */
  readonly name: string;
  /** In bytes, where the runtime can set it. */
  readonly stackSize?: number | undefined;
}

/** A lock of the runtime itself that is freed when its holder certainly runs no more (Web Locks). */
export interface LifeLocks {
  /** Resolves when this agent holds the lock, which it then does for life. */
  hold(name: string): Promise<void>;
  /** Resolves when nobody holds it. */
  whenFree(name: string): Promise<void>;
}

export interface ThreadHost {
  /**
   * Where threads are started and their ends seen: in a worker that never runs user code and so never blocks, or
   * in the first agent itself where that cannot block.
   */
  readonly supervisor: 'worker' | 'first-agent';
  /**
   * Whether a worker of the stock sleeps with its event loop standing still, which is how it starts fastest. Not on a
   * page, which waits for all its workers when it measures its memory.
   */
  readonly stockSleeps: boolean;
  /**
   * Whether the first agent makes the workers of its own threads: always, because nested ones start too slowly here;
   * until the supervisor is up, so that its first thread need not wait for that; or never.
   */
  readonly startsFromFirstAgent: 'always' | 'at-first' | 'never';
  /**
   * A module that imports all of this library, as a task's module imports it. Its name is this library's alone: where
   * a bundler made one file of a program, it is not there.
   */
  readonly library: string;
  /** Makes a worker over the runtime's entry module and gives it `boot`. */
  spawn(options: WorkerOptions, boot: object, transfer: readonly object[]): WorkerHandle;
  /** Two entangled ports, either of which can be given to another agent. */
  channel(): { readonly near: object; readonly far: object };
  /** This agent's use of a port. */
  endpoint(port: object): Endpoint;
  /**
   * Calls back when the agent at a port's other end certainly runs no more, also when that was before, and whatever the
   * agent does that made it. Absent where ports do not tell.
   */
  onPeerEnd?(port: object, listener: () => void): void;
  /** A message that has come to a port, taken without the event loop; absent where that cannot be. */
  receiveNow?(port: object): { readonly message: unknown } | undefined;
  /** Present where workers have no exit event, and ports do not tell. */
  readonly lifeLocks?: LifeLocks;
}

/** What an asynchronous flow carries through its awaits: the part of AsyncLocalStorage that is used. */
export interface Flows {
  run<T>(store: unknown, body: () => T): T;
  getStore(): unknown;
}

/** What process scope is made of. Nothing of it is loaded before it is asked for. */
export interface ProcessHost {
  /** @throws {UnsupportedError} with the reason, where foreign functions are not to be had */
  libc(): Libc;
  /** The calls that named shared memory takes besides. */
  blockCalls(): BlockCalls;
  /** The calls that sockets take. */
  socketCalls(): SocketCalls;
  /** Whether the pages of a WebAssembly.Memory may be replaced, which somebody's else's memory has to survive. */
  readonly overlays: boolean;
  /**
   * Listens on an abstract unix socket: calls back whenever anybody connects or sends anything, and once `listening` or
   * `failed`. Keeps nothing alive.
   */
  listenBell(name: string, bell: Bell): void;
  /** Calls back every so many milliseconds. Keeps the event loop alive unless it is told not to. */
  rounds(callback: () => void, ms: number): Rounds;
  /** A setting of the environment, undefined where there is none or it may not be read. */
  setting(name: string): string | undefined;
}

/** A timer that repeats. To say whether the event loop lives for it costs next to nothing, unlike another timer. */
export interface Rounds {
  ref(): void;
  unref(): void;
  stop(): void;
}

export interface Bell {
  rung(): void;
  listening(): void;
  failed(): void;
}

/** What a secret is proved and compared with, at once: what node:crypto has in every runtime. */
export interface Crypto {
  random(bytes: number): Uint8Array;
  /** HMAC by SHA-256. */
  sign(key: Uint8Array, message: Uint8Array): Uint8Array;
  /** Takes as long whether the bytes are the same or not. */
  same(one: Uint8Array, other: Uint8Array): boolean;
}

export interface Host {
  readonly runtime: RuntimeName;
  readonly version: string;
  /** Whether this agent may block in Atomics.wait. */
  readonly canBlock: boolean;
  /** Why there is no shared memory, with what to do; undefined where there is. */
  readonly noSharedMemory: string | undefined;
  /** Monotonic milliseconds, from any origin. */
  now(): number;
  /** One more, or one less, that needs this agent's event loop alive. */
  keepAlive(on: boolean): void;
  /** Calls back once when the event loop has had its turn: timers that were due have fired, messages have come. */
  nextTurn(callback: () => void): void;
  /** How many threads can run at once. */
  parallelism(): number;
  /** The kernel's identifier of this thread, null where it cannot be had. */
  nativeThreadId(): number | null;
  /** Names this thread for the kernel, as far as that is possible. */
  nameThread(name: string): void;
  /** Whether a module is the one that the program was started with. */
  isEntry(url: string): boolean;
  /** Writes a line to the standard error, at once and whole where the runtime can. */
  writeError(text: string): void;
  /** What the program ends with, when it ends by itself. */
  setExitCode(code: number): void;
  /** Calls back when the first agent exits, before anything that the user asked to be run last. */
  onExit(listener: () => void): void;
  /** Calls back when the first agent has nothing left to do, before the program ends. */
  onIdle(listener: () => void): void;
  /** Ends this worker, at once. Only in workers. */
  exitWorker(): void;
  /** Errors that nothing in this agent caught, which then do nothing else. Only in workers and child processes. */
  onUncaught(listener: (error: unknown) => void): void;
  readonly threads: ThreadHost;
  /** What processes share memory by; absent where there are no processes, or no foreign functions at all. */
  readonly processes?: ProcessHost;
  /** The operating system and its processes; absent where the runtime lets nobody at them (browsers). */
  readonly system?: SystemHost;
  /** Absent where there is nobody to prove a secret to (browsers). */
  readonly crypto?: Crypto;
  /** Absent where the runtime cannot tell flows apart (browsers). */
  readonly flows?: Flows;
  /** The same once more, for what runs as a task of a pool. */
  readonly taskFlows?: Flows;
}
