/**
 * A growing buffer of bytes.
 *
 * @module
 */

const encoder = new TextEncoder();

export class Writer {
  #bytes: Uint8Array<ArrayBuffer> = new Uint8Array(256);
  #view: DataView = new DataView(this.#bytes.buffer);
  #length = 0;

  finish(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#length);
  }

  /** Where the next byte goes, to come back to with `rewind`. */
  get length(): number {
    return this.#length;
  }

  /** Forgets everything after `length`. */
  rewind(length: number): void {
    this.#length = length;
  }

  byte(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#length] = value;
    this.#length += 1;
  }

  int(value: number): void {
    this.#reserve(4);
    this.#view.setInt32(this.#length, value, true);
    this.#length += 4;
  }

  float(value: number): void {
    this.#reserve(8);
    this.#view.setFloat64(this.#length, value, true);
    this.#length += 8;
  }

  /** Raw bytes, after their length. */
  bytes(value: Uint8Array): void {
    this.int(value.length);
    this.#reserve(value.length);
    this.#bytes.set(value, this.#length);
    this.#length += value.length;
  }

  /** Text that is known to be well formed. */
  utf8(text: string): void {
    const most = text.length * 3;
    this.#reserve(4 + most);
    const start = this.#length + 4;
    const { written } = encoder.encodeInto(text, this.#bytes.subarray(start, start + most));
    this.int(written);
    this.#length += written;
  }

  /** Text with lone surrogates, code unit by code unit. */
  utf16(text: string): void {
    this.int(text.length);
    this.#reserve(text.length * 2);
    for (let index = 0; index < text.length; index += 1) {
      this.#view.setUint16(this.#length, text.charCodeAt(index), true);
      this.#length += 2;
    }
  }

  #reserve(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
    this.#view = new DataView(grown.buffer);
  }
}
