/**
 * Values become bytes: what nearly every value is made of is here, the rest in encode-object.ts.
 *
 * The order of the questions is for speed: a plain object is known by its prototype alone, so a Date that was given
 * Object.prototype is a plain object here.
 *
 * @module
 */

import type { HandleData } from '../agent/primitive.ts';
import { agent } from '../agent/state.ts';
import { ScopeError, SerializationError } from '../errors.ts';
import { SEGMENT_REFERENCE, type Address } from '../memory/index.ts';
import { encodeObject } from './encode-object.ts';
import { runOf } from './key-runs.ts';
import { isStackOverflow, Refusal, within, type Step } from './refusal.ts';
import { Seen } from './seen.ts';
import { TAG } from './tags.ts';
import { Writer } from './writer.ts';

/** Gives primitives their wire form and takes their references back: the program. */
export interface HandleOwner {
  /** The wire form of a primitive, whose block then has one more reference; undefined for anything else. */
  encode(value: object): HandleData | undefined;
  release(at: Address): void;
  /** What is sent in the place of a value; absent, or undefined: the value itself. */
  standInFor?(value: object): object | undefined;
}

export interface EncodeOptions {
  /** What the value is called in an error: `args`, `the result`. */
  readonly root: string;
  /** Absent: primitives do not travel. */
  readonly owner?: HandleOwner | undefined;
  /** Objects that move instead of being copied; absent: none do, whatever `transfer` marked. */
  readonly moving?: Set<object> | undefined;
  /** Where objects go that only a message can carry; absent: they are refused. */
  readonly aside?: object[] | undefined;
}

/** Told apart by number, so that a key run knows whether this record has it. */
let records = 0;

export class Encoder extends Writer {
  readonly #seen: Seen = new Seen();
  #options: EncodeOptions = { root: '' };
  #record = 0;
  #runs = 0;
  /** Object.prototype was given enumerable keys, which a walk over an object would meet. */
  #polluted = false;
  /** How many errors deep the present place is. */
  causes = 0;
  /** The blocks that are in flight with the record. */
  handles: Address[] = [];
  /** Whether an instance of a registered class is inside. */
  custom = false;
  /** The numbers of registered classes' instances whose wire value is being written. */
  readonly open: number[] = [];

  get options(): EncodeOptions {
    return this.#options;
  }

  /** Writes one record from the start of the buffer. Throws with no reference kept. */
  record(value: unknown, options: EncodeOptions): number {
    this.reset();
    if (this.handles.length > 0) this.handles = [];
    this.custom = false;
    const simple = typeof value !== 'object' || value === null;
    this.#options = options;
    if (!simple) {
      this.#record = ++records;
      this.#runs = 0;
      this.#polluted = Object.keys(Object.prototype).length > 0;
    }
    try {
      this.value(value);
      return this.at;
    } catch (error) {
      this.#giveBack(0);
      this.causes = this.open.length = 0;
      if (error instanceof Refusal) throw error.told(options.root);
      if (!isStackOverflow(error)) throw error;
      throw new SerializationError(`Cannot send ${options.root}: it is nested too deeply`, options.root);
    } finally {
      if (!simple) this.#seen.shrink(0);
    }
  }

  /**
   * The record of an array of simple values, as most arguments are; gives 0, and nothing written, for any other. The
   * array is whole and has no names.
   */
  simpleList(values: readonly unknown[]): number {
    this.reset();
    if (this.handles.length > 0) this.handles = [];
    this.custom = false;
    this.byte(TAG.array);
    this.count(values.length);
    for (const value of values) {
      const type = typeof value;
      if (type === 'number') this.number(value as number);
      else if (type === 'string') this.text(value as string);
      else if (type === 'boolean') this.byte(value === true ? TAG.true : TAG.false);
      else return 0;
    }
    return this.at;
  }

  #giveBack(kept: number): void {
    const { owner } = this.#options;
    for (const at of this.handles.splice(kept)) owner?.release(at);
  }

  value(value: unknown): void {
    switch (typeof value) {
      case 'number':
        return this.number(value);
      case 'string':
        return this.text(value);
      case 'object':
        return value === null ? this.byte(TAG.null) : this.#object(value);
      case 'boolean':
        return this.byte(value ? TAG.true : TAG.false);
      case 'undefined':
        return this.byte(TAG.undefined);
      case 'bigint':
        return this.#bigint(value);
      case 'function':
        throw new Refusal(
          'a function does not travel; make it a task with defineTasks(import.meta.url, { … }) and send what it needs',
        );
      default:
        throw new Refusal('a symbol does not travel');
    }
  }

  /** A value at a place below this one. */
  inside(step: Step, value: unknown): void {
    try {
      this.value(value);
    } catch (error) {
      throw within(error, step);
    }
  }

  /** Tries a value; false, and nothing written, when it cannot travel. */
  attempt(value: unknown): boolean {
    const { at, causes, handles, custom } = this;
    const { size } = this.#seen;
    const runs = this.#runs;
    const aside = this.#options.aside?.length;
    const kept = handles.length;
    const open = this.open.length;
    try {
      this.value(value);
      return true;
    } catch {
      this.at = at;
      this.#seen.shrink(size);
      // Key runs that were written since are not there: none counts as written from here on.
      this.#record = ++records;
      this.#runs = runs;
      if (aside !== undefined) (this.#options.aside as object[]).length = aside;
      this.#giveBack(kept);
      this.causes = causes;
      this.custom = custom;
      this.open.length = open;
      return false;
    }
  }

  #bigint(value: bigint): void {
    if (BigInt.asIntN(64, value) === value) {
      this.byte(TAG.bigint64);
      this.int64(value);
    } else {
      this.byte(TAG.bigint);
      this.text(value.toString(16));
    }
  }

  #object(value: object): void {
    const number = this.#seen.meet(value);
    if (number >= 0) {
      if (this.open.length > 0 && this.open.includes(number)) {
        throw new Refusal('it is inside its own wire value; let `encode` of its type leave it out');
      }
      this.byte(TAG.back);
      return this.count(number);
    }
    const { moving } = this.#options;
    if (moving !== undefined) for (const object of agent().transfers.get(value) ?? []) moving.add(object);
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype === Object.prototype) return this.#plain(value as Record<string, unknown>);
    if (Array.isArray(value)) return this.#array(value, prototype);
    encodeObject(this, value, prototype as object | null, this.#seen.size - 1);
  }

  /** What is sent in the place of a value; undefined: the value itself. */
  standIn(value: object): object | undefined {
    return owned(() => this.#options.owner?.standInFor?.(value));
  }

  /** A primitive of the library; false for anything else. */
  handle(value: object): boolean {
    const data = owned(() => this.#options.owner?.encode(value));
    if (data === undefined) return false;
    const shared = data.scope === 'process';
    this.handles.push(shared ? data.at + SEGMENT_REFERENCE : data.at);
    this.byte(shared ? TAG.sharedHandle : TAG.handle);
    this.text(data.type);
    this.count(data.kind);
    this.count(data.at);
    this.int(data.generation);
    this.int(data.flags);
    this.value(data.name);
    return true;
  }

  #plain(value: Record<string, unknown>): void {
    const run = this.#polluted ? undefined : runOf(value);
    if (run === undefined) {
      this.byte(TAG.fields);
      return this.fields(value, Object.keys(value));
    }
    if (run.record === this.#record) {
      this.byte(TAG.again);
      this.count(run.number);
    } else {
      run.record = this.#record;
      run.number = this.#runs++;
      this.byte(TAG.object);
      this.byte(run.hash & 0xff);
      this.byte(run.hash >>> 8);
      this.block(run.bytes);
    }
    const { keys } = run;
    let index = 0;
    try {
      for (; index < keys.length; index += 1) this.value(value[keys[index] as string]);
    } catch (error) {
      throw within(error, keys[index] as string);
    }
  }

  /** Keys and values in turn, after their number. */
  fields(value: object, keys: readonly string[]): void {
    this.count(keys.length);
    for (const key of keys) {
      this.text(key);
      this.inside(key, (value as Record<string, unknown>)[key]);
    }
  }

  #array(value: readonly unknown[], prototype: unknown): void {
    if (prototype !== Array.prototype) this.refuseSubclass(value, 'Array');
    // Fixed now: a getter may change the array while it is sent.
    const { length } = value;
    const keys = Object.keys(value);
    const named = isNamed(keys.at(-1), length);
    if (named || keys.length < length / 2) {
      this.byte(TAG.sparse);
      this.count(length);
      return this.fields(value, keys);
    }
    const whole = keys.length === length;
    this.byte(TAG.array);
    this.count(length);
    let index = 0;
    try {
      for (; index < length; index += 1) {
        if (whole || index in value) this.value(value[index]);
        else this.byte(TAG.hole);
      }
    } catch (error) {
      throw within(error, index);
    }
  }

  /** A subclass would arrive as its parent, which is not what was sent. */
  refuseSubclass(value: object, name: string): void {
    const made = (value.constructor as { name?: unknown } | undefined)?.name;
    if (made === name || typeof made !== 'string') return;
    throw new Refusal(`an instance of ${made} does not travel; send the ${name} that it holds`);
  }
}

/** What an owner refuses is refused at the place of the value. */
function owned<T>(ask: () => T): T {
  try {
    return ask();
  } catch (error) {
    throw error instanceof SerializationError || error instanceof ScopeError
      ? new Refusal(error.message, error instanceof ScopeError)
      : error;
  }
}

/** Whether an array's last key is a name, as the matches of a RegExp have them: indices come before all names. */
function isNamed(last: string | undefined, length: number): boolean {
  return last !== undefined && !(Number(last) < length && String(Number(last) >>> 0) === last);
}
