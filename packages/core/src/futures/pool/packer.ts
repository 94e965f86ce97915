/**
 * Values become bytes for a place; with what only a message can carry apart. To another process no message goes: what
 * would move is copied, and what cannot be copied is refused.
 *
 * @module
 */

import type { Program } from '../../agent/program.ts';
import type { Address } from '../../memory/index.ts';
import { Encoder } from '../../wire/encoder.ts';

/** A value on its way, valid until the next one is packed. */
export interface Packed {
  /** Longer than `length`. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly length: number;
  /** The blocks that are in flight with it. */
  readonly handles: readonly Address[];
  /** SharedArrayBuffers, ports and what is moved: posted beside the bytes. */
  readonly aside: readonly object[];
}

const NONE: readonly object[] = [];
const NOTHING: readonly Address[] = [];

export class Packer {
  readonly #program: Program;
  /** Whether anything can go beside the bytes. */
  readonly #posts: boolean;
  readonly #encoder: Encoder = new Encoder();
  readonly #packed: { -readonly [K in keyof Packed]: Packed[K] };
  #busy = false;

  constructor(program: Program) {
    this.#program = program;
    this.#posts = program.words.scope === 'thread';
    this.#packed = { bytes: this.#encoder.bytes, length: 0, handles: [], aside: NONE };
  }

  /** Arguments. Throws with no reference kept. */
  packList(args: readonly unknown[], root: string, transfer?: readonly object[]): Packed {
    const length = this.#busy ? 0 : this.#encoder.simpleList(args);
    return length === 0 ? this.pack(args, root, transfer) : this.#simple(length);
  }

  /** Throws with no reference kept. */
  pack(value: unknown, root: string, transfer?: readonly object[]): Packed {
    // `encode` of a registered class may itself submit something.
    if (this.#busy) return new Packer(this.#program).pack(value, root, transfer);
    const encoder = this.#encoder;
    if (typeof value !== 'object' || value === null) return this.#simple(encoder.record(value, { root }));
    const packed = this.#packed;
    const aside: object[] = [];
    this.#busy = true;
    try {
      const options = { root, owner: this.#program };
      packed.length = encoder.record(
        value,
        this.#posts ? { ...options, aside, moving: new Set(transfer) } : options,
      );
    } finally {
      this.#busy = false;
    }
    packed.bytes = encoder.bytes;
    packed.handles = encoder.handles;
    packed.aside = aside.length === 0 ? NONE : aside;
    return packed;
  }

  #simple(length: number): Packed {
    const packed = this.#packed;
    packed.length = length;
    packed.bytes = this.#encoder.bytes;
    packed.handles = NOTHING;
    packed.aside = NONE;
    return packed;
  }
}
