/**
 * Objects that are neither plain nor arrays, from the wire.
 *
 * @module
 */

import type { Scope } from '../agent/scope.ts';
import { UnsupportedError } from '../errors.ts';
import type { Kind } from '../memory/index.ts';
import { typeNamed } from './custom-types.ts';
import type { Decoder } from './decoder.ts';
import { decodeError } from './error-fields.ts';
import { TAG, VIEWS } from './tags.ts';

type ViewClass = new (buffer: ArrayBufferLike, offset: number, length?: number) => object;

export function decodeObject(decoder: Decoder, tag: number): object {
  switch (tag) {
    case TAG.fields:
      return decoder.fields(decoder.keep({}));
    case TAG.nullObject:
      return decoder.fields(decoder.keep(Object.create(null) as object));
    case TAG.sparse: {
      const array: unknown[] = decoder.keep([]);
      array.length = decoder.count();
      return decoder.fields(array);
    }
    case TAG.map:
      return decodeMap(decoder);
    case TAG.set:
      return decodeSet(decoder);
    case TAG.error:
      return decodeError(decoder);
  }
  // Those that hold no other objects, or none that could hold them, are made after their contents.
  const place = decoder.place();
  return decoder.settle(place, leaf(decoder, tag));
}

function leaf(decoder: Decoder, tag: number): object {
  switch (tag) {
    case TAG.date:
      return new Date(decoder.float());
    case TAG.regexp: {
      const [source, flags] = [decoder.text(), decoder.text()];
      return decoder.try(() => new RegExp(source, flags));
    }
    case TAG.boxed:
      return Object(decoder.value()) as object;
    case TAG.buffer:
      return decoder.block().buffer;
    case TAG.resizable:
      return resizable(decoder.count(), decoder.block());
    case TAG.view:
    case TAG.tracking:
      return decodeView(decoder, tag === TAG.tracking);
    case TAG.handle:
    case TAG.sharedHandle:
      return decodeHandle(decoder, tag === TAG.sharedHandle ? 'process' : 'thread');
    case TAG.aside:
      return decoder.aside();
    case TAG.custom:
      return decodeCustom(decoder);
    default:
      throw new RangeError(`Cannot decode: unknown tag ${tag}`);
  }
}

function decodeMap(decoder: Decoder): Map<unknown, unknown> {
  const map = decoder.keep(new Map<unknown, unknown>());
  for (let left = decoder.count(); left > 0; left -= 1) {
    const key = decoder.value();
    map.set(key, decoder.value());
  }
  return map;
}

function decodeSet(decoder: Decoder): Set<unknown> {
  const set = decoder.keep(new Set<unknown>());
  for (let left = decoder.count(); left > 0; left -= 1) set.add(decoder.value());
  return set;
}

function resizable(maxByteLength: number, bytes: Uint8Array): ArrayBuffer {
  const buffer = new ArrayBuffer(bytes.length, { maxByteLength });
  new Uint8Array(buffer).set(bytes);
  return buffer;
}

function decodeView(decoder: Decoder, tracking: boolean): object {
  const name = VIEWS[decoder.byte()] as string;
  const offset = decoder.count();
  const bytes = decoder.count();
  const buffer = decoder.value() as ArrayBufferLike;
  return decoder.try(() => {
    const View = (globalThis as unknown as Record<string, ViewClass & { BYTES_PER_ELEMENT?: number }>)[name];
    if (View === undefined) throw new UnsupportedError(`Cannot receive a ${name}: this runtime has none`);
    return tracking
      ? new View(buffer, offset)
      : new View(buffer, offset, bytes / (View.BYTES_PER_ELEMENT ?? 1));
  });
}

function decodeHandle(decoder: Decoder, scope: Scope): object {
  const type = decoder.text();
  const kind = decoder.count() as Kind;
  const at = decoder.count();
  const generation = decoder.int();
  const flags = decoder.int();
  const name = decoder.value() as string | undefined;
  return decoder.try(() => decoder.wrapper({ type, kind, scope, at, generation, flags, name }));
}

function decodeCustom(decoder: Decoder): object {
  const name = decoder.text();
  const url = decoder.text();
  const wire = decoder.value();
  return decoder.try(() => {
    const type = typeNamed(name);
    if (type !== undefined) return type.decode(wire);
    throw new UnsupportedError(
      `Cannot receive a ${name}: no type of that name is defined in this thread; import the module that calls ` +
        `defineTypes('${name}', …)${url === '' ? '' : `, which is ${url} where it was sent,`} in the task’s module`,
    );
  });
}
