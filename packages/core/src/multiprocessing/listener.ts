/**
 * Where other programs connect: Python's `multiprocessing.connection.Listener`.
 *
 * @module
 */

import { deadlineOf, timeoutOf, type WaitOptions, type WaitSyncOptions } from '../agent/deadline.ts';
import { printable } from '../agent/primitive.ts';
import { TimeoutError } from '../errors.ts';
import { Connection } from './connection/connection.ts';
import { awaitable } from './connection/readiness.ts';
import { addressOf, labelOfAddress, type Address, type BoundAddress } from './sockets/address.ts';
import { Door, type Guest } from './sockets/door.ts';
import { keyOf, requireCrypto } from './sockets/keys.ts';
import { socketCalls } from './sockets/socket-calls.ts';

/** A path, or with a NUL first an abstract name of Linux, which is no file; or a TCP port. */
export type { Address, BoundAddress } from './sockets/address.ts';

export interface ListenerOptions {
  /** How many may wait to be accepted before the system refuses more. Default 128. */
  readonly backlog?: number;
}

const BACKLOG = 128;

/**
 * Listens at a unix socket or a TCP port, for connections by `Client`: from other threads, processes and programs, and by
 * CPython's own `Client` from 3.12 on, as far as bytes go.
 *
 * - **Address**: a path, which must not exist and is removed by `close`; an abstract name; or `{ host, port }`, where port 0
 *   is one that is free, and `address` tells which. Without one it is an abstract name of its own, at which only
 *   processes of this user are let in.
 * - **Key**: with an `authkey` both ends prove that they know it, without sending it, before any data is read. A client
 *   with another key is an AuthenticationError of `accept`, and there. Who says nothing, or anything else, is dropped
 *   after a while and keeps nobody waiting. Without a key whoever can reach the address is let in.
 * - **Blocking**: `acceptSync` stops this thread with its timers and sockets. Nobody is let in while nobody accepts.
 * - **Threads**: who awaits is told by a daemon thread, `SocketWatcher`, which the first such wait of a process starts.
 * - **Runtimes**: Node, Deno and Bun, by foreign functions (Deno: `--allow-ffi`). A Listener is of the agent that made it.
 *
 * @example
 * ```ts
 * using listener = new multiprocessing.Listener({ port: 0 }, 'a secret');
 * const client = multiprocessing.Client(listener.address, 'a secret');
 * using connection = await listener.accept();
 * await (await client).send('hello');
 * console.log(await connection.recv());
 * ```
 *
 * @see https://docs.python.org/3/library/multiprocessing.html#multiprocessing.connection.Listener
 */
export class Listener implements Disposable {
  readonly #door: Door;
  #lastAccepted: string | undefined;
  #closed = false;

  /**
   * @throws {OSError} when the address cannot be had, with the system's reason: EADDRINUSE
   * @throws {RangeError} when it is no address of this system
   */
  constructor(address?: Address, authkey?: string | Uint8Array, options?: ListenerOptions) {
    const { backlog = BACKLOG } = options ?? {};
    if (!Number.isInteger(backlog) || backlog < 0)
      throw new RangeError(`Cannot listen: backlog must be a whole number from 0 on, received ${backlog}`);
    socketCalls();
    const own = address === undefined;
    this.#door = new Door(own ? ownName() : addressOf(address), keyOf(authkey), backlog, own);
  }

  /**
   * Waits for a connection.
   *
   * @throws {AuthenticationError} when a client has another key; the next call waits for the next
   * @throws {TimeoutError} when the timeout passed first
   * @throws {OSError} EBADF when it is closed, also while this waits
   */
  async accept(options?: WaitOptions): Promise<Connection> {
    const wait = { deadline: deadlineOf(timeoutOf(options)), signal: options?.signal };
    return this.#letIn(await this.#door.accept(wait));
  }

  acceptSync(options?: WaitSyncOptions): Connection {
    return this.#letIn(this.#door.acceptSync(deadlineOf(timeoutOf(options))));
  }

  #letIn(guest: Guest | undefined): Connection {
    if (guest === undefined)
      throw new TimeoutError(`Cannot accept a connection at ${this}: nobody came in time`);
    this.#lastAccepted = guest.from;
    return new Connection(guest.transport);
  }

  /** Listens no more. Connections go on. A second time is harmless. */
  close(): void {
    this.#closed = true;
    this.#door.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  /** Where it really is: with the port that was free. */
  get address(): BoundAddress {
    return this.#door.address;
  }

  /** Where the last connection came from, where that has an address. */
  get lastAccepted(): string | undefined {
    return this.#lastAccepted;
  }

  toString(): string {
    return `Listener(${labelOfAddress(this.address)}${this.#closed ? ', closed' : ''})`;
  }

  static {
    printable(Listener);
    awaitable(Listener, (it) => it.#door);
  }
}

/** Nobody guesses it, and nothing is left of it. */
function ownName(): string {
  const name = Array.from(requireCrypto().random(16), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `\0interleave/${name}`;
}
