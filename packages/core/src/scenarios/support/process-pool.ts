/**
 * A pool of processes for a while.
 *
 * @module
 */

import {
  type Init,
  type PoolOptions,
  ProcessPoolExecutor,
  type ProcessPoolOptions,
} from '../../futures/index.ts';

/** Lends a pool to the body. It ends with it; after an error its workers are killed, whatever they do. */
export async function withProcesses<T, I extends unknown[] = []>(
  options: PoolOptions & Init<I> & ProcessPoolOptions,
  body: (pool: ProcessPoolExecutor<I>) => Promise<T>,
): Promise<T> {
  const pool = new ProcessPoolExecutor(options);
  try {
    const result = await body(pool);
    await pool.shutdown();
    return result;
  } catch (error) {
    pool.killWorkers();
    throw error;
  }
}
