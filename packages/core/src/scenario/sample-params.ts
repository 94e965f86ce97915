/**
 * The parameters that every sampled scenario has besides its own.
 *
 * @module
 */

import type { ParamSchema } from './contract.ts';

export const SAMPLE_PARAMS: {
  readonly duration: ParamSchema[string] & { readonly type: 'integer' };
  readonly interleavings: ParamSchema[string] & { readonly type: 'integer' };
  readonly patience: ParamSchema[string] & { readonly type: 'integer' };
  readonly stride: ParamSchema[string] & { readonly type: 'integer' };
} = {
  duration: {
    type: 'integer',
    default: 2000,
    quick: 300,
    min: 1,
    max: 3_600_000,
    unit: 'ms',
    about: 'How long samples are taken',
  },
  interleavings: {
    type: 'integer',
    default: 100,
    quick: 20,
    min: 0,
    max: 1_000_000,
    about: 'In how many stretches the actors must have interleaved before it ends',
  },
  patience: {
    type: 'integer',
    default: 20_000,
    quick: 10_000,
    min: 0,
    max: 3_600_000,
    unit: 'ms',
    about: 'For how much longer it goes on, on a busy machine, while they have not',
  },
  stride: {
    type: 'integer',
    default: 4096,
    min: 1,
    max: 65_536,
    unit: 'samples',
    about: 'How many samples the actors do before they are counted and the memory is cleared',
  },
};
