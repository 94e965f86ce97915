/**
 * Reads what {@link Writer} wrote.
 *
 * @module
 */

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

export class Reader {
  readonly #bytes: Uint8Array<ArrayBuffer>;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array<ArrayBuffer>) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  byte(): number {
    const value = this.#view.getUint8(this.#at);
    this.#at += 1;
    return value;
  }

  int(): number {
    const value = this.#view.getInt32(this.#at, true);
    this.#at += 4;
    return value;
  }

  float(): number {
    const value = this.#view.getFloat64(this.#at, true);
    this.#at += 8;
    return value;
  }

  /** A copy. */
  bytes(): Uint8Array<ArrayBuffer> {
    const length = this.int();
    const value = this.#bytes.slice(this.#at, this.#at + length);
    this.#at += length;
    return value;
  }

  utf8(): string {
    // What is read here was copied out of shared memory before: decoders refuse views of that.
    const length = this.int();
    const text = decoder.decode(this.#bytes.subarray(this.#at, this.#at + length));
    this.#at += length;
    return text;
  }

  utf16(): string {
    const units = Array.from({ length: this.int() }, () => {
      const unit = this.#view.getUint16(this.#at, true);
      this.#at += 2;
      return String.fromCharCode(unit);
    });
    return units.join('');
  }
}
