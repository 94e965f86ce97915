import { Future } from '../../futures/index.ts';
import { SimpleQueue } from '../../queue/index.ts';
import type { Context } from '../context.ts';

/** From here on its state is a word that other threads may see. */
export function share<T>(future: Future<T>): Future<T> {
  const queue = new SimpleQueue<Future<T>>();
  queue.putNowait(future);
  return queue.getNowait();
}

/** A future of the kind on test: this agent's alone, or one that was sent. */
export function make<T = number>(t: Context): Future<T> {
  const future = new Future<T>();
  return t.place.variant === 'shared' ? share(future) : future;
}

export function several(t: Context, count: number): Future<number>[] {
  return Array.from({ length: count }, () => make(t));
}

export const STATES = [
  'pending',
  'running',
  'cancelled',
  'cancelled and notified',
  'failed',
  'finished',
] as const;
export type State = (typeof STATES)[number];

/** A future of the kind on test in a state, which it reached before (`early`) or after it was sent. */
export function inState(t: Context, state: State, early = false): Future<number> {
  const future = early ? new Future<number>() : make(t);
  if (state === 'running') future.setRunningOrNotifyCancel();
  if (state.startsWith('cancelled')) future.cancel();
  if (state === 'cancelled and notified') future.setRunningOrNotifyCancel();
  if (state === 'failed') future.setException(new RangeError('planned'));
  if (state === 'finished') future.setResult(42);
  return early && t.place.variant === 'shared' ? share(future) : future;
}
