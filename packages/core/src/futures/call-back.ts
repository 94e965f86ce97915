import { traceOf } from '../agent/print-error.ts';
import { currentHost } from '../agent/state.ts';
import type { Future } from './future.ts';

/** Calls a callback of a future; one that throws is reported and stops nobody. */
export function callBack(callback: (future: Future<never>) => void, future: Future<unknown>): void {
  try {
    callback(future as Future<never>);
  } catch (error) {
    currentHost().writeError(`A callback of ${future} threw:\n${traceOf(error)}\n`);
  }
}
