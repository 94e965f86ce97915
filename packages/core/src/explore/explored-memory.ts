/**
 * The one memory of an exploration, and who sleeps on which word of it.
 *
 * Beside each word it keeps a hash of everything that happened before its last change, as whoever changed it knew: two
 * schedules after which all these hashes, and those of the agents, are equal ran the same operations in the same order
 * as far as anybody can tell, and what follows is the same. (Musuvathi and Qadeer: fair stateless model checking,
 * happens-before caching.)
 *
 * @module
 */

import { HEADER, type Address, type WasmMemory } from '../memory/index.ts';
import type { Conflicts } from './conflicts.ts';
import type { Views } from './explored-words.ts';
import { Hash } from './hash.ts';
import type { Operation } from './operations.ts';

/** Whoever sleeps on a word, or waits for it without sleeping, in order of arrival. */
export interface Sleeper {
  readonly agent: number;
  readonly at: Address;
  /** Which of its asynchronous waits; undefined for an agent that blocks. */
  readonly ticket: number | undefined;
}

/** Words below this one are copied whole when a schedule begins: the header and the first slots. */
const LOW_WORDS = 64 + 32 * 16;
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
  readonly #touched: number[] = [];
  readonly #scratch: Hash = new Hash();
  sleepers: Sleeper[] = [];
  /** Counts the changes, to see who goes round without effect. */
  changes = 0;
  #heap: Address = 0;
  #atStart: { readonly low: Int32Array; readonly heap: Int32Array } | undefined;

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
    this.#atStart = { low: this.ints.slice(0, LOW_WORDS), heap: this.ints.slice(heap, this.#end()) };
  }

  #end(): Address {
    return this.ints[HEADER.bump] as Address;
  }

  restore(): void {
    if (this.#atStart === undefined) return;
    const { low, heap } = this.#atStart;
    const end = this.#end();
    this.ints.set(low);
    this.ints.set(heap, this.#heap);
    this.ints.fill(0, this.#heap + heap.length, Math.max(end, this.#heap + heap.length));
    for (const at of this.#touched) {
      this.#high[at] = 0;
      this.#low[at] = 0;
    }
    this.#touched.length = 0;
    this.sleepers = [];
    this.changes = 0;
    this.#pictured = 0;
  }

  /** Keeps what the heap is now; gives what `look` finds it by. */
  picture(): number {
    const length = this.#end() - this.#heap;
    if (this.#pictured + length + 1 > this.#pictures.length) {
      const larger = new Int32Array(this.#pictures.length * 2 + length);
      larger.set(this.#pictures);
      this.#pictures = larger;
    }
    const at = this.#pictured;
    this.#pictures[at] = length;
    this.#pictures.set(this.ints.subarray(this.#heap, this.#heap + length), at + 1);
    this.#pictured += length + 1;
    return at;
  }

  /** Makes `past` what the heap was then. */
  look(at: number): void {
    const length = this.#pictures[at] as number;
    this.past.ints.set(this.#pictures.subarray(at + 1, at + 1 + length), this.#heap);
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
    const line = at + this.ints.length;
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
    const line = sleeper.at + this.ints.length;
    this.#read(history, line);
    this.#write(history, line);
  }

  #join(history: Hash, sleeper: Sleeper): void {
    const line = sleeper.at + this.ints.length;
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
    if (this.#high[at] === 0 && this.#low[at] === 0) this.#touched.push(at);
    this.#high[at] = history.high;
    this.#low[at] = history.low;
  }

  #change(history: Hash, at: Address, value: number): number {
    const before = this.ints[at] as number;
    this.ints[at] = value;
    if (this.ints[at] !== before) this.changes += 1;
    this.#write(history, at);
    return before;
  }

  #change64(history: Hash, at: Address, value: bigint): bigint {
    const before = this.#longs[at >>> 1] as bigint;
    this.#longs[at >>> 1] = value;
    if (before !== value) this.changes += 1;
    this.#write(history, at);
    this.#write(history, at + 1);
    return before;
  }
}
