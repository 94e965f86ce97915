/**
 * A Pool that a manager owns, whose workers are children of the manager's process and end with it.
 *
 * @module
 */

import type { WaitSyncOptions } from '../../../agent/deadline.ts';
import { taskAt } from '../../../task/remote.ts';
import type { Task, TaskAddress } from '../../../task/task.ts';
import type { AsyncResult } from '../../pool/async-result.ts';
import { Pool } from '../../pool/pool.ts';
import type { PoolOptions } from '../../pool/pool-options.ts';
import { SequenceObject } from '../sequence-object.ts';
import { Served, type Caller } from './served.ts';

export interface PoolOrder extends Omit<PoolOptions, 'initializer'> {
  readonly initializer?: TaskAddress | undefined;
}

interface MapOptions {
  readonly chunksize?: number;
}

type Items = Iterable<unknown>;

export class PoolObject extends Served {
  readonly #pool: Pool;

  constructor(order: PoolOrder = {}) {
    super();
    const { initializer, ...options } = order;
    this.#pool = new Pool(
      initializer === undefined ? options : { ...options, initializer: taskAt(initializer) },
    );
  }

  apply(_caller: Caller, task: TaskAddress, args: unknown[]): Promise<unknown> {
    return this.#pool.apply(bodyAt(task), args);
  }

  applyAsync(_caller: Caller, task: TaskAddress, args: unknown[]): ResultObject {
    return new ResultObject(this.#pool.applyAsync(bodyAt(task), args));
  }

  map(_caller: Caller, task: TaskAddress, items: Items, options?: MapOptions): Promise<unknown> {
    return this.#pool.map(bodyAt(task), items, options);
  }

  mapAsync(_caller: Caller, task: TaskAddress, items: Items, options?: MapOptions): ResultObject {
    return new ResultObject(this.#pool.mapAsync(bodyAt(task), items, options));
  }

  starmap(_caller: Caller, task: TaskAddress, items: Items, options?: MapOptions): Promise<unknown> {
    return this.#pool.starmap(bodyAt(task), items as Iterable<unknown[]>, options);
  }

  starmapAsync(_caller: Caller, task: TaskAddress, items: Items, options?: MapOptions): ResultObject {
    return new ResultObject(this.#pool.starmapAsync(bodyAt(task), items as Iterable<unknown[]>, options));
  }

  imap(_caller: Caller, task: TaskAddress, items: Items, options?: MapOptions): SequenceObject {
    return new SequenceObject(this.#pool.imap(bodyAt(task), items, options));
  }

  imapUnordered(_caller: Caller, task: TaskAddress, items: Items, options?: MapOptions): SequenceObject {
    return new SequenceObject(this.#pool.imapUnordered(bodyAt(task), items, options));
  }

  close(): void {
    this.#pool.close();
  }

  terminate(): void {
    this.#pool.terminate();
  }

  join({ signal }: Caller, options?: WaitSyncOptions): Promise<boolean> {
    return this.#pool.join({ ...options, signal });
  }

  override [Symbol.dispose](): void {
    this.#pool.terminate();
  }
}

function bodyAt(task: TaskAddress): Task<unknown[], unknown> {
  return taskAt(task) as unknown as Task<unknown[], unknown>;
}

/** The result of calls of such a Pool. */
export class ResultObject extends Served {
  readonly #result: AsyncResult<unknown>;

  constructor(result: AsyncResult<unknown>) {
    super();
    this.#result = result;
  }

  get({ signal }: Caller, options?: WaitSyncOptions): Promise<unknown> {
    return this.#result.get({ ...options, signal });
  }

  wait({ signal }: Caller, options?: WaitSyncOptions): Promise<boolean> {
    return this.#result.wait({ ...options, signal });
  }

  ready(): boolean {
    return this.#result.ready;
  }

  successful(): boolean {
    return this.#result.successful;
  }
}
