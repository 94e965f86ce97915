/**
 * The tasks of one priority that wait, in order: one agent puts, every worker takes.
 *
 * A ring of places' addresses. TAIL is the owner's alone; HEAD rises by one for each entry that is done with. An entry
 * is done with when its place is no longer QUEUED, so the order is: first the place, by one compare-and-exchange of its
 * state from QUEUED to the taker's identity, then HEAD, which anybody may push on. Why nothing is lost: HEAD passes no
 * place that is QUEUED, so a worker that dies between the two has the task in its hands, where it is looked for after
 * its death; and nothing is taken twice, because each QUEUED has one winner.
 *
 * A worker that comes late, with a HEAD that others have passed, may find another task's place in the entry: it takes
 * that task a little early, or finds it taken. The same happens where a task was withdrawn and its place used again.
 *
 * Growth makes a ring twice as long, whose entries from HEAD to TAIL are those of the old one, and publishes it before
 * TAIL passes what the old one holds. So whoever reads TAIL first and the ring then has every entry below TAIL. Old
 * rings are read by late workers and are kept until the pool is freed; all together are no longer than the last.
 *
 * @module
 */

import type { Program } from '../../agent/program.ts';
import { KIND, type Address, type AgentId, type ThreadWords } from '../../memory/index.ts';
import { LEVEL, LEVEL_WORDS, PLACE, QUEUED } from './layout.ts';
import { tryTake } from './place-state.ts';

/** The words of a ring before its entries: how many there are, and the ring before it. */
const CAPACITY = 0;
const OLDER = 1;
const ENTRIES = 2;
const SMALLEST = 1024;

/** `capacity` is a power of two. */
export function layLevel(program: Program, capacity: number = SMALLEST): Address {
  const at = program.blocks.allocate(KIND.bytes, LEVEL_WORDS);
  program.words.store(at + LEVEL.ring, layRing(program, capacity, 0));
  return at;
}

function layRing({ words, blocks }: Program, capacity: number, older: Address): Address {
  const ring = blocks.allocate(KIND.bytes, ENTRIES + capacity);
  words.ints[ring + CAPACITY] = capacity;
  words.ints[ring + OLDER] = older;
  return ring;
}

/** By the owner: a place that is QUEUED. */
export function putPlace(program: Program, level: Address, place: Address): void {
  const { words } = program;
  const tail = words.ints[level + LEVEL.tail] as number;
  let ring = words.ints[level + LEVEL.ring] as number;
  let capacity = words.ints[ring + CAPACITY] as number;
  // HEAD read late makes the ring look fuller than it is.
  if (((tail - (words.ints[level + LEVEL.head] as number)) | 0) >= capacity) {
    const head = words.load(level + LEVEL.head);
    if (((tail - head) | 0) >= capacity) {
      ring = grow(program, level, ring, head, tail);
      capacity *= 2;
    }
  }
  words.ints[ring + ENTRIES + (tail & (capacity - 1))] = place;
  words.store(level + LEVEL.tail, (tail + 1) | 0);
}

function grow(program: Program, level: Address, ring: Address, head: number, tail: number): Address {
  const { words } = program;
  const capacity = words.ints[ring + CAPACITY] as number;
  const longer = layRing(program, capacity * 2, ring);
  for (let index = head; index !== tail; index = (index + 1) | 0) {
    words.ints[longer + ENTRIES + (index & (capacity * 2 - 1))] = words.ints[
      ring + ENTRIES + (index & (capacity - 1))
    ] as number;
  }
  words.store(level + LEVEL.ring, longer);
  return longer;
}

/** The TAIL that a worker saw last: while HEAD is below it, the worker leaves that word in the owner's cache. */
export interface Seen {
  level: Address;
  tail: number;
}

/** By a worker: the next place, taken; 0 when there is none. */
export function takePlace(
  program: Program,
  level: Address,
  me: AgentId,
  seen: Seen = { level: 0, tail: 0 },
): Address {
  const { words } = program;
  for (;;) {
    const head = words.load(level + LEVEL.head);
    if (seen.level !== level || ((seen.tail - head) | 0) <= 0) {
      seen.level = level;
      seen.tail = words.load(level + LEVEL.tail);
      if (head === seen.tail) return 0;
    }
    const ring = words.load(level + LEVEL.ring);
    reach(program, ring);
    const capacity = words.ints[ring + CAPACITY] as number;
    const place = words.ints[ring + ENTRIES + (head & (capacity - 1))] as number;
    words.reach(place + PLACE.bytes);
    const won = tryTake(words, place, QUEUED, me);
    words.compareExchange(level + LEVEL.head, head, (head + 1) | 0);
    if (won) return place;
  }
}

function reach({ words }: Program, ring: Address): void {
  words.reach(ring + ENTRIES);
  words.reach(ring + ENTRIES + (words.ints[ring + CAPACITY] as number));
}

/** How many entries there are; some may be done with. */
export function lengthOf(words: ThreadWords, level: Address): number {
  return (words.load(level + LEVEL.tail) - words.load(level + LEVEL.head)) | 0;
}

/** The blocks of a level that nobody uses any more. */
export function partsOfLevel(program: Program, level: Address): Address[] {
  const { words, blocks } = program;
  const parts = [level];
  blocks.meet(level);
  for (let ring = words.load(level + LEVEL.ring); ring !== 0;) {
    parts.push(ring);
    blocks.meet(ring);
    ring = words.load(ring + OLDER);
  }
  return parts;
}
