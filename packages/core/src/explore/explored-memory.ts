/**
 * The one memory of an exploration, and who sleeps on which word of it.
 *
 * Beside each word it keeps a hash of everything that happened before its last change, as whoever changed it knew. What
 * was written plainly, and is guarded by words, follows from what happened before whoever reads it: an agent that reads
 * plainly is where it is because of all that. Of those that do not, only what the words are counts (see World.key).
 *
 * @module
 */

import { HEADER, type Address, type WasmMemory } from '../memory/index.ts';
import type { Conflicts } from './conflicts.ts';
import type { Views } from './explored-words.ts';
import { Hash, scattered } from './hash.ts';
import type { Operation } from './operations.ts';

/** Whoever sleeps on a word, or waits for it without sleeping, in order of arrival. */
export interface Sleeper {
  readonly agent: number;
  readonly at: Address;
  /** Which of its asynchronous waits; undefined for an agent that blocks. */
  readonly ticket: number | undefined;
}

/** What memory was at a moment; kept for as long as the schedule goes on from there, or comes back. */
export interface MemoryMoment {
  readonly image: number;
  readonly pictured: number;
  readonly changed: number;
  readonly sleepers: readonly Sleeper[];
  readonly changes: number;
  readonly sum: Hash;
}

/** Words below this one are kept whole for each moment: the header and the first slots. */
const LOW_WORDS = 64 + 32 * 16;
const EMPTY: Hash = new Hash(0, 0);
/** The result of a wait that does not return now. */
export const ASLEEP: unique symbol = Symbol('asleep');

export class ExploredMemory implements WasmMemory, Views {
  readonly buffer: SharedArrayBuffer;
  readonly ints: Int32Array;
  readonly octets: Uint8Array;
  readonly floats: Float64Array;
  /** What plain reads and writes go to while an agent is taken back to where it was. */
  readonly past: Views;
  readonly conflicts: Conflicts;
  /** What the heap was at each moment of this schedule, one after the other. */
  #pictures: Int32Array = new Int32Array(2 ** 16);
  #pictured = 0;
  readonly #longs: BigInt64Array;
  /** Of each word, and behind them of each word's line of sleepers. */
  readonly #high: Int32Array;
  readonly #low: Int32Array;
  /** What these were before each change of them, one after the other: where, high, low. */
  readonly #changed: number[] = [];
  readonly #scratch: Hash = new Hash();
  /** A sum over what all words are that operations changed. */
  readonly #sum: Hash = new Hash();
  /** Whether anybody ever read or wrote plainly. */
  plain = false;
  sleepers: Sleeper[] = [];
  /** Counts the changes, to see who goes round without effect. */
  changes = 0;
  #heap: Address = 0;
  #start: MemoryMoment | undefined;

  constructor(words: number, conflicts: Conflicts) {
    this.conflicts = conflicts;
    this.buffer = new ArrayBuffer(words * 4) as unknown as SharedArrayBuffer;
    this.ints = new Int32Array(this.buffer);
    this.octets = new Uint8Array(this.buffer);
    this.floats = new Float64Array(this.buffer);
    const past = new ArrayBuffer(words * 4);
    this.past = { ints: new Int32Array(past), octets: new Uint8Array(past), floats: new Float64Array(past) };
    this.#longs = new BigInt64Array(this.buffer);
    this.#high = new Int32Array(words * 2);
    this.#low = new Int32Array(words * 2);
  }

  grow(pages: number): number {
    if (pages === 0) return 0;
    throw new RangeError('Cannot grow the memory of an exploration: what it makes is too large');
  }

  /** Keeps what is there now as that with which every schedule begins. */
  keep(heap: Address): void {
    this.#heap = heap;
    this.#changed.length = 0;
    this.#high.fill(0);
    this.#low.fill(0);
    this.sleepers = [];
    this.changes = 0;
    this.#start = this.moment();
  }

  #end(): Address {
    return this.ints[HEADER.bump] as Address;
  }

  restore(): void {
    if (this.#start !== undefined) this.back(this.#start);
  }

  /** Keeps what is there now, for `back`. */
  moment(): MemoryMoment {
    const image = this.#push(this.ints.subarray(0, LOW_WORDS));
    this.picture();
    return {
      image,
      pictured: this.#pictured,
      changed: this.#changed.length,
      sleepers: [...this.sleepers],
      changes: this.changes,
      sum: new Hash().set(this.#sum),
    };
  }

  /** Makes everything what it was then; moments after it are no more. */
  back({ image, pictured, changed, sleepers, changes, sum }: MemoryMoment): void {
    const end = this.#end();
    this.ints.set(this.#pushed(image));
    const heap = this.#pushed(image + LOW_WORDS + 1);
    this.ints.set(heap, this.#heap);
    this.ints.fill(0, this.#heap + heap.length, Math.max(end, this.#heap + heap.length));
    const undo = this.#changed;
    while (undo.length > changed) {
      const [low, high, at] = [undo.pop() as number, undo.pop() as number, undo.pop() as number];
      this.#high[at] = high;
      this.#low[at] = low;
    }
    this.sleepers = [...sleepers];
    this.changes = changes;
    this.#pictured = pictured;
    this.#sum.set(sum);
  }

  /** Keeps what the heap is now; gives what `look` finds it by. */
  picture(): number {
    return this.#push(this.ints.subarray(this.#heap, this.#end()));
  }

  #push(words: Int32Array): number {
    const { length } = words;
    const at = this.#pictured;
    if (at + length + 1 > this.#pictures.length) {
      const larger = new Int32Array(this.#pictures.length * 2 + length);
      larger.set(this.#pictures);
      this.#pictures = larger;
    }
    this.#pictures[at] = length;
    this.#pictures.set(words, at + 1);
    this.#pictured += length + 1;
    return at;
  }

  #pushed(at: number): Int32Array {
    return this.#pictures.subarray(at + 1, at + 1 + (this.#pictures[at] as number));
  }

  /** Makes `past` what the heap was then. */
  look(at: number): void {
    this.past.ints.set(this.#pushed(at), this.#heap);
  }

  /** Mixes in what memory is: its words, what was written plainly, and who sleeps where. */
  mixInto(key: Hash): void {
    key.mixHash(this.#sum);
    if (this.plain) {
      const end = this.#end();
      for (let at = this.#heap; at < end; at += 1) key.mix(this.ints[at] as number);
    }
    // Lines at different words may have been joined in any order.
    const lines = this.#scratch.set(EMPTY);
    for (const [index, { agent, at, ticket = -1 }] of this.sleepers.entries()) {
      let place = 0;
      for (let before = 0; before < index; before += 1) {
        if ((this.sleepers[before] as Sleeper).at === at) place += 1;
      }
      scattered(lines, at, (agent * 64 + place) * 4096 + ticket, 1);
    }
    key.mixHash(lines);
  }

  /** What stands for the line of those who sleep on a word, behind the words. */
  lineOf(at: Address): number {
    return at + this.ints.length;
  }

  /** What a plain read would give, at no cost and no point of a schedule. */
  peek(at: Address): number {
    return this.ints[at] as number;
  }

  /** Carries an operation out for an agent, and notes in its history what it depended on. */
  perform(agent: number, history: Hash, { name, at, a, b }: Operation): unknown {
    history.mix(at).mix(name.charCodeAt(0) * 31 + name.length);
    if (agent >= 0) this.conflicts.used(agent, at, !name.startsWith('load'));
    this.#read(history, at);
    switch (name) {
      case 'load':
        return this.ints[at];
      case 'load64':
        return this.#longs[at >>> 1];
      case 'store':
        return this.#change(history, at, a as number);
      case 'add':
        return this.#change(history, at, (this.ints[at] as number) + (a as number));
      case 'sub':
        return this.#change(history, at, (this.ints[at] as number) - (a as number));
      case 'or':
        return this.#change(history, at, (this.ints[at] as number) | (a as number));
      case 'and':
        return this.#change(history, at, (this.ints[at] as number) & (a as number));
      case 'exchange':
        return this.#change(history, at, a as number);
      case 'compareExchange':
        if (this.ints[at] !== (a as number) << 0) return this.ints[at];
        return this.#change(history, at, b as number);
      case 'store64':
        return this.#change64(history, at, a as bigint);
      case 'add64':
        return this.#change64(history, at, (this.#longs[at >>> 1] as bigint) + (a as bigint));
      case 'compareExchange64':
        if (this.#longs[at >>> 1] !== a) return this.#longs[at >>> 1];
        return this.#change64(history, at, b as bigint);
      case 'wait':
        if (this.ints[at] !== (a as number) << 0) return 'not-equal';
        this.#join(history, { agent, at, ticket: undefined });
        return ASLEEP;
      default:
        throw new TypeError(`${name} is no operation on memory`);
    }
  }

  /** The asynchronous wait: true when the agent is to be told, false when the word is not what it expected. */
  awaitChange(agent: number, history: Hash, { at, a }: Operation, ticket: number): boolean {
    history.mix(at).mix(ticket);
    this.conflicts.used(agent, at, true);
    this.#read(history, at);
    if (this.ints[at] !== (a as number) << 0) return false;
    this.#join(history, { agent, at, ticket });
    return true;
  }

  /** Those whom a notify wakes, in order; they sleep no more. */
  wake(history: Hash, { at, a }: Operation): Sleeper[] {
    history.mix(at).mix(Math.min(a as number, 64));
    const line = this.lineOf(at);
    this.#read(history, line);
    this.#write(history, line);
    const woken: Sleeper[] = [];
    this.sleepers = this.sleepers.filter((sleeper) => {
      if (sleeper.at !== at || woken.length >= (a as number)) return true;
      woken.push(sleeper);
      return false;
    });
    return woken;
  }

  /** Nobody woke it: it leaves by itself. */
  leave(history: Hash, agent: number, ticket: number | undefined): void {
    const sleeper = this.sleepers.find((each) => each.agent === agent && each.ticket === ticket);
    if (sleeper === undefined) return;
    this.sleepers.splice(this.sleepers.indexOf(sleeper), 1);
    const line = this.lineOf(sleeper.at);
    this.#read(history, line);
    this.#write(history, line);
  }

  #join(history: Hash, sleeper: Sleeper): void {
    const line = this.lineOf(sleeper.at);
    this.#read(history, line);
    this.#write(history, line);
    this.sleepers.push(sleeper);
  }

  #read(history: Hash, at: number): void {
    const scratch = this.#scratch;
    scratch.high = this.#high[at] as number;
    scratch.low = this.#low[at] as number;
    history.mixHash(scratch);
  }

  #write(history: Hash, at: number): void {
    this.#changed.push(at, this.#high[at] as number, this.#low[at] as number);
    this.#high[at] = history.high;
    this.#low[at] = history.low;
  }

  #change(history: Hash, at: Address, value: number): number {
    const before = this.ints[at] as number;
    this.ints[at] = value;
    this.#account(at, before);
    this.#write(history, at);
    return before;
  }

  #account(at: Address, before: number): void {
    const after = this.ints[at] as number;
    if (after === before) return;
    this.changes += 1;
    scattered(this.#sum, at, before, -1);
    scattered(this.#sum, at, after, 1);
  }

  #change64(history: Hash, at: Address, value: bigint): bigint {
    const before = this.#longs[at >>> 1] as bigint;
    const [first, second] = [this.ints[at] as number, this.ints[at + 1] as number];
    this.#longs[at >>> 1] = value;
    this.#account(at, first);
    this.#account(at + 1, second);
    this.#write(history, at);
    this.#write(history, at + 1);
    return before;
  }
}
