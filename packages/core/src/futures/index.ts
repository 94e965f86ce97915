/** Executors and futures, as Python's `concurrent.futures`. @module */
export { BrokenExecutor, CancelledError, InvalidStateError, TimeoutError } from '../errors.ts';
export { asCompleted, asCompletedSync, type Settled } from './as-completed.ts';
export type { CallOptions } from './dispatch.ts';
export { Executor, type ShutdownOptions } from './executor.ts';
export { Future, type AnyFuture } from './future.ts';
export type { AnyTask } from '../task/task.ts';
export type { MapOptions } from './map-options.ts';
export type { Items, Submitter } from './submitter.ts';
export { wait, waitSync, type DoneAndNotDone, type WaitAll } from './wait.ts';
export { zip } from './zip.ts';
