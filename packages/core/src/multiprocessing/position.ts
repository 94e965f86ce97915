/**
 * Where in a row an index is: a negative one counts from the end, as in Python.
 *
 * @module
 */

/**
 * @throws {RangeError} when it is nowhere in the row
 * @throws {TypeError} when it is no whole number
 */
export function positionOf(index: number, length: number, what: 'read' | 'write'): number {
  if (!Number.isInteger(index)) {
    throw new TypeError(
      `Cannot ${what} an element: its index must be a whole number, received ${String(index)}`,
    );
  }
  const position = index < 0 ? index + length : index;
  if (position >= 0 && position < length) return position;
  throw new RangeError(`Cannot ${what} element ${index}: there are ${length}`);
}
