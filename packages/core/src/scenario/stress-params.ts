/**
 * The parameters that every stress has besides its own.
 *
 * @module
 */

import type { ParamSchema } from './contract.ts';

type Whole = ParamSchema[string] & { readonly type: 'integer' };

export const STRESS_PARAMS: {
  readonly duration: Whole;
  readonly episode: Whole;
  readonly from: Whole;
  readonly life: Whole;
  readonly stalls: Whole;
  readonly patience: Whole;
} = {
  duration: {
    type: 'integer',
    default: 5000,
    quick: 1000,
    min: 1,
    max: 86_400_000,
    unit: 'ms',
    about: 'For how long one episode follows another',
  },
  episode: {
    type: 'integer',
    default: 400,
    quick: 300,
    min: 1,
    max: 3_600_000,
    unit: 'ms',
    about: 'How long an episode is',
  },
  from: {
    type: 'integer',
    default: 0,
    min: 0,
    max: 1_000_000_000,
    about: 'The number of the first episode: with the same seed, the one that failed',
  },
  life: {
    type: 'integer',
    default: 60,
    min: 1,
    max: 1_000_000_000,
    unit: 'points',
    about: 'How many points of faults a mortal thread comes to at most before it dies',
  },
  stalls: {
    type: 'integer',
    default: 5,
    min: 0,
    max: 100,
    unit: '%',
    about: 'At how many points a thread is held up',
  },
  patience: {
    type: 'integer',
    default: 10_000,
    min: 1,
    max: 3_600_000,
    unit: 'ms',
    about: 'Within which time of its end an episode has to have let all its threads go, or it is stuck',
  },
};
