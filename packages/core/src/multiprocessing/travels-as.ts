/**
 * How what has a name of its own travels: as that name, and is opened where it arrives.
 *
 * @module
 */

import { agent } from '../agent/state.ts';

interface ByName<T extends object> {
  encode(value: T): string;
  decode(name: string): T;
}

/** Of several copies of this library the last decodes, and each encodes its own. */
export function travelsAs<T extends object>(
  name: string,
  constructor: { readonly prototype: T },
  { encode, decode }: ByName<T>,
): void {
  const { byName, byPrototype } = agent().types;
  const type = {
    name,
    url: '',
    encode: (value: object) => encode(value as T),
    decode: (wire: unknown) => decode(wire as string),
  };
  byName.set(name, type);
  byPrototype.set(constructor.prototype, type);
}
