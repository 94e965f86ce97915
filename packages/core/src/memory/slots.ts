/**
 * Who is alive: one slot per agent, and an identity that outlives nobody.
 *
 * An identity packs slot and generation, so that a lock word which names a holder can be checked by two loads.
 * The generation rises with each end: a slot's new owner is not mistaken for the old one, until 131 072 later
 * owners of the same slot, and claims go round the table to make that far away.
 *
 * Invariant: only `freeSlot` raises a generation, in the reaper, after it is certain that the agent runs no more,
 * and before the slot can be claimed anew. So `gone` is one load, never true for an agent that could still write,
 * and never false again for one that is gone.
 *
 * In a segment nobody sees all deaths, so the kernel says who lives: an agent holds the robust mutex of its slot for
 * life, whose first word is its life word. When the thread ends in whatever way, the kernel marks that word, after the
 * last store of the thread. So there `gone` is two loads; the generation rises when whoever noticed has buried the
 * agent, and only then is the slot FREE. A slot's mutex is taken only while the slot is FREE, so a life word that is
 * marked stays so until the generation has risen; but for the moment in which one claimant gives back what another took
 * and died with, when the dead may seem to live. Whoever is told so sleeps a slice and looks again.
 *
 * @module
 */

import {
  GENERATION_BITS,
  HEADER,
  LIFE_TABLE,
  LIFE_WORDS,
  SLOT,
  SLOT_BITS,
  SLOT_TABLE,
  SLOT_WORDS,
  SLOTS,
} from './layout.ts';
import type { Address, SharedWords } from './shared-words.ts';

/** Slot and generation of an agent, never 0, at most 28 bits. */
export type AgentId = number;

/** An identity of slot 0, which is nobody's: of an agent that is gone, and of none that ever was. */
export const NOBODY: AgentId = 2 ** SLOT_BITS;

export const AGENT_ID_MASK: number = 2 ** (SLOT_BITS + GENERATION_BITS) - 1;

export const FREE = 0;
/** Claimed for an agent that has not come up yet. */
export const CLAIMED = 1;
export const LIVE = 2;
/** Its host was told to end it, and it may run on for a while. */
export const ENDING = 3;
/** Claimed for a worker of the stock that is still coming up, and that a thread may already take: see stock.ts. */
export const COMING = 4;
/** A worker of the stock that sleeps until a thread takes it. */
export const PARKED = 5;

const GENERATION_MASK = 2 ** GENERATION_BITS - 1;

export function slotAddress(id: AgentId): Address {
  return SLOT_TABLE + (id & (SLOTS - 1)) * SLOT_WORDS;
}

/** Takes a free slot for a new agent; `take` takes the slot itself, where that is more than to mark it. */
export function claimSlot(
  words: SharedWords,
  take: (slot: number) => boolean = (slot) => mark(words, slot),
): AgentId {
  const highest = words.load(HEADER.highestSlot);
  for (let step = 0; step < SLOTS - 1; step += 1) {
    // Round those that were used before; a table that only grew would make every scan of it longer.
    const slot = step < highest ? ((words.add(HEADER.slotCursor, 1) >>> 0) % highest) + 1 : step + 1;
    const base = SLOT_TABLE + slot * SLOT_WORDS;
    if (words.load(base + SLOT.state) !== FREE || !take(slot)) continue;
    words.store(base + SLOT.waitingOn, 0);
    words.store(base + SLOT.record, 0);
    words.store(base + SLOT.doorbell, 0);
    words.store(base + SLOT.alarmed, 0);
    words.store(base + SLOT.holdings, 0);
    words.store(base + SLOT.start, 0);
    words.store(base + SLOT.offer, 0);
    words.store(base + SLOT.abroad, 0);
    raise(words, HEADER.highestSlot, slot);
    return slot | (words.load(base + SLOT.generation) << SLOT_BITS);
  }
  throw new RangeError(`Cannot add an agent: all ${SLOTS - 1} slots of this program are taken`);
}

/** Makes a slot that is free somebody's; false when another was first. */
export function mark(words: SharedWords, slot: number): boolean {
  return words.compareExchange(SLOT_TABLE + slot * SLOT_WORDS + SLOT.state, FREE, CLAIMED) === FREE;
}

/** The life word of a slot, and its mutex. */
export function lifeAddress(id: AgentId): Address {
  return LIFE_TABLE + (id & (SLOTS - 1)) * LIFE_WORDS;
}

/** What the kernel leaves in the life word of a thread that has ended. */
const OWNER_DIED = 0x4000_0000;
const OWNER = 0x3fff_ffff;

/** Whether a life word is of a thread that has ended, or of none. */
export function isLifeless(life: number): boolean {
  return (life & OWNER_DIED) !== 0 || (life & OWNER) === 0;
}

function raise(words: SharedWords, at: Address, to: number): void {
  for (;;) {
    const now = words.load(at);
    if (now >= to || words.compareExchange(at, now, to) === now) return;
  }
}

/** Frees the slot of an agent that certainly runs no more; from the first store on, its identity is gone. */
export function freeSlot(words: SharedWords, id: AgentId): void {
  const base = slotAddress(id);
  words.store(base + SLOT.generation, (words.load(base + SLOT.generation) + 1) & GENERATION_MASK);
  words.store(base + SLOT.state, FREE);
}

/** Whether an identity's agent certainly runs no more. */
export function gone(words: SharedWords, id: AgentId): boolean {
  if (words.load(slotAddress(id) + SLOT.generation) !== (id & AGENT_ID_MASK) >>> SLOT_BITS) return true;
  return words.scope === 'process' && isLifeless(words.load(lifeAddress(id)));
}

/** Whether an agent was told to end, and is not certain to have. */
export function ending(words: SharedWords, id: AgentId): boolean {
  return !gone(words, id) && words.load(slotAddress(id) + SLOT.state) === ENDING;
}

/** The identities of all agents that are not certainly gone. */
export function* agents(words: SharedWords): Generator<AgentId, void> {
  const highest = words.load(HEADER.highestSlot);
  for (let slot = 1; slot <= highest; slot += 1) {
    const base = SLOT_TABLE + slot * SLOT_WORDS;
    if (words.load(base + SLOT.state) === FREE) continue;
    yield slot | (words.load(base + SLOT.generation) << SLOT_BITS);
  }
}
