/**
 * The parameters that every scenario of endings has besides its own.
 *
 * @module
 */

import type { ParamSchema } from './contract.ts';

type Whole = ParamSchema[string] & { readonly type: 'integer' };

export const TERMINATE_PARAMS: {
  readonly bound: Whole;
  readonly watch: Whole;
  readonly settle: Whole;
  readonly times: Whole;
} = {
  bound: {
    type: 'integer',
    default: 10_000,
    quick: 3000,
    min: 1,
    max: 3_600_000,
    unit: 'ms',
    about: 'Within which time a body that must end has to have ended',
  },
  watch: {
    type: 'integer',
    default: 1000,
    quick: 200,
    min: 1,
    max: 3_600_000,
    unit: 'ms',
    about: 'For how long a body that must not end is watched',
  },
  settle: {
    type: 'integer',
    default: 100,
    quick: 30,
    min: 0,
    max: 60_000,
    unit: 'ms',
    about: 'For how long a body has been running when something is done to end it',
  },
  times: {
    type: 'integer',
    default: 10,
    quick: 3,
    min: 1,
    max: 1_000_000,
    about: 'How many bodies are tried, one after the other, until one does not end',
  },
};
