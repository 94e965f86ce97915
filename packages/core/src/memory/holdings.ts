/**
 * What an agent holds, written where others can read it when the agent has died: one word per reference.
 *
 * A table is a chain of blocks that its agent alone writes; whoever buries the agent reads it once the agent
 * certainly runs no more. An entry is written while its reference is counted, and cleared before the count falls, so
 * that a death in between leaks a block and never frees one in use.
 *
 * @module
 */

import { KIND, type Blocks } from './blocks.ts';
import { SLOT } from './layout.ts';
import type { Address, SharedWords } from './shared-words.ts';
import { slotAddress, type AgentId } from './slots.ts';

/** The words of a chunk before its entries: the next chunk, how many entries there are. */
const NEXT = 0;
const LENGTH = 1;
const ENTRIES = 2;
/** With a block's header, a power of two. */
const SMALLEST = 64 - 4 - ENTRIES;
const LARGEST = 65_536 - 4 - ENTRIES;

export class Holdings {
  readonly #words: SharedWords;
  readonly #blocks: Blocks;
  readonly #me: AgentId;
  /** Entries that are free for use again. */
  readonly #free: Address[] = [];
  #nextNew: Address = 0;
  #end: Address = 0;
  #size = SMALLEST;

  constructor(words: SharedWords, blocks: Blocks, me: AgentId) {
    this.#words = words;
    this.#blocks = blocks;
    this.#me = me;
  }

  /** Writes down one reference to a block; gives the entry's address. */
  add(at: Address): Address {
    const entry = this.#free.pop() ?? this.#new();
    this.#words.store(entry, at);
    return entry;
  }

  /** Strikes an entry out, and gives the block whose reference it was. */
  remove(entry: Address): Address {
    this.#free.push(entry);
    return this.#words.exchange(entry, 0);
  }

  #new(): Address {
    if (this.#nextNew === this.#end) this.#grow();
    const entry = this.#nextNew;
    this.#nextNew += 1;
    return entry;
  }

  #grow(): void {
    const words = this.#words;
    const chunk = this.#blocks.allocate(KIND.bytes, ENTRIES + this.#size);
    const first = slotAddress(this.#me) + SLOT.holdings;
    words.store(chunk + LENGTH, this.#size);
    words.store(chunk + NEXT, words.load(first));
    words.store(first, chunk);
    this.#nextNew = chunk + ENTRIES;
    this.#end = this.#nextNew + this.#size;
    this.#size = Math.min(this.#size * 2 + 4 + ENTRIES, LARGEST);
  }
}

/**
 * Takes a dead agent's table apart: every reference that it held is given to `release` once. `advance` is told of each
 * chunk before the one in front of it goes: whoever takes over from a burier that died goes on there.
 */
export function releaseHoldings(
  words: SharedWords,
  blocks: Blocks,
  first: Address,
  release: (at: Address) => void,
  advance: (chunk: Address) => void = () => {},
): void {
  for (let chunk = first; chunk !== 0;) {
    blocks.meet(chunk);
    const end = chunk + ENTRIES + words.load(chunk + LENGTH);
    for (let entry = chunk + ENTRIES; entry < end; entry += 1) {
      const held = words.exchange(entry, 0);
      if (held !== 0) release(held);
    }
    const next = words.load(chunk + NEXT);
    advance(next);
    blocks.free(chunk);
    chunk = next;
  }
}
