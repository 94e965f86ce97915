/**
 * Everything of this module that depends on a start method, for one of them: Python's `get_context`.
 *
 * @module
 */

import { ArrayOf } from './array.ts';
import { Pipe } from './connection/pipe.ts';
import { Event } from './event.ts';
import { JoinableQueue } from './joinable-queue.ts';
import { Lock } from './lock.ts';
import { Manager } from './manager/manager.ts';
import type { PoolOptions } from './pool/pool-options.ts';
import { Pool } from './pool/pool.ts';
import { Process } from './process.ts';
import type { ProcessOptions } from './process-info.ts';
import { Queue } from './queue.ts';
import { RLock } from './rlock.ts';
import { checkStartMethod, getStartMethod, type StartMethod } from './start-methods.ts';
import { Value } from './value.ts';

export interface Context {
  readonly Process: typeof Process;
  readonly Pool: typeof Pool;
  readonly Queue: typeof Queue;
  readonly JoinableQueue: typeof JoinableQueue;
  readonly Pipe: typeof Pipe;
  readonly Lock: typeof Lock;
  readonly RLock: typeof RLock;
  readonly Event: typeof Event;
  readonly Value: typeof Value;
  readonly Array: typeof ArrayOf;
  readonly Manager: typeof Manager;
  getStartMethod(): StartMethod;
}

const contexts = new Map<StartMethod, Context>();

/**
 * A context in which processes start by `method`, whatever the program's is; without it, by the program's, which is fixed
 * by asking.
 *
 * @throws {UnsupportedError} for `fork` and `forkserver`
 * @throws {RangeError} for any other name
 * @see https://docs.python.org/3/library/multiprocessing.html#multiprocessing.get_context
 */
export function getContext(method?: StartMethod): Context {
  if (method !== undefined) checkStartMethod(method);
  const chosen = method ?? getStartMethod();
  const context = contexts.get(chosen) ?? makeContext(chosen);
  contexts.set(chosen, context);
  return context;
}

function makeContext(method: StartMethod): Context {
  const process = class ContextProcess<A extends unknown[], R> extends Process<A, R> {
    constructor(...[target, options]: ConstructorParameters<typeof Process<A, R>>) {
      super(target, ...([{ ...(options as ProcessOptions | undefined), startMethod: method }] as never));
    }
  };
  const pool = class ContextPool extends Pool {
    constructor(options?: PoolOptions) {
      super({ ...options, startMethod: method });
    }
  };
  for (const [made, value] of [
    [process, 'Process'],
    [pool, 'Pool'],
  ] as const)
    Object.defineProperty(made, 'name', { value });
  return {
    Process: process as unknown as typeof Process,
    Pool: pool,
    Queue,
    JoinableQueue,
    Pipe,
    Lock,
    RLock,
    Event,
    Value,
    Array: ArrayOf,
    Manager,
    getStartMethod: () => method,
  };
}
