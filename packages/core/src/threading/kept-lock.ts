/**
 * A lock that a block keeps alive and knows: where it is, what kind it is and what it is called, so that whoever is sent
 * the block gets the lock with it.
 *
 * @module
 */

import { HANDLE, isTraveller, type HandleData } from '../agent/primitive.ts';
import type { Program } from '../agent/program.ts';
import { KIND, type Address } from '../memory/index.ts';

/** The words: the lock's block, 0 for none; its flags; the bytes of its name, -1 for none; then these. */
const LOCK = 0;
const FLAGS = 1;
const NAME_LENGTH = 2;
const NAME = 3;

/** A lock that is to be kept. */
export interface LockToKeep {
  readonly words: number;
  /** Writes it into a new block, which from then on holds a reference to it. */
  keepAt(at: Address): void;
}

/** The lock is known by its wrapper here, should it come back alone. */
export function lockToKeep(program: Program, lock: object): LockToKeep {
  const { words, blocks } = program;
  const data = isTraveller(lock) ? lock[HANDLE]() : undefined;
  if (data === undefined) throw new TypeError('Cannot keep a lock that has no block');
  const name = data.name === undefined ? undefined : new TextEncoder().encode(data.name);
  return {
    words: NAME + Math.ceil((name?.length ?? 0) / 4),
    keepAt(at) {
      words.store(at + FLAGS, data.flags);
      words.store(at + NAME_LENGTH, name?.length ?? -1);
      if (name !== undefined) words.bytes(at + NAME, name.length).set(name);
      blocks.retain(data.at);
      words.store(at + LOCK, data.at);
      program.know(lock, data.at);
    },
  };
}

/** This agent's wrapper of a lock that is kept. */
export function keptLock(program: Program, from: Address): object {
  const { words, blocks } = program;
  const at = words.load(from + LOCK);
  blocks.meet(at);
  const kind = blocks.kindOf(at) as typeof KIND.lock | typeof KIND.rlock;
  const length = words.load(from + NAME_LENGTH);
  const name =
    length < 0 ? undefined : new TextDecoder().decode(new Uint8Array(words.bytes(from + NAME, length)));
  const data: HandleData = {
    type: kind === KIND.rlock ? 'RLock' : 'Lock',
    kind,
    scope: words.scope,
    at,
    generation: blocks.handle(at).generation,
    name,
    flags: words.load(from + FLAGS),
  };
  // In flight, until it is decoded.
  blocks.retain(at);
  return program.decode(data);
}

/** The block of a lock that is kept, if there is one, as a part of what keeps it. */
export function partsOfKeptLock({ words, blocks }: Program, from: Address): Address[] {
  const at = words.load(from + LOCK);
  if (at === 0) return [];
  blocks.meet(at);
  return [at];
}
