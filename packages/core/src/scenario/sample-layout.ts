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
  /** Actors in the middle of a stride. */
  readonly inside: number;
  /** How often an actor began a stride while another was in the middle of it. */
  readonly overlaps: number;
  /** The length of the tally's text in bytes, once it is written. */
  readonly tally: number;
} = {
  arrivals: 0,
  stop: LINE,
  ended: 2 * LINE,
  failed: 3 * LINE,
  strides: 4 * LINE,
  inside: 5 * LINE,
  overlaps: 6 * LINE,
  tally: 7 * LINE,
};

/** All of the control words. */
const CONTROL_WORDS = 8 * LINE;

/** How long the tally's text may get; enough for some ten thousand different outcomes. */
export const TALLY_BYTES: number = 1 << 19;

/** The layout of one run, in 32-bit words. */
export interface SampleLayout {
  readonly actors: number;
  readonly samples: number;
  readonly stateAt: number;
  readonly stateStride: number;
  readonly resultsAt: number;
  readonly resultStride: number;
  /** From one actor's result registers to the next one's. */
  readonly actorStride: number;
  readonly tallyAt: number;
  readonly words: number;
}

export function layOut(shape: SampleShape, actors: number, samples: number): SampleLayout {
  const stateAt = CONTROL_WORDS;
  const stateStride = wholeLines(shape.words);
  const resultsAt = stateAt + samples * stateStride;
  const actorStride = wholeLines(samples * shape.results);
  const tallyAt = resultsAt + actors * actorStride;
  return {
    actors,
    samples,
    stateAt,
    stateStride,
    resultsAt,
    resultStride: shape.results,
    actorStride,
    tallyAt,
    words: tallyAt + TALLY_BYTES / 4,
  };
}

function wholeLines(words: number): number {
  return Math.ceil(words / LINE) * LINE;
}
