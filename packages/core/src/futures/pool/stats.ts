import { summarize, type Histogram } from './histogram.ts';
import type { Pool } from './pool.ts';

/** What a pool says of itself: a snapshot. Times are in milliseconds. */
export interface PoolStats {
  readonly workers: number;
  /** Workers with nothing to do. */
  readonly idle: number;
  readonly busy: number;
  /** Calls that nobody has begun. */
  readonly queued: number;
  /** Calls that were begun and are over, however they ended. */
  readonly completed: number;
  /** Workers that were ever started. */
  readonly started: number;
  /** How long calls waited to be begun. */
  readonly wait: Histogram;
  /** How long they ran. */
  readonly run: Histogram;
}

export function statsOf(pool: Pool): PoolStats {
  const { crew } = pool;
  crew.mend();
  const { alive: workers, counts, started } = crew;
  const idle = pool.sender.idle;
  const { waits, runs } = crew.histograms();
  return {
    workers,
    idle,
    busy: workers - idle,
    queued: pool.queued,
    completed: counts.finished,
    started,
    wait: summarize(waits),
    run: summarize(runs),
  };
}
