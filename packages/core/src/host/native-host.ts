/**
 * What Node, Deno and Bun have in common: Node's own modules, which each adapter hands in.
 *
 * @module
 */

import { bindBlockCalls, type BlockCalls } from '../posix/block-calls.ts';
import { bindLibc, type ForeignFunctions } from '../posix/bind-libc.ts';
import type { Libc } from '../posix/libc.ts';
import { bindSocketCalls, type SocketCalls } from '../posix/socket-calls.ts';
import type { Crypto, Flows, Host, ProcessHost, RuntimeName, ThreadHost } from './host.ts';
import type { SystemHost } from './system-host.ts';
import { steadyLoop } from './steady-loop.ts';
import { writeAll } from './sync-output.ts';

/** The parts of node:process, node:fs, node:url, node:os, node:timers and node:async_hooks that a host is made of. */
export interface NodeModules {
  readonly process: {
    readonly argv: readonly string[];
    readonly env: Readonly<Record<string, string | undefined>>;
    exitCode?: number | string | null | undefined;
    on(event: 'beforeExit' | 'exit', listener: () => void): unknown;
  };
  readlinkSync(path: string): string;
  realpathSync(path: string): string;
  writeFileSync(path: string, bytes: Uint8Array): void;
  writeSync(fd: number, bytes: Uint8Array, from: number): number;
  pathToFileURL(path: string): { readonly href: string };
  availableParallelism(): number;
  setImmediate(callback: () => void): unknown;
  /** Of node:timers, also on Deno, whose own timers are numbers. */
  setInterval(callback: () => void, ms: number): Interval;
  clearInterval(timer: never): void;
  readonly AsyncLocalStorage: new () => Flows;
  /** node:crypto. */
  readonly crypto: CryptoModule;
}

interface CryptoModule {
  randomBytes(bytes: number): Uint8Array;
  createHmac(hash: 'sha256', key: Uint8Array): Hmac;
  timingSafeEqual(one: Uint8Array, other: Uint8Array): boolean;
}

interface Hmac {
  update(message: Uint8Array): Hmac;
  digest(): Uint8Array;
}

interface Interval {
  ref(): unknown;
  unref(): unknown;
}

/** What differs. */
export interface NativeParts {
  readonly runtime: RuntimeName;
  readonly version: string;
  readonly threads: ThreadHost;
  readonly foreign: ForeignFunctions;
  readonly system: SystemHost;
  readonly listenBell: ProcessHost['listenBell'];
  exitWorker(): void;
  onUncaught(listener: (error: unknown) => void): void;
  /** Where the runtime says which module is the entry; else it is the first argument of the command line. */
  isEntry?(url: string): boolean;
}

export function nativeHost(node: NodeModules, { foreign, listenBell, ...parts }: NativeParts): Host {
  // Registered when the package is imported, to come before the handlers of its user.
  const atExit: (() => void)[] = [];
  node.process.on('exit', () => atExit.forEach((listener) => listener()));
  return {
    ...parts,
    processes: processHost(node, foreign, listenBell),
    crypto: crypto(node),
    flows: new node.AsyncLocalStorage(),
    taskFlows: new node.AsyncLocalStorage(),
    nextTurn: (callback) => void node.setImmediate(callback),
    onExit: (listener) => void atExit.push(listener),
    canBlock: true,
    noSharedMemory: undefined,
    now: () => performance.now(),
    keepAlive: steadyLoop(),
    parallelism: () => node.availableParallelism(),
    nativeThreadId: () => nativeThreadId(node),
    nameThread: (name) => nameThread(node, name),
    isEntry: (url) => parts.isEntry?.(url) ?? isEntry(node, url),
    writeError: (text) => writeError(node, text),
    setExitCode: (code) => {
      node.process.exitCode = code;
    },
    onIdle: (listener) => void node.process.on('beforeExit', listener),
  };
}

function processHost(
  node: NodeModules,
  foreign: ForeignFunctions,
  listenBell: ProcessHost['listenBell'],
): ProcessHost {
  let libc: Libc | undefined;
  let calls: BlockCalls | undefined;
  let sockets: SocketCalls | undefined;
  const bound = (): Libc => (libc ??= bindLibc(foreign));
  return {
    libc: bound,
    blockCalls: () => (calls ??= bindBlockCalls(foreign, bound())),
    socketCalls: () => (sockets ??= bindSocketCalls(foreign, bound())),
    overlays: !foreign.erasesFreed,
    listenBell,
    rounds: (callback, ms) => {
      const timer = node.setInterval(callback, ms);
      return {
        ref: () => void timer.ref(),
        unref: () => void timer.unref(),
        stop: () => node.clearInterval(timer as never),
      };
    },
    setting: (name) => {
      try {
        return node.process.env[name];
      } catch {
        // Deno without --allow-env.
        return undefined;
      }
    },
  };
}

function crypto(node: NodeModules): Crypto {
  return {
    random: (bytes) => node.crypto.randomBytes(bytes),
    sign: (key, message) => node.crypto.createHmac('sha256', key).update(message).digest(),
    same: (one, other) => one.length === other.length && node.crypto.timingSafeEqual(one, other),
  };
}

/** Linux tells a thread its own identifier by the name of a link, without any foreign call. */
function nativeThreadId({ readlinkSync }: NodeModules): number | null {
  try {
    const id = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
    return Number.isInteger(id) ? id : null;
  } catch {
    return null;
  }
}

/** What Linux keeps of a thread's name, without the NUL. */
const NAME_BYTES = 15;

/** Linux lets a thread name itself by writing a file, without any foreign call. */
function nameThread({ writeFileSync }: NodeModules, name: string): void {
  const bytes = new TextEncoder().encode(name.split('\0')[0]);
  try {
    writeFileSync('/proc/thread-self/comm', bytes.subarray(0, NAME_BYTES));
  } catch {
    // Another system, or no permission: then the kernel does not know the name.
  }
}

function isEntry({ process, realpathSync, pathToFileURL }: NodeModules, url: string): boolean {
  const path = process.argv[1];
  if (path === undefined) return false;
  if (path === url) return true;
  try {
    return pathToFileURL(realpathSync(path)).href === url;
  } catch {
    return false;
  }
}

/** To the file itself, because a worker's own stream waits for a main thread that may be blocked. */
function writeError(node: NodeModules, text: string): void {
  try {
    writeAll(node, 2, new TextEncoder().encode(text));
  } catch {
    // The standard error is closed: there is nowhere left to say it.
  }
}
