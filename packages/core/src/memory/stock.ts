/**
 * Which slots belong to workers that were made ahead, for threads to take.
 *
 * COMING → PARKED → CLAIMED, or COMING → CLAIMED by a thread that takes a worker before it is up. Each arrow is one
 * compare-and-exchange of the slot's state, so a worker has one taker; from then on the slot is that of a thread
 * like any other. A worker that is found dead leaves the stock by the same exchange before its slot is freed, so
 * nobody takes a slot that is about to be freed, and what was taken is known to have a taker.
 *
 * @module
 */

import { HEADER, SLOT, SLOT_BITS, SLOT_TABLE, SLOT_WORDS } from './layout.ts';
import type { SharedWords } from './shared-words.ts';
import { CLAIMED, COMING, ENDING, gone, PARKED, slotAddress, type AgentId } from './slots.ts';

/** A claimed slot's worker may be taken. */
export function enterStock(words: SharedWords, id: AgentId): void {
  words.compareExchange(slotAddress(id) + SLOT.state, CLAIMED, COMING);
}

/** The worker is up, and sleeps if nobody has taken it yet. */
export function park(words: SharedWords, id: AgentId): void {
  words.compareExchange(slotAddress(id) + SLOT.state, COMING, PARKED);
}

/** Takes a worker, one that is up if there is any; 0 when the stock is empty. */
export function takeFromStock(words: SharedWords): AgentId {
  const highest = words.load(HEADER.highestSlot);
  for (const state of [PARKED, COMING]) {
    for (let slot = 1; slot <= highest; slot += 1) {
      const base = SLOT_TABLE + slot * SLOT_WORDS;
      if (words.load(base + SLOT.state) !== state) continue;
      if (words.compareExchange(base + SLOT.state, state, CLAIMED) !== state) continue;
      // Read after the exchange: who is taken is not freed before its thread has a record.
      return slot | (words.load(base + SLOT.generation) << SLOT_BITS);
    }
  }
  return 0;
}

/** Gives back a worker that was taken and not used. */
export function putBack(words: SharedWords, id: AgentId): void {
  words.store(slotAddress(id) + SLOT.state, PARKED);
}

/** Whether nobody has taken a worker of the stock. */
export function inStock(words: SharedWords, id: AgentId): boolean {
  const state = words.load(slotAddress(id) + SLOT.state);
  return (state === COMING || state === PARKED) && !gone(words, id);
}

/** Whether nobody will take the dead worker of this slot; false when somebody has. */
export function leaveStock(words: SharedWords, id: AgentId): boolean {
  const state = slotAddress(id) + SLOT.state;
  for (const from of [COMING, PARKED]) words.compareExchange(state, from, ENDING);
  return words.load(state) === ENDING;
}
