/**
 * SharedWords of the threads of one process: a shared WebAssembly.Memory.
 *
 * Not a growable SharedArrayBuffer, which alone doubles the price of a lock on V8. A wasm memory grows in
 * place: each growth makes a longer buffer over the same bytes, so that views made before stay right for what
 * they cover, and {@link ThreadWords.reach} is needed only where an address is met for the first time.
 *
 * @module
 */

import type { Address, SharedWords, WaitResult } from './shared-words.ts';

/** The bytes of a page of WebAssembly memory. */
export const PAGE_BYTES = 65_536;

/** What core needs of WebAssembly.Memory, which TypeScript declares for the DOM only. */
export interface WasmMemory {
  readonly buffer: SharedArrayBuffer;
  grow(pages: number): number;
}

export class ThreadWords implements SharedWords {
  readonly scope: 'thread' | 'process' = 'thread';
  readonly memory: WasmMemory;
  #words: Int32Array;
  #longs: BigInt64Array;
  #octets: Uint8Array;
  #floats: Float64Array;

  constructor(memory: WasmMemory) {
    this.memory = memory;
    this.#words = new Int32Array(memory.buffer);
    this.#longs = new BigInt64Array(memory.buffer);
    this.#octets = new Uint8Array(memory.buffer);
    this.#floats = new Float64Array(memory.buffer);
  }

  /** Makes sure that this agent's views cover an address that another agent may have grown the memory for. */
  reach(at: Address): void {
    if (at >= 0 && at < this.#words.length) return;
    this.renew();
    if (at < this.#words.length) return;
    // V8 tells the other agents of a growth by an interrupt, which may be on its way; to grow by nothing asks now.
    this.memory.grow(0);
    this.renew();
  }

  /** Makes sure that there is memory below a word. Under the allocator's latch. */
  reserve(end: Address): void {
    this.reach(end - 1);
    const missing = end * 4 - this.memory.buffer.byteLength;
    if (missing > 0) {
      try {
        this.memory.grow(Math.max(16, Math.ceil(missing / PAGE_BYTES)));
      } catch (cause) {
        throw new RangeError("the program's shared memory is full", { cause });
      }
    }
    this.reach(end - 1);
  }

  /** Looks at the memory as it is now. */
  protected renew(): void {
    this.#words = new Int32Array(this.memory.buffer);
    this.#longs = new BigInt64Array(this.memory.buffer);
    this.#octets = new Uint8Array(this.memory.buffer);
    this.#floats = new Float64Array(this.memory.buffer);
  }

  get octets(): Uint8Array {
    return this.#octets;
  }

  get ints(): Int32Array {
    return this.#words;
  }

  get floats(): Float64Array {
    return this.#floats;
  }

  get length(): number {
    return this.#words.length;
  }

  load(at: Address): number {
    return Atomics.load(this.#words, at);
  }

  store(at: Address, value: number): void {
    Atomics.store(this.#words, at, value);
  }

  add(at: Address, by: number): number {
    return Atomics.add(this.#words, at, by);
  }

  sub(at: Address, by: number): number {
    return Atomics.sub(this.#words, at, by);
  }

  or(at: Address, bits: number): number {
    return Atomics.or(this.#words, at, bits);
  }

  and(at: Address, bits: number): number {
    return Atomics.and(this.#words, at, bits);
  }

  exchange(at: Address, value: number): number {
    return Atomics.exchange(this.#words, at, value);
  }

  compareExchange(at: Address, expected: number, value: number): number {
    return Atomics.compareExchange(this.#words, at, expected, value);
  }

  load64(at: Address): bigint {
    return Atomics.load(this.#longs, at >>> 1);
  }

  store64(at: Address, value: bigint): void {
    Atomics.store(this.#longs, at >>> 1, value);
  }

  add64(at: Address, by: bigint): bigint {
    return Atomics.add(this.#longs, at >>> 1, by);
  }

  compareExchange64(at: Address, expected: bigint, value: bigint): bigint {
    return Atomics.compareExchange(this.#longs, at >>> 1, expected, value);
  }

  wait(at: Address, expected: number, ms: number, _holder?: number): WaitResult {
    return Atomics.wait(this.#words, at, expected, ms);
  }

  notify(at: Address, count: number): void {
    Atomics.notify(this.#words, at, count);
  }

  bytes(at: Address, length: number): Uint8Array {
    return this.#octets.subarray(at * 4, at * 4 + length);
  }

  /**
   * Resolves when the word is no longer `expected`; undefined when it is not now. Only an agent's doorbell may
   * be waited for in this way: a pending wait is never freed, and it swallows a wake-up when its agent cannot run.
   */
  waitAsync(at: Address, expected: number): Promise<unknown> | undefined {
    const outcome = Atomics.waitAsync(this.#words, at, expected);
    return outcome.async ? outcome.value : undefined;
  }
}
