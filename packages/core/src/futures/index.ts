/** Executors and futures, as Python's `concurrent.futures`. @module */
export { asCompleted, asCompletedSync, type Settled } from './as-completed.ts';
export { Future } from './future.ts';
export { wait, waitSync, type DoneAndNotDone, type WaitAll } from './wait.ts';
export { zip } from './zip.ts';
