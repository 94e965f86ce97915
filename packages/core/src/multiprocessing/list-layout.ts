/**
 * The bytes of a ShareableList, which are CPython's: how many items (8 bytes), where in the data each begins and the
 * last ends (8 bytes each), the data, a format of Python's `struct` for each (8 bytes), and a code for each that says
 * what its format does not: 0 for a number or a boolean, 1 for text, 2 for bytes, 3 for null.
 *
 * A number that is whole and exact is Python's int, any other its float. A bigint is an int too, of which the format
 * `1q` says so: to Python it means `q`, and what Python writes is `q`, which is read as a number where that is exact.
 *
 * @module
 */

/** What an item may be. Bytes lose zeros at their end, and text null characters, as in Python. */
export type Scalar = number | bigint | boolean | string | Uint8Array | null;

const WORD = 8;
const [AS_IT_IS, TEXT, BYTES, NULL] = [0, 1, 2, 3];
const LITTLE = true;

/** An item on its way to memory. */
export interface Packed {
  /** Without the length, for text and bytes. */
  readonly format: string;
  readonly code: number;
  readonly bytes: Uint8Array;
}

/** @throws {TypeError} for what no list holds, {RangeError} for a bigint of more than 64 bits */
export function packItem(value: unknown): Packed {
  const bytes = new Uint8Array(WORD);
  const data = new DataView(bytes.buffer);
  switch (typeof value) {
    case 'number':
      if (Number.isSafeInteger(value) && !Object.is(value, -0)) {
        data.setBigInt64(0, BigInt(value), LITTLE);
        return { format: 'q', code: AS_IT_IS, bytes };
      }
      data.setFloat64(0, value, LITTLE);
      return { format: 'd', code: AS_IT_IS, bytes };
    case 'bigint':
      if (BigInt.asIntN(64, value) !== value) {
        throw new RangeError(`Cannot store ${value} in a ShareableList: it has more than 64 bits`);
      }
      data.setBigInt64(0, value, LITTLE);
      return { format: '1q', code: AS_IT_IS, bytes };
    case 'boolean':
      bytes[7] = Number(value);
      return { format: 'xxxxxxx?', code: AS_IT_IS, bytes };
    case 'string':
      return { format: 's', code: TEXT, bytes: new TextEncoder().encode(value) };
  }
  if (value === null) return { format: 'xxxxxx?x', code: NULL, bytes };
  if (ArrayBuffer.isView(value)) {
    const copy = new Uint8Array(value.byteLength);
    copy.set(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
    return { format: 's', code: BYTES, bytes: copy };
  }
  throw new TypeError(
    `Cannot store ${typeof value === 'object' ? 'this object' : `a ${typeof value}`} in a ShareableList: ` +
      'it holds numbers, bigints, booleans, strings, Uint8Arrays and null',
  );
}

/** The room that an item gets: for text and bytes as many words as it needs, and one more where they are full. */
function roomFor({ format, bytes }: Packed): number {
  return format === 's' ? WORD * (Math.floor(bytes.length / WORD) + 1) : WORD;
}

export function formatIn({ format }: Packed, room: number): string {
  return format === 's' ? `${room}s` : format;
}

/** The bytes of a list of these items, at first. */
export function sizeOf(items: readonly Packed[]): number {
  const data = items.reduce((sum, item) => sum + roomFor(item), 0);
  return (items.length + 2) * WORD + data + items.length * (WORD + 1);
}

/** A list in memory. */
export class ListMemory {
  readonly #bytes: Uint8Array;
  readonly #data: DataView;
  readonly length: number;
  /** Where each item begins in the memory, and the last one ends. */
  readonly #starts: readonly number[];

  /** @throws {RangeError} when the memory is no list */
  constructor(buffer: ArrayBufferLike, name: string) {
    this.#bytes = new Uint8Array(buffer);
    this.#data = new DataView(buffer);
    const size = this.#bytes.length;
    const length = size < 2 * WORD ? -1 : Number(this.#data.getBigInt64(0, LITTLE));
    const first = (length + 2) * WORD;
    const fits = length >= 0 && first <= size;
    this.length = fits ? length : 0;
    this.#starts = Array.from(
      { length: this.length + 1 },
      (_, item) => first + Number(this.#data.getBigInt64((item + 1) * WORD, LITTLE)),
    );
    const ordered = this.#starts.every((start, item) => start >= (this.#starts[item - 1] ?? first));
    if (fits && ordered && this.#codeAt(this.length) <= size) return;
    throw new RangeError(`Cannot open ${name} as a ShareableList: its memory is of something else`);
  }

  /** Writes a new list. */
  static lay(buffer: ArrayBufferLike, items: readonly Packed[], name: string): ListMemory {
    const data = new DataView(buffer);
    let end = 0;
    for (const [item, packed] of items.entries()) {
      end += roomFor(packed);
      data.setBigInt64((item + 2) * WORD, BigInt(end), LITTLE);
    }
    data.setBigInt64(0, BigInt(items.length), LITTLE);
    const list = new ListMemory(buffer, name);
    for (const [item, packed] of items.entries()) list.write(item, packed);
    return list;
  }

  read(item: number): Scalar {
    const [start, format, code] = [this.#start(item), this.format(item), this.#bytes[this.#codeAt(item)]];
    if (code === NULL) return null;
    if (format === 'd') return this.#data.getFloat64(start, LITTLE);
    if (format === 'xxxxxxx?') return this.#bytes[start + 7] !== 0;
    if (format === 'q' || format === '1q') {
      const value = this.#data.getBigInt64(start, LITTLE);
      return format === 'q' && Number.isSafeInteger(Number(value)) ? Number(value) : value;
    }
    // A copy, because decoders do not take shared memory; without the zeros that fill the room.
    const room = Math.min(Number.parseInt(format, 10) || 0, this.room(item));
    const bytes = this.#bytes.slice(start, start + room);
    const last = bytes.findLastIndex((byte) => byte !== 0);
    const value = new Uint8Array(bytes.subarray(0, last + 1));
    return code === TEXT ? new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(value) : value;
  }

  /** It must fit. */
  write(item: number, packed: Packed): void {
    const start = this.#start(item);
    const room = this.room(item);
    const format = new Uint8Array(WORD);
    new TextEncoder().encodeInto(formatIn(packed, room), format);
    this.#bytes.set(format, this.#formatAt(item));
    this.#bytes[this.#codeAt(item)] = packed.code;
    this.#bytes.set(packed.bytes, start);
    if (packed.format === 's') this.#bytes.fill(0, start + packed.bytes.length, start + room);
  }

  /** How many bytes an item may have. */
  room(item: number): number {
    return this.#start(item + 1) - this.#start(item);
  }

  format(item: number): string {
    const at = this.#formatAt(item);
    return String.fromCharCode(...this.#bytes.slice(at, at + WORD)).replace(/\0+$/, '');
  }

  #start(item: number): number {
    return this.#starts[item] as number;
  }

  #formatAt(item: number): number {
    return this.#start(this.length) + item * WORD;
  }

  #codeAt(item: number): number {
    return this.#formatAt(this.length) + item;
  }
}
