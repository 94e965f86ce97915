/**
 * Reads what {@link Writer} wrote.
 *
 * @module
 */

import { shortText } from './short-text.ts';
import { MOST_UNITS } from './tags.ts';
import { COUNT_32 } from './writer.ts';

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

const NOTHING: Uint8Array<ArrayBuffer> = new Uint8Array(0);
/** How many arguments a call surely takes. */
const CHUNK = 4096;

export class Reader {
  bytes: Uint8Array<ArrayBuffer> = NOTHING;
  at = 0;
  #view: DataView = new DataView(NOTHING.buffer);

  /** Reads from here on. What is read must not be shared memory: decoders of text refuse that. */
  open(bytes: Uint8Array<ArrayBuffer>, at: number): void {
    this.at = at;
    if (this.bytes === bytes) return;
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  byte(): number {
    return this.bytes[this.at++] as number;
  }

  count(): number {
    const value = this.bytes[this.at++] as number;
    if (value < COUNT_32) return value;
    return value === COUNT_32 ? this.int() >>> 0 : this.float();
  }

  int(): number {
    const value = this.#view.getInt32(this.at, true);
    this.at += 4;
    return value;
  }

  float(): number {
    const value = this.#view.getFloat64(this.at, true);
    this.at += 8;
    return value;
  }

  int64(): bigint {
    const value = this.#view.getBigInt64(this.at, true);
    this.at += 8;
    return value;
  }

  /** A copy. */
  block(): Uint8Array<ArrayBuffer> {
    const length = this.count();
    const start = this.at;
    this.at += length;
    return this.bytes.slice(start, start + length);
  }

  /** A text whose length was in its tag. */
  short(length: number): string {
    const start = this.at;
    this.at += length;
    return length > MOST_UNITS
      ? utf8.decode(this.bytes.subarray(start, start + length))
      : shortText(this.bytes, start, length);
  }

  utf8(): string {
    const length = this.int() >>> 0;
    const start = this.at;
    this.at += length;
    return utf8.decode(this.bytes.subarray(start, start + length));
  }

  utf16(): string {
    let left = this.count();
    let text = '';
    while (left > 0) {
      const units = new Array<number>(Math.min(left, CHUNK));
      for (let index = 0; index < units.length; index += 1) {
        units[index] = this.#view.getUint16(this.at, true);
        this.at += 2;
      }
      text += String.fromCharCode(...units);
      left -= units.length;
    }
    return text;
  }
}
