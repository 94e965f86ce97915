/**
 * The seam: every primitive's state goes through this interface and through nothing else.
 *
 * Thread scope implements it over one shared WebAssembly.Memory, process scope over memory that the operating
 * system shares, the explorer over a model in which each call is a scheduling point. All operations are
 * sequentially consistent, so an argument about interleavings of these calls is an argument about the machine.
 *
 * @module
 */

/** The index of a 32-bit word in its window. 64-bit operations want an even one. */
export type Address = number;

/** `ended`: the agent whose end ends the wait has ended. */
export type WaitResult = 'ok' | 'not-equal' | 'timed-out' | 'ended';

/** The longest wait that every engine takes without overflow; longer ones are made of several. */
export const LONGEST_WAIT: number = 2 ** 30;

export interface SharedWords {
  readonly scope: 'thread' | 'process';
  load(at: Address): number;
  store(at: Address, value: number): void;
  /** These five give what was there before. */
  add(at: Address, by: number): number;
  sub(at: Address, by: number): number;
  or(at: Address, bits: number): number;
  and(at: Address, bits: number): number;
  exchange(at: Address, value: number): number;
  /** Gives what was there before: it was stored when that is `expected`. */
  compareExchange(at: Address, expected: number, value: number): number;
  load64(at: Address): bigint;
  store64(at: Address, value: bigint): void;
  add64(at: Address, by: bigint): bigint;
  compareExchange64(at: Address, expected: bigint, value: bigint): bigint;
  /**
   * Blocks this agent while the word is `expected`, for at most `ms` (finite, up to LONGEST_WAIT); in process scope for
   * a slice of that, and no longer than the agent `holder` lives, where one is named. So whoever waits looks again.
   */
  wait(at: Address, expected: number, ms: number, holder?: number): WaitResult;
  /** Wakes up to `count` blocked agents. */
  notify(at: Address, count: number): void;
  /**
   * Plain views of the whole window, for payload that a latch or a published word guards. Growth replaces them, so
   * read the property at each use.
   */
  readonly octets: Uint8Array;
  readonly ints: Int32Array;
  readonly floats: Float64Array;
  /** The bytes from a word on; a view, not a copy. */
  bytes(at: Address, length: number): Uint8Array;
}
