/**
 * What executors that keep workers have in common, whatever those run in.
 *
 * The executor is what its user holds; what works is the pool behind it, which futures and waits refer to. So an
 * executor that nobody holds any more is collected, and its pool then finishes what it has and ends its workers.
 *
 * @module
 */

import { printable } from '../agent/primitive.ts';
import { refuseWhileEvaluating } from '../task/resolve.ts';
import { blockUntil } from './await-until.ts';
import { dispatches } from './dispatch.ts';
import { Executor, type ShutdownOptions } from './executor.ts';
import type { Carriers } from './pool/carrier.ts';
import { Pool } from './pool/pool.ts';
import type { PoolSettings } from './pool/settings.ts';
import { statsOf, type PoolStats } from './pool/stats.ts';
import { shutdownOptionsOf } from './shutdown-options.ts';

const collected: FinalizationRegistry<Pool> = new FinalizationRegistry((pool) => pool.stop(false));

/** What some of these offer, and not all: ends the workers, whatever they do. */
export let endWorkers: (executor: PoolExecutor, politely: boolean) => void;

export abstract class PoolExecutor extends Executor {
  readonly #maxWorkers: number;
  readonly #pool: Pool;

  constructor(carriers: Carriers, settings: PoolSettings) {
    super();
    this.#maxWorkers = settings.maxWorkers;
    // One that starts no workers yet may stand at the top level of a module that workers import.
    if (settings.minWorkers > 0) refuseWhileEvaluating('start workers');
    this.#pool = new Pool(carriers, settings);
    collected.register(this, this.#pool, this);
  }

  /**
   * Takes no more calls. Resolves when all that were submitted have ended, and with them the workers; at once with
   * `wait: false`. `cancelFutures` cancels what has not begun.
   */
  override async shutdown(options?: ShutdownOptions): Promise<void> {
    const { wait, cancelFutures } = shutdownOptionsOf(options, ['wait', 'cancelFutures']);
    const pool = this.#pool;
    collected.unregister(this);
    pool.stop(cancelFutures);
    if (!wait) return;
    await pool.idle();
    await Promise.all(pool.crew.carriers.map((carrier) => carrier.join()));
  }

  /** Takes no more calls, and blocks until all that were submitted have ended, and with them the workers. */
  override shutdownSync(options?: Pick<ShutdownOptions, 'cancelFutures'>): void {
    const { cancelFutures } = shutdownOptionsOf(options, ['cancelFutures']);
    const pool = this.#pool;
    collected.unregister(this);
    pool.stop(cancelFutures);
    blockUntil(() => pool.isIdle(), undefined, 'pool.shutdown()');
    for (const carrier of pool.crew.carriers) carrier.joinSync();
  }

  /** What the pool does just now: a snapshot. */
  get stats(): PoolStats {
    return statsOf(this.#pool);
  }

  override toString(): string {
    const { workers, queued } = this.stats;
    return `${this.#pool.name}(${workers}/${this.#maxWorkers} workers, ${queued} queued)`;
  }

  static {
    printable(PoolExecutor);
    endWorkers = (it, politely) => {
      collected.unregister(it);
      it.#pool.end(politely);
    };
    dispatches(PoolExecutor, (it, call, options) => it.#pool.dispatch(call, options));
  }
}
