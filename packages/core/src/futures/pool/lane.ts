/**
 * A worker's lane: what the owner and everybody else may know of a worker without asking it.
 *
 * @module
 */

import type { Program } from '../../agent/program.ts';
import { gone, KIND, type Address } from '../../memory/index.ts';
import { decode } from '../../wire/decode.ts';
import { encodeError } from '../../lifecycle/thread-record.ts';
import { StateError } from '../../errors.ts';
import { ringOwner } from './done.ts';
import { BROKEN, LANE, LANE_WORDS, LOOKING, POOL } from './layout.ts';

export function layLane({ words, blocks }: Program, pool: Address): Address {
  const at = blocks.allocate(KIND.lane, LANE_WORDS);
  words.store(at + LANE.next, words.load(pool + POOL.lanes));
  words.store(pool + POOL.lanes, at);
  return at;
}

/** How many workers have nothing in their hands, or are about to come up. */
export function freeLanes({ words, blocks }: Program, pool: Address): number {
  let free = 0;
  for (let lane = words.load(pool + POOL.lanes); lane !== 0; lane = words.load(lane + LANE.next)) {
    blocks.meet(lane);
    if (words.load(lane + LANE.live) === 0) continue;
    if (words.load(lane + LANE.taken) === words.load(lane + LANE.finished)) free += 1;
  }
  return free;
}

/** How many workers look for work without being parked. */
export function lookers({ words, blocks }: Program, pool: Address): number {
  let looking = 0;
  for (let lane = words.load(pool + POOL.lanes); lane !== 0; lane = words.load(lane + LANE.next)) {
    blocks.meet(lane);
    if (words.load(lane + LANE.state) === LOOKING) looking += 1;
  }
  return looking;
}

/**
 * By a worker of a pool that does not survive the death of one: whether one has died of itself, which is what `live` says
 * of it for ever. So none is left, also where the owner has nothing to do with them just now.
 */
export function isBroken({ words, blocks }: Program, pool: Address): boolean {
  if (words.load(pool + POOL.fragile) === 0) return false;
  for (let lane = words.load(pool + POOL.lanes); lane !== 0; lane = words.load(lane + LANE.next)) {
    blocks.meet(lane);
    const worker = words.load(lane + LANE.worker);
    if (worker !== 0 && words.load(lane + LANE.live) === 1 && gone(words, worker)) return true;
  }
  return false;
}

/** By its worker: the initialiser failed. */
export function giveUpLane(program: Program, pool: Address, lane: Address, error: Error): void {
  const { words, blocks } = program;
  const bytes = encodeError(error);
  const block = blocks.allocate(KIND.bytes, 1 + Math.ceil(bytes.length / 4));
  words.store(block, bytes.length);
  words.bytes(block + 1, bytes.length).set(bytes);
  words.store(lane + LANE.error, block);
  words.store(lane + LANE.live, 0);
  words.store(lane + LANE.state, BROKEN);
  ringOwner(program, pool);
}

/** By the owner: what the initialiser threw. */
export function laneError(program: Program, lane: Address): Error {
  const { words, blocks } = program;
  const block = words.load(lane + LANE.error);
  blocks.meet(block);
  const bytes = words.bytes(block + 1, words.load(block)).slice() as Uint8Array<ArrayBuffer>;
  try {
    return decode({ bytes, aside: [] }, (data) => program.decode(data)) as Error;
  } catch (cause) {
    return new StateError('The error of the initialiser could not be read', { cause });
  }
}
