/**
 * Classes that travel because their user says how: Python's `copyreg`.
 *
 * @module
 */

import { isTraveller } from '../agent/primitive.ts';
import { agent } from '../agent/state.ts';
import { StateError } from '../errors.ts';
import type { CustomType } from '../wire/custom-types.ts';
import { callersIn } from './callers.ts';

export interface TypeOptions<T extends object, W> {
  readonly class: abstract new (...args: never[]) => T;
  /** At the sender: what to send in place of the value. It may hold anything that travels, and not the value itself. */
  encode(value: T): W;
  /** At the receiver: the value again. */
  decode(wire: W): T;
}

const BUILT_IN: ReadonlySet<unknown> = new Set<unknown>([
  Object,
  Function,
  Array,
  Map,
  Set,
  Date,
  RegExp,
  ArrayBuffer,
  DataView,
  Boolean,
  Number,
  String,
  BigInt,
  Symbol,
  Error,
]);

/**
 * Lets instances of a class travel to other threads and through queues. Both sides must define the type under the same
 * name: do it in the module of the class, which both import. Exactly this class travels; a subclass is refused
 * unless it is defined too.
 *
 * An instance that is met twice in one value arrives as one. `encode` and `decode` run once for each, while the value
 * is sent and received; an error that they throw is the sender's or the receiver's.
 *
 * @example
 * ```ts
 * class Money {
 *   constructor(readonly cents: bigint) {}
 * }
 * defineTypes('Money', {
 *   class: Money,
 *   encode: (money) => money.cents,
 *   decode: (cents) => new Money(cents),
 * });
 * ```
 *
 * @throws {StateError} when the name is another class's, or the class has another name
 * @throws {TypeError} when the class travels by itself
 * @see https://docs.python.org/3/library/copyreg.html
 */
export function defineTypes<T extends object, W>(name: string, options: TypeOptions<T, W>): void {
  const refuse = (why: string): never => {
    throw new TypeError(`Cannot define the type ${String(name)}: ${why}`);
  };
  if (typeof name !== 'string' || name === '') refuse('its name must be a string that is not empty');
  if (typeof options !== 'object' || options === null) refuse('it takes { class, encode, decode }');
  const { class: constructor, encode, decode } = options;
  if (typeof constructor !== 'function' || typeof constructor.prototype !== 'object')
    refuse('class must be a class');
  if (typeof encode !== 'function' || typeof decode !== 'function')
    refuse('encode and decode must be functions');
  const prototype = constructor.prototype as object;
  if (BUILT_IN.has(constructor) || isTraveller(prototype)) refuse(`${constructor.name} travels as it is`);
  const { byName, byPrototype } = agent().types;
  const [other, same] = [byName.get(name), byPrototype.get(prototype)];
  if (other !== undefined && other !== same) {
    throw new StateError(
      `Cannot define the type ${name}: another class has this name${from(other)}; give one of them another`,
    );
  }
  if (same !== undefined && same.name !== name) {
    throw new StateError(
      `Cannot define the type ${name}: its class is defined as ${same.name}${from(same)} already`,
    );
  }
  const type: CustomType = {
    name,
    url: callersIn(new Error().stack)[0]?.url ?? '',
    encode: (value) => encode.call(options, value as T),
    decode: (wire) => {
      const made: unknown = decode.call(options, wire as W);
      if (typeof made === 'object' && made !== null) return made;
      throw new TypeError(
        `Cannot receive a ${name}: decode of its type gave ${made === null ? null : typeof made}`,
      );
    },
  };
  byName.set(name, type);
  byPrototype.set(prototype, type);
}

function from({ url }: CustomType): string {
  return url === '' ? '' : `, from ${url}`;
}
