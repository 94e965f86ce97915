/**
 * Errors on the wire: their class by name, their message, stack, own fields and cause. An error that cannot travel
 * whole still travels: a field that cannot is sent as its text.
 *
 * @module
 */

import { agent } from '../agent/state.ts';
import * as library from '../errors.ts';
import type { Decoder } from './decode.ts';
import type { Encoder } from './encode.ts';
import { setField } from './set-field.ts';
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
  const { writer } = encoder;
  writer.byte(TAG.error);
  const classes = classNames(error);
  writer.int(classes.length);
  for (const name of classes) encoder.text(name);
  encoder.text(textOf(readField(error, 'name')));
  encoder.text(textOf(readField(error, 'message')));
  encoder.text(textOf(readField(error, 'remoteStack') ?? readField(error, 'stack') ?? ''));
  const fields = ownFields(error);
  writer.int(fields.length);
  encoder.causes += 1;
  for (const key of fields) {
    encoder.text(key);
    const value = readField(error, key);
    const tooDeep = key === 'cause' && encoder.causes > MOST_CAUSES;
    if (tooDeep || !encoder.attempt(key, value)) encoder.text(textOf(value));
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

export function decodeError(decoder: Decoder, keep: (error: Error) => void): Error {
  const { reader } = decoder;
  const classes = Array.from({ length: reader.int() }, () => decoder.text());
  const known = agent().errorClasses;
  const found = classes.map((name) => known.get(name) ?? KNOWN.get(name)).find((one) => one !== undefined);
  const name = decoder.text();
  const message = decoder.text();
  const error = classes[0] === 'DOMException' ? domException(message, name) : new Error(message);
  keep(error);
  // The class's constructor does not run: it would want arguments that nobody knows here.
  if (found !== undefined && classes[0] !== 'DOMException')
    Object.setPrototypeOf(error, found.prototype as object);
  const stack = decoder.text();
  hide(error, 'stack', stack);
  hide(error, 'remoteStack', stack);
  const count = reader.int();
  for (let index = 0; index < count; index += 1) {
    const key = decoder.text();
    const value = decoder.value();
    if (key === 'cause') hide(error, key, value);
    else if (key !== 'name') setField(error, key, value);
  }
  if (error.name !== name) hide(error, 'name', name);
  return error;
}

function hide(error: Error, key: string, value: unknown): void {
  Object.defineProperty(error, key, { value, writable: true, configurable: true, enumerable: false });
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
