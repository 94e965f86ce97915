/**
 * Messages over a stream of bytes: how long, then what the runtime's own serialiser makes of the value.
 *
 * @module
 */

import { deserialize, serialize } from 'node:v8';

const HEAD = 4;

/** A value as a message. */
export function frameOf(value: unknown): Uint8Array {
  const body = serialize(value);
  const frame = new Uint8Array(HEAD + body.length);
  new DataView(frame.buffer).setUint32(0, body.length, true);
  frame.set(body, HEAD);
  return frame;
}

/** Takes bytes as they come, and shows the values whose messages are whole. */
export class Frames {
  readonly #show: (value: unknown) => void;
  #rest: Uint8Array = new Uint8Array();

  constructor(show: (value: unknown) => void) {
    this.#show = show;
  }

  take(chunk: Uint8Array): void {
    let bytes = chunk;
    if (this.#rest.length > 0) {
      bytes = new Uint8Array(this.#rest.length + chunk.length);
      bytes.set(this.#rest);
      bytes.set(chunk, this.#rest.length);
    }
    let at = 0;
    for (;;) {
      if (bytes.length - at < HEAD) break;
      const length = new DataView(bytes.buffer, bytes.byteOffset + at).getUint32(0, true);
      if (bytes.length - at - HEAD < length) break;
      // A copy, because what is read of it may refer to it.
      this.#show(deserialize(bytes.slice(at + HEAD, at + HEAD + length)));
      at += HEAD + length;
    }
    this.#rest = bytes.slice(at);
  }
}
