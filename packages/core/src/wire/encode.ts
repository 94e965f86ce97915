/**
 * A value becomes bytes, and a few objects beside them that only the runtime can pass on.
 *
 * @module
 */

import type { HandleData } from '../agent/primitive.ts';
import { agent } from '../agent/state.ts';
import { SerializationError } from '../errors.ts';
import { brandOf } from './brands.ts';
import { encodeError } from './error-fields.ts';
import { TAG, VIEWS } from './tags.ts';
import { Writer } from './writer.ts';

/** A value on its way. */
export interface Encoded {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** SharedArrayBuffers, ports and whatever is transferred: posted beside the bytes. */
  readonly aside: readonly object[];
}

export interface EncodeOptions {
  /** What the value is called in an error: `args`, `the result`. */
  readonly root: string;
  /** The wire form of a primitive, undefined for anything else. */
  readonly handleOf: (value: object) => HandleData | undefined;
  /** Called when the last `count` handles were not written after all. */
  readonly forget?: (count: number) => void;
  /** Objects that move instead of being copied. */
  readonly transfer?: readonly object[] | undefined;
  /** Whether objects may go beside the bytes. */
  readonly aside: boolean;
}

export function encode(value: unknown, options: EncodeOptions): Encoded {
  const encoder = new Encoder(options);
  try {
    encoder.value(value);
  } catch (error) {
    if (!isStackOverflow(error)) throw error;
    throw new SerializationError(`Cannot send ${options.root}: it is nested too deeply`, options.root);
  }
  return encoder.finish();
}

const typedArrayName = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype),
  Symbol.toStringTag,
)?.get as (this: unknown) => string | undefined;

const SHARED: ReadonlySet<string | undefined> = new Set([
  '[object SharedArrayBuffer]',
  '[object WebAssembly.Module]',
  '[object WebAssembly.Memory]',
]);

/** V8 and JavaScriptCore say RangeError, SpiderMonkey InternalError. */
function isStackOverflow(error: unknown): boolean {
  const { name, message } = error as { name?: unknown; message?: unknown };
  return (name === 'RangeError' || name === 'InternalError') && /call stack|recursion/i.test(String(message));
}

/** A property, an array's index, or a place in a Map or Set. */
export type Step = string | number | { readonly text: string };

function stepText(step: Step): string {
  if (typeof step === 'number') return `[${step}]`;
  if (typeof step === 'object') return step.text;
  return /^[A-Za-z_$][\w$]*$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
}

export class Encoder {
  readonly writer: Writer = new Writer();
  readonly #options: EncodeOptions;
  readonly #seen: Map<object, number> = new Map();
  readonly #aside: object[] = [];
  readonly #moving: Set<object>;
  /** Keys down to the present place; made into text only for an error. */
  readonly #path: Step[] = [];
  #handles = 0;
  /** How many errors deep the present place is. */
  causes = 0;

  constructor(options: EncodeOptions) {
    this.#options = options;
    this.#moving = new Set(options.transfer);
  }

  finish(): Encoded {
    return { bytes: this.writer.finish(), aside: this.#aside };
  }

  value(value: unknown): void {
    const { writer } = this;
    switch (typeof value) {
      case 'undefined':
        return writer.byte(TAG.undefined);
      case 'boolean':
        return writer.byte(value ? TAG.true : TAG.false);
      case 'number':
        if ((value | 0) === value && !Object.is(value, -0)) {
          writer.byte(TAG.int);
          return writer.int(value);
        }
        writer.byte(TAG.float);
        return writer.float(value);
      case 'bigint':
        writer.byte(TAG.bigint);
        return writer.utf8(value.toString(16));
      case 'string':
        return this.#string(value);
      case 'object':
        return value === null ? writer.byte(TAG.null) : this.#object(value);
      default:
        throw this.refusal(
          typeof value === 'function'
            ? 'a function does not travel; make it a task with defineTasks(import.meta.url, { … }) and send what it needs'
            : 'a symbol does not travel',
        );
    }
  }

  /** A value at a place below this one. */
  at(step: Step, value: unknown): void {
    this.#path.push(step);
    this.value(value);
    this.#path.pop();
  }

  /** Tries a value at a place below; false, and nothing written, when it cannot travel. */
  attempt(step: Step, value: unknown): boolean {
    const { length } = this.writer;
    const objects = this.#seen.size;
    const beside = this.#aside.length;
    const depth = this.#path.length;
    const handles = this.#handles;
    const { causes } = this;
    try {
      this.at(step, value);
      return true;
    } catch {
      this.writer.rewind(length);
      for (const [object, number] of this.#seen) if (number >= objects) this.#seen.delete(object);
      this.#aside.length = beside;
      this.#path.length = depth;
      this.#options.forget?.(this.#handles - handles);
      this.#handles = handles;
      this.causes = causes;
      return false;
    }
  }

  refusal(why: string): SerializationError {
    const path = this.#options.root + this.#path.map(stepText).join('');
    return new SerializationError(`Cannot send ${path}: ${why}`, path);
  }

  text(text: string): void {
    this.#string(text);
  }

  #string(text: string): void {
    if (text.isWellFormed()) {
      this.writer.byte(TAG.utf8);
      this.writer.utf8(text);
    } else {
      this.writer.byte(TAG.utf16);
      this.writer.utf16(text);
    }
  }

  #object(value: object): void {
    const { writer } = this;
    const number = this.#seen.get(value);
    if (number !== undefined) {
      writer.byte(TAG.back);
      return writer.int(number);
    }
    this.#seen.set(value, this.#seen.size);
    for (const object of agent().transfers.get(value) ?? []) this.#moving.add(object);
    if (this.#traveller(value)) return;
    const brand = brandOf(value);
    if (SHARED.has(brand) || brand === '[object MessagePort]' || this.#moving.has(value))
      return this.#beside(value, brand);
    if (Array.isArray(value)) return this.#array(value);
    if (ArrayBuffer.isView(value)) return this.#view(value);
    if (value instanceof Error || Object.prototype.toString.call(value) === '[object Error]') {
      return encodeError(this, value as Error);
    }
    switch (brand) {
      case '[object Map]':
        return this.#map(value as Map<unknown, unknown>);
      case '[object Set]':
        return this.#set(value as Set<unknown>);
      case '[object Date]':
        writer.byte(TAG.date);
        return writer.float(Date.prototype.getTime.call(value as Date));
      case '[object RegExp]':
        writer.byte(TAG.regexp);
        this.#string((value as RegExp).source);
        return this.#string((value as RegExp).flags);
      case '[object ArrayBuffer]':
        return this.#buffer(value as ArrayBuffer);
      case '[object Boolean]':
      case '[object Number]':
      case '[object String]':
      case '[object BigInt]':
        writer.byte(TAG.boxed);
        return this.value((value as { valueOf(): unknown }).valueOf());
      default:
        return this.#plain(value);
    }
  }

  #traveller(value: object): boolean {
    let handle: HandleData | undefined;
    try {
      handle = this.#options.handleOf(value);
    } catch (error) {
      throw error instanceof SerializationError ? this.refusal(error.message) : error;
    }
    if (handle === undefined) return false;
    this.#handles += 1;
    this.#handle(handle);
    return true;
  }

  #handle(handle: HandleData): void {
    const { writer } = this;
    writer.byte(TAG.handle);
    writer.utf8(handle.type);
    writer.int(handle.kind);
    writer.int(handle.at);
    writer.int(handle.generation);
    writer.int(handle.flags);
    this.value(handle.name);
  }

  #beside(value: object, brand: string | undefined): void {
    const moves = this.#moving.has(value);
    if (!moves && brand === '[object MessagePort]') {
      throw this.refusal('a MessagePort moves: name it in `transfer`');
    }
    if ((value as Partial<ArrayBuffer>).detached === true) throw this.refusal('it was transferred before');
    if (!this.#options.aside)
      throw this.refusal('it is shared or transferred, and only a thread’s arguments can be');
    this.writer.byte(TAG.aside);
    this.writer.int(this.#aside.length);
    this.#aside.push(value);
  }

  #buffer(value: ArrayBuffer): void {
    if (value.detached) throw this.refusal('it was transferred before');
    this.writer.byte(value.resizable ? TAG.resizable : TAG.buffer);
    if (value.resizable) this.writer.float(value.maxByteLength);
    this.writer.bytes(new Uint8Array(value));
  }

  /** A subclass would arrive as its parent, which is not what was sent. */
  #refuseSubclass(value: object, name: string): void {
    const made = (value.constructor as { name?: unknown } | undefined)?.name;
    if (made === name || typeof made !== 'string') return;
    throw this.refusal(`an instance of ${made} does not travel; send the ${name} that it holds`);
  }

  #array(value: readonly unknown[]): void {
    this.#refuseSubclass(value, 'Array');
    // Fixed now: a getter may change the array while it is sent.
    const { length } = value;
    const keys = length > SPARSE || hasMore(value) ? Object.keys(value) : undefined;
    if (keys !== undefined && (keys.length < length / 2 || !isIndex(keys.at(-1)))) {
      this.writer.byte(TAG.sparse);
      this.writer.float(length);
      return this.#fields(value, keys);
    }
    this.writer.byte(TAG.array);
    this.writer.int(length);
    for (let index = 0; index < length; index += 1) {
      if (index in value) this.at(index, value[index]);
      else this.writer.byte(TAG.hole);
    }
  }

  #map(value: Map<unknown, unknown>): void {
    this.#refuseSubclass(value, 'Map');
    const entries = [...Map.prototype.entries.call(value)] as [unknown, unknown][];
    this.writer.byte(TAG.map);
    this.writer.int(entries.length);
    for (const [index, [key, item]] of entries.entries()) {
      this.at({ text: `.keys()[${index}]` }, key);
      this.at(
        { text: typeof key === 'string' ? `.get(${JSON.stringify(key)})` : `.values()[${index}]` },
        item,
      );
    }
  }

  #set(value: Set<unknown>): void {
    this.#refuseSubclass(value, 'Set');
    const items = [...Set.prototype.values.call(value)] as unknown[];
    this.writer.byte(TAG.set);
    this.writer.int(items.length);
    for (const [index, item] of items.entries()) this.at({ text: `.values()[${index}]` }, item);
  }

  #view(value: ArrayBufferView): void {
    const { writer } = this;
    const name = typedArrayName.call(value) ?? 'DataView';
    const kind = VIEWS.indexOf(name);
    if (kind < 0) throw this.refusal(`a ${name} does not travel`);
    writer.byte(TAG.view);
    writer.byte(kind);
    // A Node Buffer is a small window on a large pool: only its own bytes go.
    const pooled = value.constructor?.name === 'Buffer' && !isShared(value.buffer);
    writer.float(pooled ? 0 : value.byteOffset);
    writer.float(value.byteLength);
    this.value(
      pooled ? value.buffer.slice(value.byteOffset, value.byteOffset + value.byteLength) : value.buffer,
    );
  }

  #plain(value: object): void {
    const prototype: unknown = Object.getPrototypeOf(value);
    const plain = prototype === null || Object.getPrototypeOf(prototype) === null;
    if (!plain) {
      const name = (value.constructor as { name?: string } | undefined)?.name ?? 'a class';
      throw this.refusal(
        `an instance of ${name} does not travel; send a plain object with what it holds, and make it anew there`,
      );
    }
    this.writer.byte(prototype === null ? TAG.nullObject : TAG.object);
    this.#fields(value, Object.keys(value));
  }

  #fields(value: object, keys: readonly string[]): void {
    this.writer.int(keys.length);
    for (const key of keys) {
      this.#string(key);
      this.at(key, (value as Record<string, unknown>)[key]);
    }
  }
}

/** Longer arrays are looked through for holes before they are written. */
const SPARSE = 1024;

function isIndex(key: string | undefined): boolean {
  return key === undefined || /^\d+$/.test(key);
}

/** Whether an array has named properties, as the matches of a RegExp do. */
function hasMore(value: readonly unknown[]): boolean {
  return 'index' in value || 'groups' in value;
}

function isShared(buffer: ArrayBufferLike): boolean {
  return brandOf(buffer) === '[object SharedArrayBuffer]';
}

/** Of the objects beside the bytes, those that move when they are posted: all that cannot be shared. */
export function movesOf(aside: readonly object[]): object[] {
  return aside.filter((value) => !SHARED.has(brandOf(value)));
}
