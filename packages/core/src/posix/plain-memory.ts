/**
 * A window without an overlay: an ordinary ArrayBuffer over the process's own mapping, as far as it is reserved.
 *
 * @module
 */

import { HEADER, SEGMENT_STEP_WORDS, type WasmMemory } from '../memory/index.ts';
import type { Libc } from './libc.ts';

export class PlainMemory implements WasmMemory {
  readonly #libc: Libc;
  readonly #base: bigint;
  #buffer: ArrayBuffer | undefined;

  constructor(libc: Libc, base: bigint) {
    this.#libc = libc;
    this.#base = base;
  }

  get buffer(): SharedArrayBuffer {
    const reserved = new Int32Array(1);
    this.#libc.copy(this.#base + BigInt(HEADER.reserved * 4), reserved);
    // Before the header is written there is what a new segment has. Doubled, because an engine may count each buffer's
    // bytes as memory in use, until it is collected.
    const words = (reserved[0] as number) || SEGMENT_STEP_WORDS;
    const bytes = 2 ** Math.ceil(Math.log2(words)) * 4;
    if (this.#buffer?.byteLength !== bytes) this.#buffer = this.#libc.wrap(this.#base, bytes);
    return this.#buffer as unknown as SharedArrayBuffer;
  }

  /** It grows by what any agent reserves. */
  grow(): number {
    return 0;
  }
}
