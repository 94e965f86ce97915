/**
 * The part of some bytes that is to be sent, or received into.
 *
 * @module
 */

export type Payload = ArrayBufferView | ArrayBufferLike;

export interface Part {
  /** In bytes; default: from the start. */
  readonly offset?: number;
  /** In bytes; default: to the end. */
  readonly size?: number;
}

/**
 * @throws {TypeError} when they are no bytes
 * @throws {RangeError} when the part does not lie within them
 */
export function partOf(bytes: Payload, { offset = 0, size }: Part = {}): Uint8Array {
  const all = bytesOf(bytes);
  const { length } = all;
  within('offset', offset, length, length);
  if (size !== undefined) within('size', size, length - offset, length);
  return all.subarray(offset, size === undefined ? length : offset + size);
}

function bytesOf(bytes: Payload): Uint8Array {
  if (bytes instanceof Uint8Array) return bytes;
  if (ArrayBuffer.isView(bytes)) return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const brand = Object.prototype.toString.call(bytes);
  if (brand === '[object ArrayBuffer]' || brand === '[object SharedArrayBuffer]')
    return new Uint8Array(bytes);
  throw new TypeError(`Cannot take the bytes of ${brand.slice(8, -1)}: give an ArrayBuffer or a view of one`);
}

function within(name: string, value: number, most: number, length: number): void {
  if (Number.isInteger(value) && value >= 0 && value <= most) return;
  if (typeof value !== 'number') {
    throw new TypeError(
      `Cannot take a part of some bytes: ${name} must be a number, received ${typeof value}`,
    );
  }
  throw new RangeError(
    `Cannot take a part of ${length} bytes: ${name} must be a whole number from 0 to ${most}, received ${value}`,
  );
}
