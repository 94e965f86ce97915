/**
 * The wire form of objects that are neither plain nor arrays.
 *
 * @module
 */

import { typeOf } from './custom-types.ts';
import { brandOf } from './brands.ts';
import type { Encoder } from './encoder.ts';
import { encodeError } from './error-fields.ts';
import { Refusal, within } from './refusal.ts';
import { TAG } from './tags.ts';
import { encodeBuffer, encodeView } from './encode-binary.ts';

const SHARED: ReadonlySet<string | undefined> = new Set([
  '[object SharedArrayBuffer]',
  '[object WebAssembly.Module]',
  '[object WebAssembly.Memory]',
]);

/** Writes an object that has just been given its number. */
export function encodeObject(
  encoder: Encoder,
  value: object,
  prototype: object | null,
  number: number,
): void {
  if (prototype !== null && encodeCustom(encoder, value, prototype, number)) return;
  const standIn = encoder.standIn(value);
  if (
    standIn !== undefined &&
    encodeCustom(encoder, standIn, Object.getPrototypeOf(standIn) as object, number)
  )
    return;
  if (encoder.handle(value)) return;
  if (ArrayBuffer.isView(value)) return encodeView(encoder, value);
  const brand = brandOf(value);
  if (SHARED.has(brand) || brand === '[object MessagePort]' || encoder.options.moving?.has(value) === true)
    return beside(encoder, value, brand);
  if (value instanceof Error || Object.prototype.toString.call(value) === '[object Error]') {
    return encodeError(encoder, value as Error);
  }
  switch (brand) {
    case '[object Map]':
      return encodeMap(encoder, value as Map<unknown, unknown>);
    case '[object Set]':
      return encodeSet(encoder, value as Set<unknown>);
    case '[object Date]':
      encoder.byte(TAG.date);
      return encoder.float(Date.prototype.getTime.call(value as Date));
    case '[object RegExp]':
      encoder.byte(TAG.regexp);
      encoder.text((value as RegExp).source);
      return encoder.text((value as RegExp).flags);
    case '[object ArrayBuffer]':
      return encodeBuffer(encoder, value as ArrayBuffer);
    case '[object Boolean]':
    case '[object Number]':
    case '[object String]':
    case '[object BigInt]':
      encoder.byte(TAG.boxed);
      return encoder.value((value as { valueOf(): unknown }).valueOf());
    default:
      return encodePlain(encoder, value, prototype);
  }
}

/** An instance of exactly a registered class; false for anything else. */
function encodeCustom(encoder: Encoder, value: object, prototype: object, number: number): boolean {
  const type = typeOf(prototype);
  if (type === undefined) return false;
  encoder.custom = true;
  encoder.byte(TAG.custom);
  encoder.text(type.name);
  encoder.text(type.url);
  encoder.open.push(number);
  encoder.value(type.encode(value));
  encoder.open.pop();
  return true;
}

function beside(encoder: Encoder, value: object, brand: string | undefined): void {
  const { aside, moving } = encoder.options;
  if (moving?.has(value) !== true && brand === '[object MessagePort]') {
    throw new Refusal('a MessagePort moves: name it in `transfer`');
  }
  if ((value as Partial<ArrayBuffer>).detached === true) throw new Refusal('it was transferred before');
  if (aside === undefined) {
    const name = brand?.slice('[object '.length, -1) ?? 'shared object';
    throw new Refusal(
      `a ${name} cannot be copied and only a message can carry it; give it to the thread as an argument: ` +
        'new Thread(task, { args: [it] })',
    );
  }
  encoder.byte(TAG.aside);
  encoder.count(aside.length);
  aside.push(value);
}

function encodeMap(encoder: Encoder, value: Map<unknown, unknown>): void {
  encoder.refuseSubclass(value, 'Map');
  const entries = [...Map.prototype.entries.call(value)] as [unknown, unknown][];
  encoder.byte(TAG.map);
  encoder.count(entries.length);
  for (const [index, [key, item]] of entries.entries()) {
    encoder.inside({ text: `.keys()[${index}]` }, key);
    encoder.inside(
      { text: typeof key === 'string' ? `.get(${JSON.stringify(key)})` : `.values()[${index}]` },
      item,
    );
  }
}

function encodeSet(encoder: Encoder, value: Set<unknown>): void {
  encoder.refuseSubclass(value, 'Set');
  const items = [...Set.prototype.values.call(value)] as unknown[];
  encoder.byte(TAG.set);
  encoder.count(items.length);
  let index = 0;
  try {
    for (; index < items.length; index += 1) encoder.value(items[index]);
  } catch (error) {
    throw within(error, { text: `.values()[${index}]` });
  }
}

function encodePlain(encoder: Encoder, value: object, prototype: object | null): void {
  if (prototype === null) encoder.byte(TAG.nullObject);
  // The Object.prototype of another realm.
  else if (Object.getPrototypeOf(prototype) === null) encoder.byte(TAG.fields);
  else throw new Refusal(instanceRefusal(value, prototype) + insideRefusal(encoder, value));
  encoder.fields(value, Object.keys(value));
}

function instanceRefusal(value: object, prototype: object): string {
  const name = (value.constructor as { name?: string } | undefined)?.name ?? 'a class';
  for (let at: unknown = Object.getPrototypeOf(prototype); at !== null; at = Object.getPrototypeOf(at)) {
    const type = typeOf(at as object);
    if (type === undefined) continue;
    return `an instance of ${name} does not travel as ${type.name}, which it extends; register it too, with defineTypes`;
  }
  return (
    `an instance of ${name} does not travel; send a plain object with what it holds, and make it anew there, or ` +
    'register the class with defineTypes'
  );
}

/** While what an instance holds is looked through, nobody looks through what that holds. */
let looking = false;

/** What an instance holds that does not travel either, a lock among its state. What is written here nobody reads. */
function insideRefusal(encoder: Encoder, value: object): string {
  if (looking) return '';
  looking = true;
  try {
    encoder.value(Object.assign({}, value));
    return '';
  } catch (error) {
    return error instanceof Refusal
      ? `. What it holds as ${error.place()} does not travel either: ${error.message}`
      : '';
  } finally {
    looking = false;
  }
}

/** Of the objects beside the bytes, those that move when they are posted: all that cannot be shared. */
export function movesOf(aside: readonly object[]): object[] {
  return aside.filter((value) => !SHARED.has(brandOf(value)));
}
