/**
 * What is explored of a primitive, and how far.
 *
 * @module
 */

import type { Exploration, Limits } from '../../explore/index.ts';

/** An exploration with its bounds. */
export interface Proof extends Exploration<object> {
  /** The primitive's name in the tables. */
  readonly group: string;
  readonly limits: Limits;
}

/** How far an exploration goes in every run of the tests, and where that is less than is asked, how far it went once. */
export type Bounds = Limits & { readonly deep?: Limits };

export const two: Limits = { preemptions: 2 };

/** With so few preemptions in every run of the tests, once with more, or in every order. */
export function few(preemptions: number, deep: Limits, more: Limits = {}): Bounds {
  return { preemptions, ...more, deep: { ...deep, ...more } };
}

export function proof<S extends object>(group: string, bounds: Bounds, exploration: Exploration<S>): Proof {
  const { name } = exploration;
  const { deep, ...limits } = bounds;
  const told = limits.timeouts === undefined ? name : `${name}; a wait may end by time`;
  const one = { ...(exploration as unknown as Exploration<object>), name: told, group, limits };
  return deep === undefined ? one : { ...one, deep };
}
