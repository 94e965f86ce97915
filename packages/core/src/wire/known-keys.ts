/**
 * The reader's memory of key lists: a run of bytes that was read before is known by its hash and compared, not read.
 *
 * @module
 */

import type { Reader } from './reader.ts';

export class KnownKeys {
  readonly keys: readonly string[];
  /** Whether a key is `__proto__`, which assignment would take for the prototype. */
  readonly odd: boolean;
  readonly hash: number;
  readonly bytes: Uint8Array<ArrayBuffer>;

  constructor(keys: readonly string[], hash: number, bytes: Uint8Array<ArrayBuffer>) {
    this.odd = keys.includes('__proto__');
    this.keys = this.odd ? keys : interned(keys);
    this.hash = hash;
    this.bytes = bytes;
  }
}

const ENTRIES = 512;
const table = new Array<KnownKeys | undefined>(ENTRIES).fill(undefined);

/** Reads a run. */
export function readKeys(reader: Reader, text: () => string): KnownKeys {
  const { bytes } = reader;
  const hash = reader.byte() | (reader.byte() << 8);
  const length = reader.count();
  const start = reader.at;
  const known = table[hash % ENTRIES];
  if (known !== undefined && known.hash === hash && same(known.bytes, bytes, start, length)) {
    reader.at = start + length;
    return known;
  }
  const keys = Array.from({ length: reader.count() }, text);
  const learned = new KnownKeys(keys, hash, bytes.slice(start, start + length));
  table[hash % ENTRIES] = learned;
  return learned;
}

function same(known: Uint8Array, bytes: Uint8Array, start: number, length: number): boolean {
  if (known.length !== length) return false;
  for (let index = 0; index < length; index += 1) if (known[index] !== bytes[start + index]) return false;
  return true;
}

/** The engine's own copies of the keys, by which it finds properties fastest. */
function interned(keys: readonly string[]): readonly string[] {
  const own = Object.keys(Object.fromEntries(keys.map((key) => [key, undefined])));
  // A proxy may have sent them in an order that no object has.
  return own.every((key, index) => key === keys[index]) ? own : keys;
}
