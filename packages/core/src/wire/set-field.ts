/**
 * Gives an object a field as it was: a key named __proto__ is a field like any other.
 *
 * @module
 */

export function setField(object: object, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
  } else (object as Record<string, unknown>)[key] = value;
}
