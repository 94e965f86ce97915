/**
 * Classes that travel because their user said how: `defineTypes`.
 *
 * @module
 */

import { agent } from '../agent/state.ts';

/** A registered class. */
export interface CustomType {
  readonly name: string;
  /** The module that registered it, where the engine's stack says; else empty. */
  readonly url: string;
  encode(value: object): unknown;
  decode(wire: unknown): object;
}

/** The type of a class by its prototype: a subclass is another class. */
export function typeOf(prototype: object): CustomType | undefined {
  return agent().types.byPrototype.get(prototype);
}

export function typeNamed(name: string): CustomType | undefined {
  return agent().types.byName.get(name);
}
