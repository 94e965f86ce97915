/**
 * Assertions that work in every agent: a case runs in a test runner's agent and, unchanged, in a thread, where no
 * test runner is.
 *
 * @module
 */

import { inspect } from './runtime.ts';

/** A check that did not hold. */
export class CheckError extends Error {
  override readonly name = 'CheckError';
}

/** The constructor of an error, as `throws` and `rejects` want it. */
export type ErrorClass<E extends Error = Error> = abstract new (...args: never[]) => E;

export function ok(condition: unknown, what: string): asserts condition {
  if (!condition) throw new CheckError(what);
}

/** Deep equality of plain data, typed arrays, Map, Set, Date, RegExp and errors; cycles allowed. */
export function equal<T>(actual: T, expected: T, what = 'value'): void {
  if (!same(actual, expected, new Map()))
    throw new CheckError(`${what}: expected ${inspect(expected)}, got ${inspect(actual)}`);
}

/** That `text` contains each part. */
export function includes(text: string, ...parts: readonly string[]): void {
  for (const part of parts) ok(text.includes(part), `expected ${inspect(part)} in ${inspect(text)}`);
}

/** That `body` throws an error of the class; gives the error. */
export function throws<E extends Error>(errorClass: ErrorClass<E>, body: () => unknown, what = ''): E {
  let value: unknown;
  try {
    value = body();
  } catch (error) {
    return instance(error, errorClass, what);
  }
  throw new CheckError(`${what} expected ${errorClass.name}, but it returned ${inspect(value)}`.trim());
}

/** That the promise rejects with an error of the class; gives the error. */
export async function rejects<E extends Error>(
  errorClass: ErrorClass<E>,
  promise: PromiseLike<unknown>,
  what = '',
): Promise<E> {
  return instance(await rejection(promise, what), errorClass, what);
}

/** What the promise rejects with, error or not. */
export async function rejection(promise: PromiseLike<unknown>, what = ''): Promise<unknown> {
  let value: unknown;
  try {
    value = await promise;
  } catch (error) {
    return error;
  }
  throw new CheckError(`${what} expected a rejection, but it resolved to ${inspect(value)}`.trim());
}

function instance<E extends Error>(error: unknown, errorClass: ErrorClass<E>, what: string): E {
  if (error instanceof errorClass) return error;
  throw new CheckError(`${what} expected ${errorClass.name}, got ${inspect(error)}`.trim(), { cause: error });
}

function same(a: unknown, b: unknown, seen: Map<object, object>): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (seen.get(a) === b) return true;
  seen.set(a, b);
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  if (a instanceof Date) return Object.is(a.getTime(), (b as Date).getTime());
  if (a instanceof RegExp) return String(a) === String(b);
  if (a instanceof ArrayBuffer || a instanceof SharedArrayBuffer)
    return same(new Uint8Array(a), new Uint8Array(b as ArrayBuffer), seen);
  if (a instanceof Map || a instanceof Set) return same([...a], [...(b as ReadonlySet<unknown>)], seen);
  if (a instanceof Error && (a.name !== (b as Error).name || a.message !== (b as Error).message))
    return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => key in b && same(a[key as never], b[key as never], seen));
}
