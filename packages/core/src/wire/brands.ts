/**
 * What a value really is, asked in ways that a value cannot fake: `Symbol.toStringTag` and prototypes are anybody's.
 *
 * @module
 */

type Probe = (value: object) => unknown;

function getter(prototype: object, key: PropertyKey): Probe {
  const get = Object.getOwnPropertyDescriptor(prototype, key)?.get as (this: unknown) => unknown;
  return (value) => get.call(value);
}

/** By the string tag of the real thing, which is checked first because it is cheap. */
const PROBES: ReadonlyMap<string, Probe> = new Map<string, Probe>([
  ['[object Map]', getter(Map.prototype, 'size')],
  ['[object Set]', getter(Set.prototype, 'size')],
  ['[object Date]', (value) => Date.prototype.getTime.call(value as Date)],
  ['[object RegExp]', getter(RegExp.prototype, 'flags')],
  ['[object ArrayBuffer]', getter(ArrayBuffer.prototype, 'byteLength')],
  ['[object Boolean]', (value) => Boolean.prototype.valueOf.call(value)],
  ['[object Number]', (value) => Number.prototype.valueOf.call(value)],
  ['[object String]', (value) => String.prototype.valueOf.call(value)],
  ['[object BigInt]', (value) => BigInt.prototype.valueOf.call(value as never)],
  ['[object SharedArrayBuffer]', sharedBuffer],
  ['[object MessagePort]', (value) => instance(value, 'MessagePort')],
  ['[object WebAssembly.Module]', (value) => instance(value, 'WebAssembly', 'Module')],
  ['[object WebAssembly.Memory]', (value) => instance(value, 'WebAssembly', 'Memory')],
]);

function sharedBuffer(value: object): unknown {
  // A page without isolation has no such class.
  if (typeof SharedArrayBuffer === 'undefined') throw new TypeError('there is no shared memory');
  return getter(SharedArrayBuffer.prototype, 'byteLength')(value);
}

function instance(value: object, ...path: string[]): true {
  let found: unknown = globalThis;
  for (const name of path) found = (found as Record<string, unknown> | undefined)?.[name];
  if (typeof found === 'function' && value instanceof found) return true;
  throw new TypeError('it only says so');
}

/** The string tag of a built-in that the value really is, undefined for anything else. */
export function brandOf(value: object): string | undefined {
  const tag = Object.prototype.toString.call(value);
  const probe = PROBES.get(tag);
  if (probe === undefined) return undefined;
  try {
    probe(value);
    return tag;
  } catch {
    return undefined;
  }
}
