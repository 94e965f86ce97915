/**
 * A process that owns objects for others: Python's `multiprocessing.Manager`.
 *
 * @module
 */

import type { QueueOptions } from '../../queue/index.ts';
import type { AnyTask } from '../../task/task.ts';
import type { Barrier } from '../barrier.ts';
import type { BoundedSemaphore } from '../bounded-semaphore.ts';
import { Client } from '../client.ts';
import type { Condition } from '../condition.ts';
import type { ElementType, ValueTypes } from '../element-types.ts';
import type { Event } from '../event.ts';
import type { JoinableQueue } from '../joinable-queue.ts';
import type { Address, BoundAddress } from '../listener.ts';
import type { Lock } from '../lock.ts';
import type { PoolOptions } from '../pool/pool-options.ts';
import type { Queue } from '../queue.ts';
import type { RLock } from '../rlock.ts';
import type { Semaphore } from '../semaphore.ts';
import { addressOf } from '../sockets/address.ts';
import { keyOf, requireCrypto } from '../sockets/keys.ts';
import { socketChannel, type Channel } from './channel.ts';
import { Link, MANAGER, type Deed } from './link.ts';
import { ConnectedManager } from './connected-manager.ts';
import { startManager } from './program-manager.ts';
import type {
  ArrayProxy,
  DictProxy,
  ListProxy,
  NamespaceProxy,
  PoolProxy,
  SetProxy,
  ValueProxy,
} from './proxies.ts';

export interface ManagerOptions {
  /** Where other programs connect. Default: an abstract name of its own, for processes of this user. */
  readonly address?: Address;
  /** What they must know. Default: what nobody else knows. */
  readonly authkey?: string | Uint8Array;
}

export interface RegisterOptions {
  /** What can be called of what the task gives. Default: all methods whose names do not begin with `_`. */
  readonly exposed?: readonly string[];
}

export interface Manager extends AsyncDisposable {
  dict<V = unknown>(init?: Iterable<readonly [string | number, V]>): Promise<DictProxy<V>>;
  list<V = unknown>(init?: Iterable<V>): Promise<ListProxy<V>>;
  set<V = unknown>(init?: Iterable<V>): Promise<SetProxy<V>>;
  /** Names of any kind, by get, set, delete and has. */
  Namespace(init?: Record<string, unknown>): Promise<NamespaceProxy>;
  Value<V>(initial: V): Promise<ValueProxy<V>>;
  /** So many zeros, or these items, of one of the types of SharedArray. */
  Array<const T extends ElementType>(
    type: T,
    sizeOrItems: number | Iterable<ValueTypes[T]>,
  ): Promise<ArrayProxy<ValueTypes[T]>>;
  /** Its workers are children of the manager's process, and end with it. */
  Pool(options?: PoolOptions): Promise<PoolProxy>;
  Queue<T>(options?: QueueOptions): Promise<Queue<T>>;
  JoinableQueue<T>(options?: QueueOptions): Promise<JoinableQueue<T>>;
  Lock(): Promise<Lock>;
  RLock(): Promise<RLock>;
  Event(): Promise<Event>;
  Condition(): Promise<Condition>;
  Semaphore(n?: number): Promise<Semaphore>;
  BoundedSemaphore(n?: number): Promise<BoundedSemaphore>;
  Barrier(parties: number): Promise<Barrier>;
  /**
   * From here on a method of that name, of this manager, has the task run in the manager's process, and gives a proxy of
   * the object that it returns; what has no methods is given as it is, and a generator as a proxy to iterate.
   */
  register(name: string, task?: AnyTask, options?: RegisterOptions): void;
  /** The same by the name: for TypeScript, which does not know the method. */
  create<P = unknown>(name: string, ...args: unknown[]): Promise<P>;
  /** The manager's process. */
  readonly pid: number;
  readonly address: BoundAddress;
  /** Ends its process, and with that all that it owns; of one that was connected to: ends the connection. */
  shutdown(): Promise<void>;
}

/**
 * Starts a process that owns objects, which any number of threads and processes use by proxies, with nothing of their own
 * to protect: each method is one step there. Several steps are not: for those take a lock.
 *
 * - **Proxies** have each method twice: `await dict.get(key)`, and `dict.getSync(key)`, which blocks this thread. They travel
 *   to threads and to processes of every runtime, and into what a manager owns: a proxy in a dict comes out as a proxy. What
 *   is no proxy comes out as a copy, which to change changes nothing there. Iterating takes a copy first.
 * - **Errors** of a method arrive as themselves, with the stack of the manager's process in `remoteStack`.
 * - **Queues and primitives** of a manager are those of `multiprocessing`: they are memory of the program, which needs nobody
 *   to own it. So they are as quick as those, and outlast the manager. Over a socket there is no such memory: there the
 *   manager's process has them, and each use of them is a call. A client that goes leaves its locks, as abandoned, to others.
 * - **A Pool** of a manager has its workers as children of the manager's process. They end with it.
 * - **Other programs** connect by `connectManager`, at `address` and with `authkey`; see Listener about both. They can make
 *   and use objects, but neither end the manager nor have it load a module.
 * - **Life**: it ends with `shutdown`, with its scope, and with the program, in whatever way that ends. An object is given
 *   up soon after nobody refers to it: no proxy anywhere, none on its way, none in another object.
 *
 * @example
 * ```ts
 * await using manager = await multiprocessing.Manager();
 * const ages = await manager.dict<number>();
 * const child = new multiprocessing.Process(work, { args: [ages] }).start(); // ages.setSync('Bob', 42)
 * await child.join();
 * console.log(await ages.entries());
 * ```
 *
 * @throws {OSError} when it cannot have the address
 * @see https://docs.python.org/3/library/multiprocessing.html#managers
 */
export async function Manager(options?: ManagerOptions): Promise<Manager> {
  const { address, authkey } = options ?? {};
  const key = keyOf(authkey) ?? new Uint8Array(requireCrypto().random(32));
  return startManager(address, key);
}

/**
 * Uses a manager of another program, also on another machine.
 *
 * @example
 * ```ts
 * const manager = await multiprocessing.connectManager({ address: { host: 'box', port: 6000 }, authkey: 'a secret' });
 * const jobs = await manager.list<string>();
 * ```
 *
 * @throws {AuthenticationError} when it has another key
 * @throws {OSError} when nobody is there
 */
export async function connectManager(options: Required<ManagerOptions>): Promise<Manager> {
  const { authkey } = options;
  const address = addressOf(options.address);
  const key = keyOf(authkey);
  if (key === undefined) throw new TypeError('Cannot connect to a manager: authkey is missing');
  const connection = await Client(address, key);
  let channel: Channel | undefined;
  const link = new Link(
    undefined,
    (it) => (channel ??= socketChannel(connection, it)),
    () => !connection.closed,
  );
  const { pid } = (await link.call(MANAGER, 'hello' satisfies Deed, [])) as { readonly pid: number };
  return new ConnectedManager(link, pid, address);
}
