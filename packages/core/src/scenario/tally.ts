/**
 * Counting millions of small tuples.
 *
 * @module
 */

import type { SampleLayout } from './sample-layout.ts';

/** Registers that fit a number without a loss, each of them below sixteen. */
const DENSE_REGISTERS = 13;
const DENSE_VALUES = 16;
/** More different outcomes than this make no outcome table that anybody reads. */
const MOST_DIFFERENT = 10_000;
/**
 * So often the outcome changes from one sample to the next, in one part of a stride, where actors run at once and
 * overtake each other. One that is interrupted, and another that goes by meanwhile, leave two changes: that is taking
 * turns, and more than two interruptions do not fall into so short a time.
 */
const CHANGES = 3;

/** How often each combination of result registers was seen. */
export type TallyEntry = readonly [registers: readonly number[], count: number];

/** Counts the result registers of one part of a stride after the other. */
export class Tally {
  readonly #layout: SampleLayout;
  readonly #registers: number;
  /** By the registers as one number, or as a text where they do not fit one. */
  readonly #counts = new Map<number | string, number>();
  #interleavings = 0;

  constructor(layout: SampleLayout) {
    this.#layout = layout;
    this.#registers = layout.actors * layout.resultStride;
  }

  /** Parts so far in which the actors were seen to interleave. */
  get interleavings(): number {
    return this.#interleavings;
  }

  /** Counts the samples of a part; `results` holds all actors' registers of the stride. */
  addPart(results: Int32Array, from: number, to: number): void {
    let changes = -1;
    // Neighbours are mostly alike, so that most samples cost no look-up.
    let last: number | string | undefined;
    let run = 0;
    for (let i = from; i < to; i++) {
      const key = this.#keyOf(results, i);
      if (key === last) {
        run += 1;
        continue;
      }
      this.#add(last, run);
      changes += 1;
      last = key;
      run = 1;
    }
    this.#add(last, run);
    if (changes >= CHANGES) this.#interleavings += 1;
  }

  /** Everything counted, in no particular order. */
  entries(): TallyEntry[] {
    return [...this.#counts].map(([key, count]) => [
      typeof key === 'number' ? this.#registersOf(key) : key.split(',').map(Number),
      count,
    ]);
  }

  #keyOf(results: Int32Array, sample: number): number | string {
    const { actors, actorStride, resultStride } = this.#layout;
    if (this.#registers > DENSE_REGISTERS) return this.#textOf(results, sample);
    let key = 0;
    for (let actor = 0; actor < actors; actor++) {
      const at = actor * actorStride + sample * resultStride;
      for (let r = at; r < at + resultStride; r++) {
        const value = results[r] as number;
        if (value < 0 || value >= DENSE_VALUES) return this.#textOf(results, sample);
        key = key * DENSE_VALUES + value;
      }
    }
    return key;
  }

  #textOf(results: Int32Array, sample: number): string {
    const { actors, actorStride, resultStride } = this.#layout;
    const registers: number[] = [];
    for (let actor = 0; actor < actors; actor++) {
      const at = actor * actorStride + sample * resultStride;
      registers.push(...results.subarray(at, at + resultStride));
    }
    return registers.join(',');
  }

  #add(key: number | string | undefined, count: number): void {
    if (key === undefined) return;
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + count);
    if (this.#counts.size <= MOST_DIFFERENT) return;
    throw new RangeError(
      `The result registers took more than ${MOST_DIFFERENT} different values; let the actors write less`,
    );
  }

  #registersOf(key: number): number[] {
    const registers: number[] = [];
    for (let rest = key; registers.length < this.#registers; rest = Math.floor(rest / DENSE_VALUES)) {
      registers.unshift(rest % DENSE_VALUES);
    }
    return registers;
  }
}
