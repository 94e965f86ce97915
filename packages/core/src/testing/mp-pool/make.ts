import { Pool, type PoolOptions } from '../../multiprocessing/index.ts';
import { PATIENCE } from '../board.ts';
import { ok } from '../check.ts';

let pool: Pool | undefined;

/** A pool for all cases of this agent that leave it as it was. */
export function common(): Pool {
  return (pool ??= make({ processes: 2 }));
}

/** Workers are taken from those that wait, which is what makes them quick to come. */
export function make(options?: PoolOptions): Pool {
  return new Pool({ startMethod: 'standby', ...options });
}

/** A pool of the case's own, which is closed and must come to its end. */
export async function given<T>(options: PoolOptions, body: (pool: Pool) => Promise<T>): Promise<T> {
  const own = make(options);
  try {
    const result = await body(own);
    own.close();
    ok(await own.join({ timeout: PATIENCE }), 'the pool does not end');
    return result;
  } finally {
    own.terminate();
  }
}
