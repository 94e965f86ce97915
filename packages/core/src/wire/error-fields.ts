/**
 * Errors on the wire: their class by name, their message, stack, own fields and cause. An error that cannot travel
 * whole still travels: a field that cannot is sent as its text.
 *
 * @module
 */

import { agent } from '../agent/state.ts';
import * as library from '../errors.ts';
import type { Decoder } from './decoder.ts';
import type { Encoder } from './encoder.ts';
import { TAG } from './tags.ts';

type ErrorClass = abstract new (...args: never[]) => Error;

const BUILT_IN: readonly ErrorClass[] = [
  Error,
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
  AggregateError,
];

// By the names that they are exported under: a minifier changes what a class says its own name is.
const KNOWN: ReadonlyMap<string, ErrorClass> = new Map([
  ...BUILT_IN.map((known): [string, ErrorClass] => [known.name, known]),
  ...(Object.entries(library) as unknown as [string, ErrorClass][]),
]);

/** Longer chains of causes are cut: to read them would overflow somebody's stack. */
const MOST_CAUSES = 32;

/** Written last, and not as fields. */
const APART: ReadonlySet<string> = new Set(['stack', 'message', 'remoteStack']);

export function encodeError(encoder: Encoder, error: Error): void {
  encoder.byte(TAG.error);
  const classes = classNames(error);
  encoder.count(classes.length);
  for (const name of classes) encoder.text(name);
  encoder.text(textOf(readField(error, 'name')));
  encoder.text(textOf(readField(error, 'message')));
  encoder.text(textOf(readField(error, 'remoteStack') ?? readField(error, 'stack') ?? ''));
  const fields = ownFields(error);
  encoder.count(fields.length);
  encoder.causes += 1;
  for (const key of fields) {
    encoder.text(key);
    encoder.value(isEnumerable(error, key));
    const value = readField(error, key);
    const tooDeep = key === 'cause' && encoder.causes > MOST_CAUSES;
    if (tooDeep || !encoder.attempt(value)) encoder.text(textOf(value));
  }
  encoder.causes -= 1;
}

function ownFields(error: Error): string[] {
  try {
    return Object.getOwnPropertyNames(error).filter((key) => !APART.has(key));
  } catch {
    return [];
  }
}

function readField(error: Error, key: string): unknown {
  try {
    return (error as unknown as Record<string, unknown>)[key];
  } catch (cause) {
    return textOf(cause);
  }
}

/** An engine's own fields are hidden, and stay so. */
function isEnumerable(error: Error, key: string): boolean {
  try {
    return Object.prototype.propertyIsEnumerable.call(error, key);
  } catch {
    return true;
  }
}

/** From the error's own class up to the first that every agent knows. */
function classNames(error: Error): string[] {
  const names: string[] = [];
  for (let at = Object.getPrototypeOf(error); at !== null; at = Object.getPrototypeOf(at)) {
    const name = nameOfClass(at as object);
    if (typeof name !== 'string' || name === '' || name === 'Object') continue;
    names.push(name);
    if (KNOWN.has(name)) break;
  }
  return names;
}

/** A prototype's own name first, which survives minifying. */
function nameOfClass(prototype: object): unknown {
  // Its value, not what a getter such as DOMException's would say of a prototype.
  const name: unknown = Object.getOwnPropertyDescriptor(prototype, 'name')?.value;
  if (name !== undefined) return name;
  return Object.hasOwn(prototype, 'constructor')
    ? (prototype.constructor as { name?: unknown } | undefined)?.name
    : undefined;
}

export function decodeError(decoder: Decoder): Error {
  const place = decoder.place();
  const classes = Array.from({ length: decoder.count() }, () => decoder.text());
  const known = agent().errorClasses;
  const found = classes.map((name) => known.get(name) ?? KNOWN.get(name)).find((one) => one !== undefined);
  const name = decoder.text();
  const message = decoder.text();
  const isException = classes[0] === 'DOMException';
  const error = decoder.settle(place, isException ? domException(message, name) : new Error(message));
  // The class's constructor does not run: it would want arguments that nobody knows here.
  if (found !== undefined && !isException) Object.setPrototypeOf(error, found.prototype as object);
  const stack = decoder.text();
  define(error, 'stack', stack, false);
  define(error, 'remoteStack', stack, false);
  for (let left = decoder.count(); left > 0; left -= 1) {
    const key = decoder.text();
    const enumerable = decoder.value() as boolean;
    const value = decoder.value();
    // Defined and not assigned: the class may have a setter, which is no business of a reader's.
    if (key !== 'name') define(error, key, value, enumerable);
  }
  if (error.name !== name) define(error, 'name', name, false);
  return error;
}

function define(error: Error, key: string, value: unknown, enumerable: boolean): void {
  Object.defineProperty(error, key, { value, writable: true, configurable: true, enumerable });
}

/** What an aborted signal gives as its reason in every runtime. */
function domException(message: string, name: string): Error {
  return typeof DOMException === 'undefined' ? new Error(message) : new DOMException(message, name);
}

/** A text for anything, whatever its own methods throw. */
export function textOf(value: unknown): string {
  try {
    return String(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}
