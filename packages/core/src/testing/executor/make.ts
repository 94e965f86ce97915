import {
  ProcessPoolExecutor,
  ThreadPoolExecutor,
  type Executor,
  type Init,
  type PoolOptions,
  type PoolStats,
  type ProcessPoolOptions,
} from '../../futures/index.ts';
import { activeChildren, SimpleQueue as ProcessQueue } from '../../multiprocessing/index.ts';
import { SimpleQueue } from '../../queue/index.ts';
import { enumerate, type Event } from '../../threading/index.ts';
import { PATIENCE, sleep } from '../board.ts';
import type { Context } from '../context.ts';
import { CheckError, equal } from '../check.ts';
import type { Log } from './executor.tasks.ts';

/** An executor that keeps workers, of the scope on test. */
export type Pool = Executor & { readonly stats: PoolStats };

type Options<I extends unknown[]> = PoolOptions & Init<I> & ProcessPoolOptions;

/** The workers of a pool of processes are taken from those that wait, which is what makes them quick to come. */
export function make<I extends unknown[] = []>({ place }: Context, options?: Options<I>): Pool {
  if (place.scope === 'thread') return new ThreadPoolExecutor(options);
  // What is no options object is passed on, to be refused.
  if (options !== undefined && (typeof options !== 'object' || options === null))
    return new ProcessPoolExecutor(options);
  return new ProcessPoolExecutor({ startMethod: 'standby', ...options } as Options<I>);
}

const pools: Partial<Record<Context['place']['scope'], Pool>> = {};

/** A pool for all cases of this agent that leave it as it was, because workers take a while to come up. */
export function common(t: Context): Pool {
  return (pools[t.place.scope] ??= make(t, { maxWorkers: 2, namePrefix: 'common' }));
}

/** A pool of the case's own, which must come to its end. */
export async function given<T>(
  t: Context,
  options: PoolOptions | (() => Pool),
  body: (pool: Pool) => Promise<T>,
): Promise<T> {
  const pool = typeof options === 'function' ? options() : make(t, options);
  let result: T;
  try {
    result = await body(pool);
  } catch (error) {
    void pool.shutdown({ wait: false, cancelFutures: true });
    throw error;
  }
  await ends(pool);
  return result;
}

/** The names of the workers that are alive and begin so. */
export function aliveWorkers({ place }: Context, prefix: string): string[] {
  const all = place.scope === 'thread' ? enumerate() : activeChildren();
  return all.map(({ name }) => name).filter((name) => name.startsWith(prefix));
}

/** That a pool shuts down. */
export async function ends(pool: Executor, options?: { readonly cancelFutures?: boolean }): Promise<void> {
  let over = false;
  const late = async (): Promise<void> => {
    for (const end = performance.now() + PATIENCE; !over && performance.now() < end;) await sleep(50);
    if (!over) throw new CheckError('the pool does not end');
  };
  const shut = pool.shutdown(options).then(() => {
    over = true;
  });
  await Promise.race([shut, late()]);
}

/** What tasks are kept by, and say. */
export class Stage {
  readonly gate: Event;
  readonly log: Log;

  constructor(t: Context) {
    this.gate = new t.of.Event();
    this.log = t.place.scope === 'thread' ? new SimpleQueue<string>() : new ProcessQueue<string>();
  }

  /** What is said next. */
  async hears(...expected: readonly string[]): Promise<void> {
    for (const line of expected) equal(await this.log.get({ timeout: PATIENCE }), line);
  }

  /** All that was said and not heard. */
  said(): string[] {
    const lines: string[] = [];
    while (!this.log.empty) lines.push(this.log.getNowait());
    return lines;
  }
}

export async function collect<T>(iterator: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of iterator) items.push(item);
  return items;
}
