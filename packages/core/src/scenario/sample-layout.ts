/**
 * Where things are in the memory that the actors of a sampled scenario share.
 *
 * @module
 */

import type { SampleShape } from './contract.ts';

/** 32-bit words in a cache line; what different actors write lies in different lines. */
export const LINE = 16;

/** The words by which the actors keep together, each in a line of its own. */
export const CONTROL: {
  /** Arrivals at the barrier, by all actors, since the beginning. */
  readonly arrivals: number;
  /** Not zero when the engine asks for an end. */
  readonly stop: number;
  /** Not zero when the arbiter has told everybody to end. */
  readonly ended: number;
  /** Not zero when an actor has failed and nobody must wait for it. */
  readonly failed: number;
  /** Strides that are counted. */
  readonly strides: number;
  /** In how many parts of strides the actors were seen to interleave. */
  readonly interleavings: number;
} = {
  arrivals: 0,
  stop: LINE,
  ended: 2 * LINE,
  failed: 3 * LINE,
  strides: 4 * LINE,
  interleavings: 5 * LINE,
};

/** All of the control words. */
const CONTROL_WORDS = 6 * LINE;

/**
 * Samples between two moments at which the actors look for each other: few enough that they do not drift apart, so
 * many that looking costs little.
 */
export const CHUNK = 32;

/** How long an actor's tally may get as a text; enough for some ten thousand different outcomes. */
const TALLY_WORDS = 1 << 17;

/** The layout of one run, in 32-bit words. */
export interface SampleLayout {
  readonly actors: number;
  readonly samples: number;
  /** For each actor how many chunks it has begun, in a line of its own. */
  readonly begunAt: number;
  readonly stateAt: number;
  readonly stateStride: number;
  readonly resultsAt: number;
  readonly resultStride: number;
  /** From one actor's result registers to the next one's. */
  readonly actorStride: number;
  /** The actors' tallies, one after the other: each the length of its text in bytes, then the text. */
  readonly tallyAt: number;
  readonly words: number;
}

export function layOut(shape: SampleShape, actors: number, samples: number): SampleLayout {
  const begunAt = CONTROL_WORDS;
  const stateAt = begunAt + actors * LINE;
  const stateStride = wholeLines(shape.words);
  const resultsAt = stateAt + samples * stateStride;
  const actorStride = wholeLines(samples * shape.results);
  const tallyAt = resultsAt + actors * actorStride;
  return {
    actors,
    samples,
    begunAt,
    stateAt,
    stateStride,
    resultsAt,
    resultStride: shape.results,
    actorStride,
    tallyAt,
    words: tallyAt + actors * TALLY_WORDS,
  };
}

/** One actor's tally, where all of its memory is. */
export function tallyOf(words: Int32Array, layout: SampleLayout, actor: number): Int32Array {
  const at = layout.tallyAt + actor * TALLY_WORDS;
  return words.subarray(at, at + TALLY_WORDS);
}

function wholeLines(words: number): number {
  return Math.ceil(words / LINE) * LINE;
}
