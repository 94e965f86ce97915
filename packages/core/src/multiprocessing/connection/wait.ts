/**
 * Waiting for several things at once: Python's `multiprocessing.connection.wait`.
 *
 * Each object is watched in its own way, and whichever is ready first ends the wait. Then the event loop has one turn, so
 * that what became ready with it is given with it, and all are looked at in their order. A wait that finds nothing then,
 * because another reader was faster, goes on until its deadline.
 *
 * @module
 */

import { deadlineOf, timeoutOf, type WaitOptions } from '../../agent/deadline.ts';
import { currentProgram } from '../../agent/program.ts';
import { currentHost } from '../../agent/state.ts';
import type { Listener } from '../listener.ts';
import type { ProcessInfo } from '../process-info.ts';
import type { Connection } from './connection.ts';
import { readinessOf, type Readiness } from './readiness.ts';

/** What can be waited for: a connection or a listener, a process, and anything that has a `then`. */
export type Awaitable = Connection | Listener | ProcessInfo | PromiseLike<unknown>;

/**
 * Waits until one of the objects is ready, and gives all that are, in their order: a Connection that has a message or
 * has come to its end, a Listener that somebody connects to, a process that has ended, a promise that is settled.
 *
 * The timeout is in milliseconds, and gives an empty array; a negative one is 0.
 *
 * @example
 * ```ts
 * for (const ready of await multiprocessing.wait([connection, child], { timeout: 1000 })) {
 *   if (ready === connection) console.log(await connection.recv());
 * }
 * ```
 *
 * @throws {OSError} for a Connection that is closed, or only sends
 * @see https://docs.python.org/3/library/multiprocessing.html#multiprocessing.connection.wait
 */
export async function wait<W extends Awaitable>(objects: Iterable<W>, options?: WaitOptions): Promise<W[]> {
  const signal = options?.signal;
  if (signal?.aborted === true) throw signal.reason;
  const deadline = deadlineFrom(options);
  const watched = [...objects].map((object) => ({ object, readiness: watch(object) }));
  const look = (): W[] => watched.filter(({ readiness }) => readiness.ready).map(({ object }) => object);
  // Whether a promise is settled is known a turn later.
  if (watched.some(({ readiness }) => readiness instanceof Settling)) await turn();
  for (;;) {
    const ready = look();
    if (ready.length > 0 || deadline <= currentHost().now()) return ready;
    await firstOf(
      watched.map(({ readiness }) => readiness),
      deadline,
      signal,
    );
    await turn();
  }
}

function deadlineFrom(options: WaitOptions | undefined): number {
  const timeout = options?.timeout ?? Infinity;
  // Not as elsewhere: Python's takes any number.
  if (typeof timeout === 'number' && !(timeout > 0)) return -Infinity;
  return deadlineOf(timeoutOf({ timeout }));
}

function watch(object: unknown): Readiness {
  if ((typeof object === 'object' && object !== null) || typeof object === 'function') {
    const readiness = readinessOf(object);
    if (readiness !== undefined) return readiness;
    if (typeof (object as Partial<PromiseLike<unknown>>).then === 'function')
      return new Settling(object as PromiseLike<unknown>);
    if ('pid' in object && typeof (object as Partial<ProcessInfo>).join === 'function')
      return new Ending(object as ProcessInfo);
  }
  throw new TypeError(
    `Cannot wait for ${String(object)}: give connections, listeners, processes and promises`,
  );
}

/** Of a promise, however it is settled. */
class Settling implements Readiness {
  ready = false;
  readonly #settled: Promise<void>;

  constructor(promise: PromiseLike<unknown>) {
    const settled = (): void => void (this.ready = true);
    this.#settled = Promise.resolve(promise).then(settled, settled);
  }

  async whenReady(): Promise<boolean> {
    await this.#settled;
    return true;
  }
}

/** Of a process that has been started. */
class Ending implements Readiness {
  readonly #process: ProcessInfo;

  constructor(process: ProcessInfo) {
    this.#process = process;
    if (process.pid === undefined) void process.joinSync({ timeout: 0 });
  }

  get ready(): boolean {
    return !this.#process.isAlive;
  }

  whenReady({ signal }: { readonly signal?: AbortSignal | undefined }): Promise<boolean> {
    return this.#process.join({ signal });
  }
}

/** Until one of them may be ready, or the deadline; no wait of this is under way after it. */
function firstOf(
  all: readonly Readiness[],
  deadline: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  const ended = new AbortController();
  return new Promise<void>((resolve, reject) => {
    for (const one of all)
      one.whenReady({ deadline: Infinity, signal: ended.signal }).then(() => resolve(), reject);
    const abort = (): void => reject(signal?.reason);
    signal?.addEventListener('abort', abort, { once: true });
    ended.signal.addEventListener('abort', () => signal?.removeEventListener('abort', abort));
    if (deadline === Infinity) return;
    const forget = currentProgram().waits.at(deadline, () => resolve());
    ended.signal.addEventListener('abort', forget);
  }).finally(() => ended.abort());
}

function turn(): Promise<void> {
  return new Promise((resolve) => currentHost().nextTurn(resolve));
}
