import { ThreadPoolExecutor, type Executor, type PoolOptions } from '../../futures/index.ts';
import { SimpleQueue } from '../../queue/index.ts';
import { Event } from '../../threading/index.ts';
import { PATIENCE, sleep } from '../board.ts';
import { CheckError, equal } from '../check.ts';
import type { Log } from './executor.tasks.ts';

let pool: ThreadPoolExecutor | undefined;

/** A pool for all cases of this agent that leave it as it was, because workers take a while to come up. */
export function common(): ThreadPoolExecutor {
  pool ??= new ThreadPoolExecutor({ maxWorkers: 2, namePrefix: 'common' });
  return pool;
}

/** A pool of the case's own, which must come to its end. */
export async function given<T>(
  options: PoolOptions | (() => ThreadPoolExecutor),
  body: (pool: ThreadPoolExecutor) => Promise<T>,
): Promise<T> {
  const pool = typeof options === 'function' ? options() : new ThreadPoolExecutor(options);
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
  readonly gate: Event = new Event();
  readonly log: Log = new SimpleQueue<string>();

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
