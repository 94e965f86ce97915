/**
 * The future of a place that other threads know: its owner's handshake with the worker that takes the place.
 *
 * The owner writes FUTURE, and then looks whether somebody has taken the place; a worker takes the place, and then
 * looks at FUTURE. So one of the two says that the future runs, or both do; and a worker that finds it cancelled, by a
 * thread that knows nothing of the place, leaves the call alone.
 *
 * @module
 */

import type { Program } from '../../agent/program.ts';
import type { Address } from '../../memory/index.ts';
import { CANCELLED, CANCELLED_AND_NOTIFIED, PENDING, RUNNING } from '../future-state.ts';
import { advance } from '../shared-future.ts';
import { PLACE } from './layout.ts';
import { takerOf } from './place-state.ts';

/** By the owner, before anybody else knows the future. */
export function shareFuture(program: Program, place: Address, future: Address): void {
  const { words, blocks } = program;
  blocks.retain(future);
  words.store(place + PLACE.future, future);
  if (takerOf(words, place) !== 0) advance(program, future, PENDING, RUNNING);
}

/** By the worker that took the place: whether a thread that knows only the future has cancelled it. */
export function skips(program: Program, place: Address): boolean {
  const { words, blocks } = program;
  const future = words.load(place + PLACE.future);
  if (future === 0) return false;
  blocks.meet(future);
  if (advance(program, future, PENDING, RUNNING)) return false;
  if (words.load(future) === CANCELLED) advance(program, future, CANCELLED, CANCELLED_AND_NOTIFIED);
  return words.load(future) === CANCELLED_AND_NOTIFIED;
}
