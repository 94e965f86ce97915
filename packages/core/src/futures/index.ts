/** Executors and futures, as Python's `concurrent.futures`. @module */
export {
  BrokenExecutor,
  BrokenProcessPool,
  BrokenThreadPool,
  CancelledError,
  InvalidStateError,
  TimeoutError,
} from '../errors.ts';
export { asCompleted, asCompletedSync, type Settled } from './as-completed.ts';
export type { CallOptions } from './dispatch.ts';
export { Executor, type ShutdownOptions } from './executor.ts';
export { Future, type AnyFuture } from './future.ts';
export type { AnyTask } from '../task/task.ts';
export type { MapOptions } from './map-options.ts';
export type { Items, Submitter } from './submitter.ts';
export { wait, waitSync, type DoneAndNotDone, type WaitAll } from './wait.ts';
export type { Init, PoolOptions } from './pool-options.ts';
export type { PoolStats } from './pool/stats.ts';
export type { Histogram } from './pool/histogram.ts';
export { ProcessPoolExecutor, type ProcessPoolOptions } from './process-pool.ts';
export { ThreadPoolExecutor } from './thread-pool.ts';
export { zip } from './zip.ts';
