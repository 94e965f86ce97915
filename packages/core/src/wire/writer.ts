/**
 * A growing buffer of bytes that is used again and again.
 *
 * @module
 */

import { MOST_SHORT, MOST_UNITS, SHORT_TEXT, TAG } from './tags.ts';

const utf8 = new TextEncoder();

const FIRST_BYTES = 1024;
/** A buffer that grew beyond this for one value is not kept for the next. */
const MOST_KEPT = 2 ** 22;

/** Counts below are one byte; this one says that 32 bits follow, the next that a float does. */
export const COUNT_32 = 0xfe;
export const COUNT_FLOAT = 0xff;

export class Writer {
  /** What was written is in its first `at` bytes. Growth replaces it. */
  bytes: Uint8Array<ArrayBuffer> = new Uint8Array(FIRST_BYTES);
  /** Where the next byte goes; set it back to forget what came after. */
  at = 0;
  #view: DataView = new DataView(this.bytes.buffer);

  /** Starts again. */
  reset(): void {
    this.at = 0;
    if (this.bytes.length > MOST_KEPT) this.#become(new Uint8Array(FIRST_BYTES));
  }

  byte(value: number): void {
    if (this.at === this.bytes.length) this.#grow(1);
    this.bytes[this.at++] = value;
  }

  /** A length, an index or a number of things. */
  count(value: number): void {
    if (value < COUNT_32) return this.byte(value);
    if (value <= 0xffff_ffff) {
      this.byte(COUNT_32);
      this.int(value | 0);
    } else {
      this.byte(COUNT_FLOAT);
      this.float(value);
    }
  }

  int(value: number): void {
    if (this.at + 4 > this.bytes.length) this.#grow(4);
    this.#view.setInt32(this.at, value, true);
    this.at += 4;
  }

  float(value: number): void {
    if (this.at + 8 > this.bytes.length) this.#grow(8);
    const at = this.at;
    this.at = at + 8;
    if (value === value) this.#view.setFloat64(at, value, true);
    else {
      this.#view.setInt32(at, 0, true);
      this.#view.setInt32(at + 4, 0x7ff8_0000, true);
    }
  }

  int64(value: bigint): void {
    if (this.at + 8 > this.bytes.length) this.#grow(8);
    this.#view.setBigInt64(this.at, value, true);
    this.at += 8;
  }

  number(value: number): void {
    if ((value | 0) === value && (value !== 0 || 1 / value > 0)) {
      if (value >= 0 && value < SHORT_TEXT) return this.byte(value);
      this.byte(TAG.int);
      this.int(value);
    } else if (value === value) {
      this.byte(TAG.float);
      this.float(value);
    } else this.byte(TAG.nan);
  }

  /** Raw bytes, after their number. */
  block(value: Uint8Array): void {
    this.count(value.length);
    this.raw(value);
  }

  raw(value: Uint8Array): void {
    const { length } = value;
    if (this.at + length > this.bytes.length) this.#grow(length);
    const { bytes, at } = this;
    this.at = at + length;
    if (length > 64) bytes.set(value, at);
    else for (let index = 0; index < length; index += 1) bytes[at + index] = value[index] as number;
  }

  /** A text with its tag. */
  text(text: string): void {
    const { length } = text;
    if (length > MOST_SHORT) return this.#long(text);
    if (this.at + length >= this.bytes.length) this.#grow(length + 1);
    const { bytes } = this;
    const highest = length > MOST_UNITS ? 0x7f : 0xff;
    let at = this.at;
    bytes[at++] = SHORT_TEXT + length;
    for (let index = 0; index < length; index += 1) {
      const unit = text.charCodeAt(index);
      if (unit > highest) return this.#units(text);
      bytes[at++] = unit;
    }
    this.at = at;
  }

  #long(text: string): void {
    if (!text.isWellFormed()) return this.#units(text);
    const most = text.length * 3;
    if (this.at + 5 + most > this.bytes.length) this.#grow(5 + most);
    const start = this.at + 5;
    this.byte(TAG.utf8);
    const { written } = utf8.encodeInto(text, this.bytes.subarray(start, start + most));
    this.int(written);
    this.at = start + written;
  }

  #units(text: string): void {
    const { length } = text;
    this.byte(TAG.utf16);
    this.count(length);
    if (this.at + length * 2 > this.bytes.length) this.#grow(length * 2);
    for (let index = 0; index < length; index += 1) {
      this.#view.setUint16(this.at, text.charCodeAt(index), true);
      this.at += 2;
    }
  }

  #grow(more: number): void {
    // Whole words, as which a queue copies them.
    const grown = new Uint8Array((Math.max(this.at + more, this.bytes.length * 2) + 3) & ~3);
    grown.set(this.bytes.subarray(0, this.at));
    this.#become(grown);
  }

  #become(bytes: Uint8Array<ArrayBuffer>): void {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer);
  }
}
