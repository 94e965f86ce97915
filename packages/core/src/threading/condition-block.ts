/**
 * The block of a Condition: who waits, and which lock it is over.
 *
 * @module
 */

import { HANDLE, isTraveller, type HandleData } from '../agent/primitive.ts';
import type { Program } from '../agent/program.ts';
import { KIND, type Address } from '../memory/index.ts';
import { NOTIFICATIONS_WORDS } from './notifications.ts';

const LOCK = NOTIFICATIONS_WORDS;
const LOCK_FLAGS: number = NOTIFICATIONS_WORDS + 1;
/** The bytes of the lock's name, -1 for none; then the bytes. */
const LOCK_NAME: number = NOTIFICATIONS_WORDS + 2;
const WORDS: number = NOTIFICATIONS_WORDS + 3;

/** A new block, which keeps the lock's alive. The lock is known by its wrapper here, should it come back alone. */
export function allocateCondition(program: Program, lock: object): Address {
  const { words, blocks } = program;
  const data = isTraveller(lock) ? lock[HANDLE]() : undefined;
  if (data === undefined) throw new TypeError('Cannot make a Condition: its lock has no block');
  const name = data.name === undefined ? undefined : new TextEncoder().encode(data.name);
  const at = blocks.allocate(KIND.condition, WORDS + Math.ceil((name?.length ?? 0) / 4));
  words.store(at + LOCK_FLAGS, data.flags);
  words.store(at + LOCK_NAME, name?.length ?? -1);
  if (name !== undefined) words.bytes(at + WORDS, name.length).set(name);
  blocks.retain(data.at);
  words.store(at + LOCK, data.at);
  program.know(lock, data.at);
  return at;
}

/** This agent's wrapper of the lock. */
export function lockOfCondition(program: Program, condition: Address): object {
  const { words, blocks } = program;
  const at = words.load(condition + LOCK);
  blocks.meet(at);
  const kind = blocks.kindOf(at) as typeof KIND.lock | typeof KIND.rlock;
  const length = words.load(condition + LOCK_NAME);
  const name =
    length < 0 ? undefined : new TextDecoder().decode(new Uint8Array(words.bytes(condition + WORDS, length)));
  const data: HandleData = {
    type: kind === KIND.rlock ? 'RLock' : 'Lock',
    kind,
    scope: words.scope,
    at,
    generation: blocks.handle(at).generation,
    name,
    flags: words.load(condition + LOCK_FLAGS),
  };
  // In flight, until it is decoded.
  blocks.retain(at);
  return program.decode(data);
}

/** What goes with the block. */
export function partsOfCondition({ words, blocks }: Program, condition: Address): Address[] {
  const at = words.load(condition + LOCK);
  if (at === 0) return [];
  blocks.meet(at);
  return [at];
}
