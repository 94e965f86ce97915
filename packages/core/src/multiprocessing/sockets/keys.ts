/**
 * Keys, which are never sent.
 *
 * @module
 */

import { currentHost } from '../../agent/state.ts';
import { UnsupportedError } from '../../errors.ts';
import type { Crypto } from '../../host/host.ts';

export function requireCrypto(): Crypto {
  const { crypto } = currentHost();
  if (crypto !== undefined) return crypto;
  throw new UnsupportedError('Cannot prove a key here: this runtime has nobody to prove one to');
}

/** A key as bytes, its own; undefined where none is asked for. An empty one is one. */
export function keyOf(value: unknown): Uint8Array | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string') return new TextEncoder().encode(value);
  if (value instanceof Uint8Array) return new Uint8Array(value);
  throw new TypeError(`Cannot use the key: it is a string or bytes, received ${typeof value}`);
}
