import type { Program } from '../agent/program.ts';
import { HEADER } from '../memory/index.ts';
import type { Task } from '../task/task.ts';
import type { PoolSettings } from './pool/settings.ts';

/** The initialiser's arguments are asked for when it needs some. */
export type Init<I extends unknown[]> = { readonly initializer?: Task<I, unknown> } & ([] extends I
  ? { readonly initargs?: NoInfer<I> }
  : { readonly initargs: NoInfer<I> });

export interface PoolOptions {
  /** The most workers at a time. Default: the processors that this process may use. */
  readonly maxWorkers?: number;
  /** Workers that are started at once and never end for being idle. Default 0. */
  readonly minWorkers?: number;
  /** Milliseconds after which a worker with nothing to do ends. Default: never. */
  readonly idleTimeout?: number;
  /** Workers are named by it and a number. Default: the executor's name and a number, `ThreadPoolExecutor-1`. */
  readonly namePrefix?: string;
}

interface Given extends PoolOptions {
  readonly initializer?: unknown;
  readonly initargs?: unknown;
}

/** The options of a pool, checked. */
export function settingsOf(
  program: Program,
  type: string,
  options: PoolOptions | undefined,
  mostTasks = 0,
): PoolSettings {
  if (options !== undefined && (typeof options !== 'object' || options === null)) {
    throw new TypeError(`Cannot make a ${type}: it takes an options object, received ${typeof options}`);
  }
  const { initializer, initargs = [], namePrefix, ...sizes } = (options ?? {}) as Given;
  const maxWorkers = sizes.maxWorkers ?? Math.max(1, program.host.parallelism());
  const minWorkers = sizes.minWorkers ?? 0;
  const idleTimeout = sizes.idleTimeout ?? Infinity;
  whole(type, 'maxWorkers', maxWorkers, 1);
  whole(type, 'minWorkers', minWorkers, 0);
  if (minWorkers > maxWorkers) {
    throw new RangeError(
      `Cannot make a ${type}: minWorkers (${minWorkers}) must not be greater than maxWorkers (${maxWorkers})`,
    );
  }
  if (typeof idleTimeout !== 'number' || !(idleTimeout >= 0)) {
    throw new RangeError(
      `Cannot make a ${type}: idleTimeout must be 0 or more milliseconds, received ${String(idleTimeout)}`,
    );
  }
  if (namePrefix !== undefined && typeof namePrefix !== 'string') {
    throw new TypeError(`Cannot make a ${type}: namePrefix must be a string, received ${typeof namePrefix}`);
  }
  if (initializer !== undefined && typeof initializer !== 'function') {
    throw new TypeError(`Cannot make a ${type}: initializer must be a task, received ${typeof initializer}`);
  }
  if (!Array.isArray(initargs)) {
    throw new TypeError(`Cannot make a ${type}: initargs must be an array, received ${typeof initargs}`);
  }
  const number = program.words.add(HEADER.poolNumber, 1);
  return {
    maxWorkers,
    minWorkers,
    idleTimeout,
    mostTasks,
    name: namePrefix === undefined || namePrefix === '' ? `${type}-${number}` : namePrefix,
    initializer: initializer === undefined ? undefined : { task: initializer, args: initargs as unknown[] },
  };
}

/** @throws {TypeError} {RangeError} unless it is a whole number that is large enough */
export function whole(type: string, name: string, value: unknown, least: number): void {
  if (typeof value !== 'number') {
    throw new TypeError(`Cannot make a ${type}: ${name} must be a number, received ${typeof value}`);
  }
  if (Number.isInteger(value) && value >= least) return;
  const bound = least === 0 ? '0 or more' : `greater than ${least - 1}`;
  throw new RangeError(`Cannot make a ${type}: ${name} must be a whole number ${bound}, received ${value}`);
}
