/**
 * Bytes become the value that they were made from.
 *
 * What fails on the way without the bytes being at fault (a class that is not registered here, a handle that is
 * stale) does not stop the reading, so that every other handle of the record arrives and is let go of as usual; the
 * first such error is thrown at the end.
 *
 * @module
 */

import type { HandleData } from '../agent/primitive.ts';
import { decodeObject } from './decode-object.ts';
import { readKeys, type KnownKeys } from './known-keys.ts';
import { Reader } from './reader.ts';
import { setField } from './set-field.ts';
import { SHORT_TEXT, TAG } from './tags.ts';

/** The wrapper of a primitive that arrived. */
export type HandleSink = (data: HandleData) => object;

const NONE: readonly object[] = [];

export class Decoder extends Reader {
  #wrapperOf: HandleSink = () => NONE;
  #aside: readonly object[] = NONE;
  readonly #seen: (object | undefined)[] = [];
  readonly #runs: KnownKeys[] = [];
  #failure: { readonly error: unknown } | undefined;
  readonly #text: () => string = () => this.value() as string;

  /** Reads one record. */
  record(
    bytes: Uint8Array<ArrayBuffer>,
    start: number,
    end: number,
    wrapperOf: HandleSink,
    aside: readonly object[] = NONE,
  ): unknown {
    this.open(bytes, start);
    this.#wrapperOf = wrapperOf;
    this.#aside = aside;
    try {
      const value = this.value();
      if (this.#failure !== undefined) throw this.#failure.error;
      if (this.at !== end) throw new RangeError(`Cannot decode: ${end - this.at} bytes are left over`);
      return value;
    } finally {
      this.#failure = undefined;
      this.#aside = NONE;
      if (this.#seen.length > 0) this.#seen.length = 0;
      if (this.#runs.length > 0) this.#runs.length = 0;
    }
  }

  value(): unknown {
    return this.tagged(this.byte());
  }

  text(): string {
    return this.value() as string;
  }

  tagged(tag: number): unknown {
    if (tag < SHORT_TEXT) return tag;
    if (tag < TAG.undefined) return this.short(tag - SHORT_TEXT);
    switch (tag) {
      case TAG.object:
        return this.#plain(this.#learn());
      case TAG.again:
        return this.#plain(this.#runs[this.count()] as KnownKeys);
      case TAG.float:
        return this.float();
      case TAG.int:
        return this.int();
      case TAG.true:
        return true;
      case TAG.false:
        return false;
      case TAG.null:
        return null;
      case TAG.undefined:
        return undefined;
      case TAG.array:
        return this.#array();
      case TAG.nan:
        return NaN;
      case TAG.utf8:
        return this.utf8();
      case TAG.utf16:
        return this.utf16();
      case TAG.bigint64:
        return this.int64();
      case TAG.bigint:
        return bigint(this.text());
      case TAG.back:
        return this.#seen[this.count()];
      default:
        return decodeObject(this, tag);
    }
  }

  /** Gives an object its number before its contents are read. */
  keep<T extends object>(value: T): T {
    this.#seen.push(value);
    return value;
  }

  /** The number of an object that is made after its contents; for `settle`. */
  place(): number {
    return this.#seen.push(undefined) - 1;
  }

  settle<T extends object>(place: number, value: T): T {
    this.#seen[place] = value;
    return value;
  }

  /** What `make` gives; when it throws, an object in its place, and the record fails at its end. */
  try(make: () => object): object {
    try {
      return make();
    } catch (error) {
      this.#failure ??= { error };
      return {};
    }
  }

  wrapper(data: HandleData): object {
    return this.#wrapperOf(data);
  }

  aside(): object {
    return this.#aside[this.count()] as object;
  }

  #learn(): KnownKeys {
    const run = readKeys(this, this.#text);
    this.#runs.push(run);
    return run;
  }

  #plain({ keys, odd }: KnownKeys): object {
    const object: Record<string, unknown> = {};
    this.#seen.push(object);
    if (odd) for (const key of keys) setField(object, key, this.value());
    else for (let index = 0; index < keys.length; index += 1) object[keys[index] as string] = this.value();
    return object;
  }

  #array(): unknown[] {
    const length = this.count();
    const array = this.keep(new Array<unknown>(length));
    for (let index = 0; index < length; index += 1) {
      const tag = this.byte();
      if (tag !== TAG.hole) array[index] = this.tagged(tag);
    }
    return array;
  }

  /** Keys and values in turn, into an object that has its number. */
  fields<T extends object>(into: T): T {
    const count = this.count();
    for (let index = 0; index < count; index += 1) setField(into, this.text(), this.value());
    return into;
  }
}

function bigint(hex: string): bigint {
  return hex.startsWith('-') ? -BigInt(`0x${hex.slice(1)}`) : BigInt(`0x${hex}`);
}
