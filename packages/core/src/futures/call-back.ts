import { traceOf } from '../agent/print-error.ts';
import { currentHost } from '../agent/state.ts';

/** Calls a callback of a future, or of what else has one; one that throws is reported and stops nobody. */
export function callBack(callback: (value: never) => void, value: unknown, whose: unknown = value): void {
  try {
    callback(value as never);
  } catch (error) {
    currentHost().writeError(`A callback of ${String(whose)} threw:\n${traceOf(error)}\n`);
  }
}
