import type { Program } from '../../agent/program.ts';
import type { Address } from '../../memory/index.ts';
import { CANCELLED, CANCELLED_AND_NOTIFIED, PENDING, RUNNING } from '../future-state.ts';
import { advance } from '../shared-future.ts';
import { PLACE } from './layout.ts';

/** By the worker that took a place: whether a thread that knows only the future has cancelled it; else it runs now. */
export function isCancelled(program: Program, place: Address): boolean {
  const { words, blocks } = program;
  const future = words.load(place + PLACE.future);
  if (future === 0) return false;
  blocks.meet(future);
  if (advance(program, future, PENDING, RUNNING)) return false;
  if (words.load(future) === CANCELLED) advance(program, future, CANCELLED, CANCELLED_AND_NOTIFIED);
  return words.load(future) === CANCELLED_AND_NOTIFIED;
}
