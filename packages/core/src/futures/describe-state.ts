import { FINISHED, PENDING, RUNNING, type FutureState } from './future-state.ts';
import { nameOfType } from './name-of-type.ts';

/** As Python prints it. */
export function describeState(state: FutureState, failed: boolean, value: unknown): string {
  if (state === PENDING) return 'pending';
  if (state === RUNNING) return 'running';
  if (state !== FINISHED) return 'cancelled';
  return `finished ${failed ? 'raised' : 'returned'} ${nameOfType(value)}`;
}
