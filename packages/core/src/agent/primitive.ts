/**
 * What every primitive is: a block of the window, a wrapper in each agent that knows it, and a printed form.
 *
 * @module
 */

import type { Address, Kind } from '../memory/index.ts';
import type { Program } from './program.ts';
import type { Scope } from './scope.ts';

/** Marks a wrapper, for whichever copy of this library meets it. */
export const HANDLE: unique symbol = Symbol.for('interleave/handle') as never;

/** A primitive on the wire. */
export interface HandleData {
  /** Which decoder makes the wrapper: `Lock`, `Event`, `Thread`. */
  readonly type: string;
  readonly kind: Kind;
  /** Whose memory it is in; absent: the threads'. */
  readonly scope?: Scope;
  readonly at: Address;
  readonly generation: number;
  readonly name: string | undefined;
  /** What the decoder needs besides, such as a lock's policy. */
  readonly flags: number;
}

/** What the codec asks of a value that travels as a handle. */
export interface Traveller {
  [HANDLE](): HandleData;
}

export function isTraveller(value: object): value is Traveller {
  return typeof (value as Partial<Traveller>)[HANDLE] === 'function';
}

/** Marks a wrapper that is something else outside its process. */
const ABROAD: unique symbol = Symbol.for('interleave/abroad') as never;

/** Gives a class's instances what goes to another process in their place, which is to travel by itself. */
export function goesAbroad<T extends object>(
  constructor: { readonly prototype: T },
  standIn: (wrapper: T) => object,
): void {
  Object.defineProperty(constructor.prototype, ABROAD, {
    value(this: T): object {
      return standIn(this);
    },
  });
}

/** What goes to another process in the place of a value; undefined where that is the value itself. */
export function abroad(value: object): object | undefined {
  return (value as { [ABROAD]?: () => object })[ABROAD]?.();
}

/** Gives a class its wire form, in which its instances travel by value. */
export function travels<T extends object>(
  constructor: { readonly prototype: T },
  handleOf: (wrapper: T) => HandleData,
): void {
  Object.defineProperty(constructor.prototype, HANDLE, {
    value(this: T): HandleData {
      return handleOf(this);
    },
  });
}

/** Makes a wrapper around a block that came from elsewhere. */
export type HandleDecoder = (program: Program, data: HandleData) => object;

/** Given to a primitive's constructor instead of options: wrap this block, do not make one. */
export class Arrival {
  readonly program: Program;
  readonly data: HandleData;

  constructor(program: Program, data: HandleData) {
    this.program = program;
    this.data = data;
  }
}

export function arrivalOf(options: object | undefined): Arrival | undefined {
  return options instanceof Arrival ? options : undefined;
}

const NODE_INSPECT: unique symbol = Symbol.for('nodejs.util.inspect.custom') as never;
const DENO_INSPECT: unique symbol = Symbol.for('Deno.customInspect') as never;

/** Gives a class its printed form in every runtime: `Lock(counter, locked)`. */
export function printable(constructor: { readonly prototype: object }): void {
  for (const key of [NODE_INSPECT, DENO_INSPECT]) {
    Object.defineProperty(constructor.prototype, key, {
      value(this: object): string {
        return String(this);
      },
    });
  }
}

/** A wrapper's label: its name, or where it is. */
export function labelOf(name: string | undefined, at: Address): string {
  return name ?? `#${at}`;
}

/** The name of an options object, checked. */
export function nameOf(type: string, options: { readonly name?: string } | undefined): string | undefined {
  if (options === undefined) return undefined;
  if (typeof options !== 'object' || options === null) {
    throw new TypeError(`Cannot make a ${type}: it takes an options object, received ${typeof options}`);
  }
  const { name } = options;
  if (name !== undefined && typeof name !== 'string') {
    throw new TypeError(`Cannot make a ${type}: name must be a string, received ${typeof name}`);
  }
  return name;
}

const STAND_IN: unique symbol = Symbol.for('interleave/stand-in') as never;

/** Tells a class's instances what they stand in for: see `shared`. */
export function standsIn<T extends object>(
  constructor: { readonly prototype: T },
  accept: (it: T, made: object) => void,
): void {
  Object.defineProperty(constructor.prototype, STAND_IN, {
    value(this: T, made: object): void {
      accept(this, made);
    },
  });
}

/** `winner` takes the place of a primitive of its type that was made here. */
export function standIn(winner: object, made: object): void {
  (winner as { [STAND_IN]?: (made: object) => void })[STAND_IN]?.(made);
}
