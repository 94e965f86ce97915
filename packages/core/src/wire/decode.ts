/**
 * Bytes become the value that they were made from.
 *
 * @module
 */

import type { HandleData } from '../agent/primitive.ts';
import type { Kind } from '../memory/index.ts';
import { decodeError } from './error-fields.ts';
import type { Encoded } from './encode.ts';
import { Reader } from './reader.ts';
import { setField } from './set-field.ts';
import { TAG, VIEWS } from './tags.ts';

/** The wrapper of a primitive that arrived. */
export type HandleSink = (data: HandleData) => object;

export function decode({ bytes, aside }: Encoded, wrapperOf: HandleSink): unknown {
  return new Decoder(bytes, aside, wrapperOf).value();
}

type ViewClass = new (buffer: ArrayBufferLike, offset: number, length: number) => object;

export class Decoder {
  readonly reader: Reader;
  readonly #aside: readonly object[];
  readonly #wrapperOf: HandleSink;
  readonly #seen: object[] = [];

  constructor(bytes: Uint8Array<ArrayBuffer>, aside: readonly object[], wrapperOf: HandleSink) {
    this.reader = new Reader(bytes);
    this.#aside = aside;
    this.#wrapperOf = wrapperOf;
  }

  text(): string {
    return this.value() as string;
  }

  value(): unknown {
    return this.#tagged(this.reader.byte());
  }

  #tagged(tag: number): unknown {
    const { reader } = this;
    switch (tag) {
      case TAG.undefined:
        return undefined;
      case TAG.null:
        return null;
      case TAG.true:
        return true;
      case TAG.false:
        return false;
      case TAG.int:
        return reader.int();
      case TAG.float:
        return reader.float();
      case TAG.bigint:
        return bigint(reader.utf8());
      case TAG.utf8:
        return reader.utf8();
      case TAG.utf16:
        return reader.utf16();
      case TAG.back:
        return this.#seen[reader.int()];
      case TAG.error: {
        const place = this.#place();
        return decodeError(this, (error) => void (this.#seen[place] = error));
      }
      case TAG.array:
        return this.#array();
      case TAG.sparse: {
        const array: unknown[] = [];
        array.length = reader.float();
        return this.#plain(array);
      }
      case TAG.object:
        return this.#plain({});
      case TAG.nullObject:
        return this.#plain(Object.create(null) as object);
      case TAG.map:
        return this.#map();
      case TAG.set:
        return this.#set();
      default:
        return this.#leaf(tag);
    }
  }

  /** Objects that hold no other tagged objects but themselves come after their contents are known. */
  #leaf(tag: number): object {
    const { reader } = this;
    const place = this.#place();
    const made = ((): object => {
      switch (tag) {
        case TAG.date:
          return new Date(reader.float());
        case TAG.regexp:
          return new RegExp(this.text(), this.text());
        case TAG.boxed:
          return Object(this.value()) as object;
        case TAG.buffer:
          return reader.bytes().buffer;
        case TAG.resizable:
          return resizable(reader.float(), reader.bytes());
        case TAG.view:
          return this.#view();
        case TAG.handle:
          return this.#handle();
        case TAG.aside:
          return this.#aside[reader.int()] as object;
        default:
          throw new RangeError(`Cannot decode: unknown tag ${tag}`);
      }
    })();
    this.#seen[place] = made;
    return made;
  }

  #place(): number {
    return this.#seen.push(this) - 1;
  }

  #keep<T extends object>(value: T): T {
    this.#seen.push(value);
    return value;
  }

  #array(): unknown[] {
    const length = this.reader.int();
    const array = this.#keep(new Array<unknown>(length));
    for (let index = 0; index < length; index += 1) {
      const tag = this.reader.byte();
      if (tag !== TAG.hole) array[index] = this.#tagged(tag);
    }
    return array;
  }

  #plain(into: object): object {
    const object = this.#keep(into);
    const count = this.reader.int();
    for (let index = 0; index < count; index += 1) {
      setField(object, this.text(), this.value());
    }
    return object;
  }

  #map(): Map<unknown, unknown> {
    const map = this.#keep(new Map<unknown, unknown>());
    const size = this.reader.int();
    for (let index = 0; index < size; index += 1) {
      const key = this.value();
      map.set(key, this.value());
    }
    return map;
  }

  #set(): Set<unknown> {
    const set = this.#keep(new Set<unknown>());
    const size = this.reader.int();
    for (let index = 0; index < size; index += 1) set.add(this.value());
    return set;
  }

  #view(): object {
    const name = VIEWS[this.reader.byte()] as string;
    const offset = this.reader.float();
    const bytes = this.reader.float();
    const buffer = this.value() as ArrayBufferLike;
    const View = (globalThis as unknown as Record<string, ViewClass & { BYTES_PER_ELEMENT?: number }>)[name];
    if (View === undefined) throw new TypeError(`Cannot decode: this runtime has no ${name}`);
    return new View(buffer, offset, bytes / (View.BYTES_PER_ELEMENT ?? 1));
  }

  #handle(): object {
    const { reader } = this;
    const type = reader.utf8();
    const kind = reader.int() as Kind;
    const at = reader.int();
    const generation = reader.int();
    const flags = reader.int();
    return this.#wrapperOf({ type, kind, at, generation, flags, name: this.value() as string | undefined });
  }
}

function resizable(maxByteLength: number, bytes: Uint8Array): ArrayBuffer {
  const buffer = new ArrayBuffer(bytes.length, { maxByteLength });
  new Uint8Array(buffer).set(bytes);
  return buffer;
}

function bigint(hex: string): bigint {
  return hex.startsWith('-') ? -BigInt(`0x${hex.slice(1)}`) : BigInt(`0x${hex}`);
}
