/**
 * SharedWords of the processes of a program: memory of the operating system, which each maps for itself.
 *
 * Loads and stores are those of any shared memory: the same Atomics over the same bytes. To sleep and to wake is the
 * kernel's futex, because an engine's own waiters know of their own mapping only.
 *
 * A wait lasts a slice, and then whoever waits looks again. Because a thread inside a foreign call cannot be ended, so
 * a long one would keep a runtime from ending; because a wake-up may have gone to a thread that died with it; and because
 * whoever waits looks around in between: whether the program has ended, with which its processes end, and whether
 * somebody has died whom nobody saw die. A wait that names whom it waits for sleeps on the life word of that agent too,
 * whose end therefore ends it at once.
 *
 * The futex compares the word itself, in the kernel, so a change between the last look and the sleep is not missed.
 *
 * @module
 */

import { HEADER, SEGMENT_BYTES, SEGMENT_STEP_WORDS } from './layout.ts';
import type { Address, WaitResult } from './shared-words.ts';
import { gone, isLifeless, lifeAddress, type AgentId } from './slots.ts';
import { PAGE_BYTES, ThreadWords, type WasmMemory } from './thread-words.ts';

/** The longest that a foreign call keeps a thread, in milliseconds. */
export const SLICE_MS = 100;

const WAITERS = 0x8000_0000 | 0;

/** The kernel's part, by byte offsets in the segment. */
export interface Sleeper {
  wait(offset: number, expected: number, ms: number): WaitResult;
  /** The same while another word is what is expected of it too. */
  waitBoth(offset: number, expected: number, second: number, secondExpected: number, ms: number): WaitResult;
  wake(offset: number, count: number): void;
  /** Makes sure that there is memory for these bytes, which are not there yet. */
  reserve(offset: number, bytes: number): void;
  /** The program has ended without this process, which must not go on. */
  orphaned(): void;
}

export class ProcessWords extends ThreadWords {
  override readonly scope = 'process' as const;
  readonly #sleeper: Sleeper;

  constructor(memory: WasmMemory, sleeper: Sleeper) {
    super(memory);
    this.#sleeper = sleeper;
  }

  /**
   * What another agent has reserved is there for all; but this agent's window on it may have to become larger.
   *
   * @throws {RangeError} for what nobody has reserved, which may not be touched
   */
  override reach(at: Address): void {
    if (at >= 0 && at < this.length) return;
    const reserved = this.load(HEADER.reserved);
    if (!(at >= 0 && at < reserved))
      throw new RangeError(`Nothing is at word ${at} of the memory of processes`);
    this.memory.grow((reserved * 4 - this.memory.buffer.byteLength) / PAGE_BYTES);
    this.renew();
  }

  override reserve(end: Address): void {
    const reserved = this.load(HEADER.reserved);
    if (end <= reserved) return this.reach(end - 1);
    const to = Math.ceil(end / SEGMENT_STEP_WORDS) * SEGMENT_STEP_WORDS;
    if (to * 4 > SEGMENT_BYTES) throw new RangeError("the program's memory for processes is full");
    // Where this agent dies before the store, the next does it again, which changes nothing.
    this.#sleeper.reserve(reserved * 4, (to - reserved) * 4);
    this.store(HEADER.reserved, to);
    this.reach(end - 1);
  }

  override wait(at: Address, expected: number, ms: number, holder: AgentId = 0): WaitResult {
    const slice = Math.min(ms, SLICE_MS);
    const result =
      holder === 0 ? this.#sleeper.wait(at * 4, expected, slice) : this.#waitFor(at, expected, slice, holder);
    if (result === 'timed-out') this.watchRoot();
    return holder !== 0 && gone(this, holder) ? 'ended' : result;
  }

  override notify(at: Address, count: number): void {
    this.#sleeper.wake(at * 4, count);
  }

  /** Not to be had among processes: a socket rings there. */
  override waitAsync(): never {
    throw new TypeError('A word of a segment cannot be waited for asynchronously');
  }

  /** Ends this process if the program has ended. */
  watchRoot(): void {
    const root = this.load(HEADER.root);
    if (root !== 0 && gone(this, root)) this.#sleeper.orphaned();
  }

  #waitFor(at: Address, expected: number, ms: number, holder: AgentId): WaitResult {
    const life = lifeAddress(holder);
    const seen = this.load(life);
    if (isLifeless(seen)) return 'ended';
    // Tells the kernel that somebody sleeps there. Not by `or`: a word that is nobody's must stay 0 for who takes it.
    const marked = seen | WAITERS;
    if (seen !== marked && this.compareExchange(life, seen, marked) !== seen) return 'not-equal';
    return this.#sleeper.waitBoth(at * 4, expected, life * 4, marked, ms);
  }
}
