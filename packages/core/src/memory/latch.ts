/**
 * A latch: the few instructions in which the allocator or a wait list is taken apart.
 *
 * The word is 0, or the holder's identity, with CONTENDED set by whoever sleeps on it. Whoever finds the holder
 * gone takes its place and is told, because the structure may be in the middle of a change: such structures
 * commit each change by one store and are repaired by the next to enter. Sleep is sliced, so the death of a
 * woken waiter costs a slice and never a hang. Nothing that can wait or run user code happens inside.
 *
 * @module
 */

import type { Address, SharedWords } from './shared-words.ts';
import { AGENT_ID_MASK, gone, type AgentId } from './slots.ts';

const CONTENDED = 2 ** 30;
const SPINS = 200;
const SLICE_MS = 10;

/** How an entry went. */
export const ENTERED = 0;
/** The last holder died inside. */
export const RECOVERED = 1;
/** Still held; only for who may not wait for ever. */
export const HELD = 2;

/** Looks of an impatient agent that may not sleep: some tens of milliseconds. */
const IMPATIENT_SPINS = 2_000_000;
const IMPATIENT_SLICES = 5;

/**
 * Enters. `canBlock` false spins. An `impatient` agent gives up after a while: the one that alone can find the
 * holder dead must not wait for it.
 */
export function enter(
  words: SharedWords,
  latch: Address,
  me: AgentId,
  canBlock: boolean,
  impatient = false,
): typeof ENTERED | typeof RECOVERED | typeof HELD {
  // Apart, so that an engine takes this much into its caller.
  if (words.compareExchange(latch, 0, me) === 0) return ENTERED;
  return contend(words, latch, me, canBlock, impatient);
}

function contend(
  words: SharedWords,
  latch: Address,
  me: AgentId,
  canBlock: boolean,
  impatient: boolean,
): typeof ENTERED | typeof RECOVERED | typeof HELD {
  let mine: number = me;
  let slices = 0;
  for (let spin = 0; ; spin += 1) {
    const holder = words.compareExchange(latch, 0, mine);
    if (holder === 0) return ENTERED;
    if (spin % SPINS !== SPINS - 1) continue;
    if (gone(words, holder & AGENT_ID_MASK)) {
      if (words.compareExchange(latch, holder, mine | CONTENDED) === holder) return RECOVERED;
      continue;
    }
    if (impatient && (slices >= IMPATIENT_SLICES || spin >= IMPATIENT_SPINS)) return HELD;
    if (!canBlock) continue;
    slices += 1;
    // From here on there may be another sleeper, whom only this mark remembers.
    mine = me | CONTENDED;
    const marked = holder | CONTENDED;
    if (holder === marked || words.compareExchange(latch, holder, marked) === holder) {
      words.wait(latch, marked, SLICE_MS);
    }
  }
}

export function leave(words: SharedWords, latch: Address): void {
  if ((words.exchange(latch, 0) & CONTENDED) !== 0) words.notify(latch, 1);
}
