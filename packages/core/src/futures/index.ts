/** Executors and futures, as Python's `concurrent.futures`. @module */
export { Future } from './future.ts';
