/**
 * Whose a place is: the steps of its state.
 *
 * A place that is FREE is the owner's, who writes a task there and then says QUEUED, or POSTED where only one worker
 * can run it (with a number, so that what came late is not for the task after it). From there it is one step, and one winner: a worker that takes the place, whose identity is then the state,
 * or the owner, who withdraws it. What was taken comes back by the stack of those that are done (done.ts), or is looked
 * for after its taker's death.
 *
 * @module
 */

import type { Address, AgentId, SharedWords } from '../../memory/index.ts';
import { BEGUN, ENDED, PLACE, POSTED, QUEUED, STATE_BITS, STATE_MASK, TAKEN, WITHDRAWN } from './layout.ts';

/** By a worker: from QUEUED, or from the state that a message told. */
export function tryTake(words: SharedWords, place: Address, from: number, me: AgentId): boolean {
  return words.compareExchange(place + PLACE.state, from, (me << STATE_BITS) | TAKEN) === from;
}

/** By the owner: takes back what nobody has taken; false when somebody has. */
export function tryWithdraw(words: SharedWords, place: Address): boolean {
  const state = words.load(place + PLACE.state);
  if (state !== QUEUED && (state & STATE_MASK) !== POSTED) return false;
  return words.compareExchange(place + PLACE.state, state, WITHDRAWN) === state;
}

/** Whether what is in flight with the arguments is the worker's that took it. */
export function hasBegun(words: SharedWords, place: Address): boolean {
  return (words.load(place + PLACE.state) & BEGUN) === BEGUN;
}

/** Whether the worker that took it has counted it as over. */
export function hasEnded(words: SharedWords, place: Address): boolean {
  return takerOf(words, place) !== 0 && (words.load(place + PLACE.state) & ENDED) !== 0;
}

/** Who has taken it; 0 when nobody has. */
export function takerOf(words: SharedWords, place: Address): AgentId {
  const state = words.load(place + PLACE.state);
  return (state & STATE_MASK) < TAKEN ? 0 : state >>> STATE_BITS;
}
