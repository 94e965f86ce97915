/**
 * Counting millions of small tuples.
 *
 * @module
 */

import type { SampleLayout } from './sample-layout.ts';

/** Registers that fit a table index: up to four, each below sixteen. */
const DENSE_REGISTERS = 4;
const DENSE_VALUES = 16;
/** More different outcomes than this make no outcome table that anybody reads. */
const MOST_DIFFERENT = 10_000;

/** How often each combination of result registers was seen. */
export type TallyEntry = readonly [registers: readonly number[], count: number];

/** Counts the result registers of stride after stride. */
export class Tally {
  readonly #layout: SampleLayout;
  readonly #registers: number;
  readonly #dense: Float64Array;
  readonly #sparse = new Map<string, number>();

  constructor(layout: SampleLayout) {
    this.#layout = layout;
    this.#registers = layout.actors * layout.resultStride;
    this.#dense = new Float64Array(this.#registers <= DENSE_REGISTERS ? DENSE_VALUES ** this.#registers : 0);
  }

  /** Counts every sample of one stride; `results` holds all actors' registers. */
  addStride(results: Int32Array): void {
    const { samples, actors, actorStride, resultStride } = this.#layout;
    const dense = this.#dense;
    for (let i = 0; i < samples; i++) {
      let index = 0;
      let fits = dense.length > 0;
      for (let actor = 0; fits && actor < actors; actor++) {
        const at = actor * actorStride + i * resultStride;
        for (let r = 0; r < resultStride; r++) {
          const value = results[at + r] as number;
          fits &&= value >= 0 && value < DENSE_VALUES;
          index = index * DENSE_VALUES + value;
        }
      }
      if (fits) dense[index] = (dense[index] as number) + 1;
      else this.#addSparse(results, i);
    }
  }

  /** Everything counted, in no particular order. */
  entries(): TallyEntry[] {
    const out: TallyEntry[] = [];
    this.#dense.forEach((count, index) => {
      if (count > 0) out.push([this.#registersOf(index), count]);
    });
    for (const [key, count] of this.#sparse) out.push([key.split(',').map(Number), count]);
    return out;
  }

  #addSparse(results: Int32Array, sample: number): void {
    const { actors, actorStride, resultStride } = this.#layout;
    const registers: number[] = [];
    for (let actor = 0; actor < actors; actor++) {
      const at = actor * actorStride + sample * resultStride;
      registers.push(...results.subarray(at, at + resultStride));
    }
    const key = registers.join(',');
    this.#sparse.set(key, (this.#sparse.get(key) ?? 0) + 1);
    if (this.#sparse.size > MOST_DIFFERENT) {
      throw new RangeError(
        `The result registers took more than ${MOST_DIFFERENT} different values; let the actors write less`,
      );
    }
  }

  #registersOf(index: number): number[] {
    const registers: number[] = [];
    for (let rest = index; registers.length < this.#registers; rest = Math.floor(rest / DENSE_VALUES)) {
      registers.unshift(rest % DENSE_VALUES);
    }
    return registers;
  }
}
