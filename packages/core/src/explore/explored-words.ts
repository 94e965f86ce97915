/**
 * SharedWords of which every operation is a scheduling point: what algorithms run on while they are explored.
 *
 * @module
 */

import { ThreadWords, type Address, type WaitResult, type WasmMemory } from '../memory/index.ts';
import type { Operation } from './operations.ts';

/** Plain views of a memory. */
export interface Views {
  readonly ints: Int32Array;
  readonly octets: Uint8Array;
  readonly floats: Float64Array;
}

/** Who carries an operation out, now or at another time. */
export interface Operator {
  operate(operation: Operation): unknown;
  /** What plain reads and writes go to now. */
  views(): Views;
}

/** One agent's view of the memory that all of them share. */
export class ExploredWords extends ThreadWords {
  readonly #operator: Operator;

  constructor(memory: WasmMemory, operator: Operator) {
    super(memory);
    this.#operator = operator;
  }

  override get octets(): Uint8Array {
    return this.#operator.views().octets;
  }

  override get ints(): Int32Array {
    return this.#operator.views().ints;
  }

  override get floats(): Float64Array {
    return this.#operator.views().floats;
  }

  override bytes(at: Address, length: number): Uint8Array {
    return this.#operator.views().octets.subarray(at * 4, at * 4 + length);
  }

  #number(name: Operation['name'], at: Address, a = 0, b = 0): number {
    return this.#operator.operate({ name, at, a, b }) as number;
  }

  #long(name: Operation['name'], at: Address, a = 0n, b = 0n): bigint {
    return this.#operator.operate({ name, at, a, b }) as bigint;
  }

  override load(at: Address): number {
    return this.#number('load', at);
  }

  override store(at: Address, value: number): void {
    this.#number('store', at, value);
  }

  override add(at: Address, by: number): number {
    return this.#number('add', at, by);
  }

  override sub(at: Address, by: number): number {
    return this.#number('sub', at, by);
  }

  override or(at: Address, bits: number): number {
    return this.#number('or', at, bits);
  }

  override and(at: Address, bits: number): number {
    return this.#number('and', at, bits);
  }

  override exchange(at: Address, value: number): number {
    return this.#number('exchange', at, value);
  }

  override compareExchange(at: Address, expected: number, value: number): number {
    return this.#number('compareExchange', at, expected, value);
  }

  override load64(at: Address): bigint {
    return this.#long('load64', at);
  }

  override store64(at: Address, value: bigint): void {
    this.#long('store64', at, value);
  }

  override add64(at: Address, by: bigint): bigint {
    return this.#long('add64', at, by);
  }

  override compareExchange64(at: Address, expected: bigint, value: bigint): bigint {
    return this.#long('compareExchange64', at, expected, value);
  }

  override wait(at: Address, expected: number, ms: number): WaitResult {
    return this.#operator.operate({ name: 'wait', at, a: expected, b: ms }) as WaitResult;
  }

  override notify(at: Address, count: number): void {
    this.#number('notify', at, count);
  }

  override waitAsync(at: Address, expected: number): Promise<unknown> | undefined {
    return this.#operator.operate({ name: 'waitAsync', at, a: expected, b: 0 }) as
      Promise<unknown> | undefined;
  }
}
