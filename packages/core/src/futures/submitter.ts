/**
 * How tasks are given to an executor, by itself and by its views.
 *
 * @module
 */

import { refuseWhileEvaluating } from '../task/resolve.ts';
import { requireTask, type Task, type TaskAddress } from '../task/task.ts';
import { DISPATCH, type Call, type CallOptions, type Dispatcher } from './dispatch.ts';
import type { Future } from './future.ts';
import { MapIterator, type MapWork } from './map-iterator.ts';
import type { MapOptions } from './map-options.ts';

/** What is mapped over. */
export type Items<T> = Iterable<T> | AsyncIterable<T>;

/** An executor, or a view of one that `with` gave. */
export interface Submitter {
  /**
   * Has a task called with arguments, and gives a Future of its result. It never waits and never refuses arguments:
   * one that cannot travel fails the future.
   *
   * @throws {TypeError} when `task` is no task
   * @throws {StateError} after a shutdown; {BrokenExecutor} when no worker can run anything any more
   */
  submit<A extends unknown[], R>(task: Task<A, R>, ...args: NoInfer<A>): Future<Awaited<R>>;
  /**
   * Has a task called with each item, and gives the results in the order of the items.
   *
   * The calls are submitted at once: a synchronous iterable is consumed before `map` returns, an asynchronous one as
   * its items come; with `buffersize` so many are taken, and one more for each result that is. An item that fails
   * rejects its `next`, and the following one goes on. Leaving the loop, the timeout and the signal cancel what has not
   * begun.
   *
   * @example
   * ```ts
   * for await (const result of pool.map(square, numbers, { chunksize: 100 })) console.log(result);
   * ```
   *
   * @throws {TimeoutError} from `next`, when a result is not there so long after the call of `map`
   */
  map<T, R>(
    task: Task<[T], R>,
    items: Items<NoInfer<T>>,
    options?: MapOptions,
  ): AsyncIterableIterator<Awaited<R>>;
  /** As `map`, of a task with several arguments: each item is an array of them. `zip` makes such items. */
  starmap<A extends unknown[], R>(
    task: Task<A, R>,
    items: Items<NoInfer<A>>,
    options?: MapOptions,
  ): AsyncIterableIterator<Awaited<R>>;
  /** As `map`, but gives results as they come. */
  imapUnordered<T, R>(
    task: Task<[T], R>,
    items: Items<NoInfer<T>>,
    options?: MapOptions,
  ): AsyncIterableIterator<Awaited<R>>;
}

const NO_OPTIONS: CallOptions = {};

/** Who extends it is a Dispatcher, which no declaration here can say: the name of that method is computed. */
export abstract class TaskSubmitter implements Submitter {
  submit<A extends unknown[], R>(task: Task<A, R>, ...args: NoInfer<A>): Future<Awaited<R>> {
    const call: Call = { task: taskOf(task, 'submit'), args, chunk: false };
    return this.#dispatch(call) as Future<Awaited<R>>;
  }

  map<T, R>(
    task: Task<[T], R>,
    items: Items<NoInfer<T>>,
    options?: MapOptions,
  ): AsyncIterableIterator<Awaited<R>> {
    return this.#mapped(taskOf(task, 'map'), { items, argsOf: alone, ordered: true }, options);
  }

  starmap<A extends unknown[], R>(
    task: Task<A, R>,
    items: Items<NoInfer<A>>,
    options?: MapOptions,
  ): AsyncIterableIterator<Awaited<R>> {
    return this.#mapped(taskOf(task, 'starmap'), { items, argsOf: spread, ordered: true }, options);
  }

  imapUnordered<T, R>(
    task: Task<[T], R>,
    items: Items<NoInfer<T>>,
    options?: MapOptions,
  ): AsyncIterableIterator<Awaited<R>> {
    return this.#mapped(taskOf(task, 'map'), { items, argsOf: alone, ordered: false }, options);
  }

  #mapped<T>(task: TaskAddress, work: Omit<MapWork, 'submit'>, options?: MapOptions): MapIterator<T> {
    const submit: MapWork['submit'] = (call) => this.#dispatch({ task, ...call });
    return new MapIterator<T>({ ...work, submit }, options);
  }

  #dispatch(call: Call): Future<unknown> {
    return (this as unknown as Dispatcher)[DISPATCH](call, NO_OPTIONS);
  }
}

function taskOf(task: unknown, what: string): TaskAddress {
  refuseWhileEvaluating(what);
  return requireTask(task, what);
}

function alone(item: unknown): readonly unknown[] {
  return [item];
}

function spread(item: unknown, index: number): readonly unknown[] {
  if (Array.isArray(item)) return item as readonly unknown[];
  throw new TypeError(
    `Cannot starmap: item ${index} must be an array of arguments, received ${item === null ? null : typeof item}`,
  );
}
