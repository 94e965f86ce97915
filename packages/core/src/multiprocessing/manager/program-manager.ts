/**
 * A manager in the program that has started it.
 *
 * @module
 */

import { requireTask, type AnyTask } from '../../task/task.ts';
import type { QueueOptions } from '../../queue/index.ts';
import { EOFError, StateError } from '../../errors.ts';
import { Barrier } from '../barrier.ts';
import { BoundedSemaphore } from '../bounded-semaphore.ts';
import { Condition } from '../condition.ts';
import type { Connection } from '../connection/connection.ts';
import { Event } from '../event.ts';
import { JoinableQueue } from '../joinable-queue.ts';
import type { Address, BoundAddress } from '../listener.ts';
import { Lock } from '../lock.ts';
import type { PoolOptions } from '../pool/pool-options.ts';
import { Process } from '../process.ts';
import { Queue } from '../queue.ts';
import { RLock } from '../rlock.ts';
import { Semaphore } from '../semaphore.ts';
import { SimpleQueue } from '../simple-queue.ts';
import { BaseManager } from './base-manager.ts';
import { linkTo } from './doors.ts';
import { firstWord } from './first-word.ts';
import { MANAGER, type Deed, type Link } from './link.ts';
import type { Manager, RegisterOptions } from './manager.ts';
import type { PoolProxy } from './proxies.ts';
import { serve, type Hello } from './serve.tasks.ts';
import type { Registered } from './server.ts';

/** How long its process may take to end before it is ended, in milliseconds. */
const GRACE_MS = 2000;

/** Starts the process, and waits until it is up. */
export async function startManager(address: Address | undefined, key: Uint8Array): Promise<Manager> {
  const [queue, hello] = [new SimpleQueue<Connection>(), new SimpleQueue<Hello>()];
  const process = new Process(serve, {
    args: [queue, hello, address, key],
    daemon: true,
    name: 'SyncManager',
  });
  process.start();
  const said = await firstWord(hello, process);
  if (said === undefined)
    throw new StateError(
      `Cannot start a manager: its process ended with ${process.exitCode} before it was up`,
    );
  if ('error' in said) throw said.error;
  return new ProgramManager(linkTo(said.door), process, said.address as BoundAddress);
}

class ProgramManager extends BaseManager implements Manager {
  readonly #process: Process<never[], unknown>;
  #ending: Promise<void> | undefined;

  constructor(link: Link, process: Process<never[], unknown>, address: BoundAddress) {
    super(link, process.pid as number, address);
    this.#process = process;
  }

  override register(name: string, task?: AnyTask, options?: RegisterOptions): void {
    const address = requireTask(task, `register ${name}`);
    super.register(name, task);
    const registered: Registered = { task: address, exposed: options?.exposed };
    this.link.callSync(MANAGER, 'register' satisfies Deed, [name, registered]);
  }

  override shutdown(): Promise<void> {
    this.#ending ??= this.#end();
    return this.#ending;
  }

  async #end(): Promise<void> {
    try {
      await this.link.call(MANAGER, 'shutdown' satisfies Deed, []);
    } catch (error) {
      if (!(error instanceof EOFError)) throw error;
    }
    this.link.close();
    for (const end of [() => this.#process.terminate(), () => this.#process.kill()]) {
      if (await this.#process.join({ timeout: GRACE_MS })) return;
      end();
    }
    await this.#process.join();
  }

  async Pool({ initializer, ...options }: PoolOptions = {}): Promise<PoolProxy> {
    const prepare = initializer && requireTask(initializer, 'make a Pool');
    return this.create('Pool', prepare === undefined ? options : { ...options, initializer: prepare });
  }

  async Queue<T>(options?: QueueOptions): Promise<Queue<T>> {
    return new Queue<T>(options);
  }

  async JoinableQueue<T>(options?: QueueOptions): Promise<JoinableQueue<T>> {
    return new JoinableQueue<T>(options);
  }

  async Lock(): Promise<Lock> {
    return new Lock();
  }

  async RLock(): Promise<RLock> {
    return new RLock();
  }

  async Event(): Promise<Event> {
    return new Event();
  }

  async Condition(): Promise<Condition> {
    return new Condition();
  }

  async Semaphore(n?: number): Promise<Semaphore> {
    return new Semaphore(n);
  }

  async BoundedSemaphore(n?: number): Promise<BoundedSemaphore> {
    return new BoundedSemaphore(n);
  }

  async Barrier(parties: number): Promise<Barrier> {
    return new Barrier(parties);
  }
}
