/**
 * A pool of threads for a while.
 *
 * @module
 */

import { type Future, type Init, type PoolOptions, ThreadPoolExecutor } from '../../futures/index.ts';

/** Lends a pool to the body. It ends with it; only after an error nobody waits for what is stuck in there. */
export async function withPool<T, I extends unknown[] = []>(
  options: PoolOptions & Init<I>,
  body: (pool: ThreadPoolExecutor<I>) => Promise<T>,
): Promise<T> {
  const pool = new ThreadPoolExecutor(options);
  let waits = false;
  try {
    const result = await body(pool);
    waits = true;
    return result;
  } finally {
    await pool.shutdown({ wait: waits, cancelFutures: !waits });
  }
}

/** The result of every future; rejects with the first error, or when the unit's time is over. */
export function resultsOf<T>(futures: readonly Future<T>[], signal: AbortSignal): Promise<T[]> {
  return Promise.all(futures.map((future) => future.result({ signal })));
}
