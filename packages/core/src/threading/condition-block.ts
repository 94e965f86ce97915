/**
 * The block of a Condition: who waits, and which lock it is over.
 *
 * @module
 */

import type { Program } from '../agent/program.ts';
import { KIND, type Address } from '../memory/index.ts';
import { keptLock, lockToKeep, partsOfKeptLock } from './kept-lock.ts';
import { NOTIFICATIONS_WORDS } from './notifications.ts';

const LOCK = NOTIFICATIONS_WORDS;

/** A new block, which keeps the lock's alive. */
export function allocateCondition(program: Program, lock: object): Address {
  const kept = lockToKeep(program, lock);
  const at = program.blocks.allocate(KIND.condition, LOCK + kept.words);
  kept.keepAt(at + LOCK);
  return at;
}

/** This agent's wrapper of the lock. */
export function lockOfCondition(program: Program, condition: Address): object {
  return keptLock(program, condition + LOCK);
}

/** What goes with the block. */
export function partsOfCondition(program: Program, condition: Address): Address[] {
  return partsOfKeptLock(program, condition + LOCK);
}
