/**
 * A binary heap of item blocks in shared memory. Every slot that is written over has its item in HAND first, so that
 * a death in the middle loses none: see shelf.ts.
 *
 * @module
 */

import type { Program } from '../agent/program.ts';
import type { Address } from '../memory/index.ts';
import { compareKeys } from './compare-keys.ts';

export class Heap {
  readonly #program: Program;
  readonly #slots: Address;
  readonly #hand: Address;
  readonly #key: number;
  readonly #arrival: number;

  /** `key` and `arrival` are where an item's block has them. */
  constructor(program: Program, slots: Address, hand: Address, key: number, arrival: number) {
    this.#program = program;
    this.#slots = slots;
    this.#hand = hand;
    this.#key = key;
    this.#arrival = arrival;
  }

  rise(from: number): void {
    const item = this.#pick(from);
    let slot = from;
    while (slot > 0) {
      const parent = (slot - 1) >> 1;
      const above = this.#item(parent);
      if (!this.#before(item, above)) break;
      this.#put(slot, above);
      slot = parent;
    }
    this.#drop(slot, item);
  }

  sink(from: number, count: number): void {
    if (from >= count) return;
    const item = this.#pick(from);
    let slot = from;
    for (;;) {
      let child = 2 * slot + 1;
      if (child >= count) break;
      if (child + 1 < count && this.#before(this.#item(child + 1), this.#item(child))) child += 1;
      const below = this.#item(child);
      if (!this.#before(below, item)) break;
      this.#put(slot, below);
      slot = child;
    }
    this.#drop(slot, item);
  }

  swap(one: number, other: number): void {
    const item = this.#pick(one);
    this.#put(one, this.#item(other));
    this.#drop(other, item);
  }

  /** After a death: the item in hand takes the place of one that is there twice, if it is not back already. */
  takeFromHand(count: number): void {
    const { words } = this.#program;
    const item = words.load(this.#hand);
    if (item === 0) return;
    const seen = new Set<Address>();
    let twice = -1;
    for (let slot = 0; slot < count; slot += 1) {
      const one = this.#item(slot);
      if (seen.has(one)) twice = slot;
      seen.add(one);
    }
    if (twice >= 0 && !seen.has(item)) this.#put(twice, item);
    words.store(this.#hand, 0);
  }

  #pick(slot: number): Address {
    const item = this.#item(slot);
    this.#program.words.store(this.#hand, item);
    return item;
  }

  #drop(slot: number, item: Address): void {
    this.#put(slot, item);
    this.#program.words.store(this.#hand, 0);
  }

  #put(slot: number, item: Address): void {
    this.#program.words.store(this.#slots + slot, item);
  }

  #item(slot: number): Address {
    return this.#program.words.load(this.#slots + slot);
  }

  /** Ties go by arrival. */
  #before(a: Address, b: Address): boolean {
    const { words, blocks } = this.#program;
    blocks.meet(a);
    blocks.meet(b);
    const order = compareKeys(words.ints, a + this.#key, b + this.#key);
    if (order !== 0) return order < 0;
    return ((words.ints[a + this.#arrival] as number) - (words.ints[b + this.#arrival] as number)) << 1 < 0;
  }
}
