/**
 * The parameters that every sampled scenario has besides its own.
 *
 * @module
 */

import type { ParamSchema } from './contract.ts';

export const SAMPLE_PARAMS: {
  readonly duration: ParamSchema[string] & { readonly type: 'integer' };
  readonly overlaps: ParamSchema[string] & { readonly type: 'integer' };
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
  overlaps: {
    type: 'integer',
    default: 200,
    quick: 50,
    min: 0,
    max: 1_000_000,
    about:
      'In how many strides actors must overlap before it ends; on a busy machine it goes on, up to ten times as long',
  },
  stride: {
    type: 'integer',
    default: 512,
    min: 1,
    max: 65_536,
    unit: 'samples',
    about: 'How many samples the actors do between two meetings at the barrier',
  },
};
