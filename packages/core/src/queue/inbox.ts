/**
 * An item on its way out: a private copy of its record, decoded after the queue's latch is free again.
 *
 * @module
 */

import type { Address, SharedWords } from '../memory/index.ts';
import { copyOut, FLAG_BITS, HANDLES, handlesOf } from './parcel.ts';

const NONE: readonly Address[] = [];

export class Inbox {
  #ints: Int32Array<ArrayBuffer> = new Int32Array(256);
  bytes: Uint8Array<ArrayBuffer> = new Uint8Array(this.#ints.buffer);
  /** The item's bytes are the first so many. */
  length = 0;
  flags = 0;
  /** The blocks in flight with it. */
  handles: readonly Address[] = NONE;
  /** Ends of connections that decoding it has made, each a holder of its own. */
  ends: Disposable[] = [];
  /** Which item it is, for `settle`. */
  ticket = 0;
  /** With `ticket`, where more than one counter tells. */
  ticketOfPuts = 0;

  /** Copies a record; gives its length in words. */
  read(words: SharedWords, at: Address): number {
    const from = words.ints;
    const header = from[at] as number;
    this.flags = header & ((1 << FLAG_BITS) - 1);
    this.length = header >>> FLAG_BITS;
    let before = 1;
    if ((header & HANDLES) !== 0) {
      this.handles = handlesOf(words, at);
      before += 1 + this.handles.length;
    } else this.handles = NONE;
    const body = (this.length + 3) >>> 2;
    if (body > this.#ints.length) this.#grow(body);
    copyOut(from, at + before, body, this.#ints);
    return before + body;
  }

  #grow(needed: number): void {
    this.#ints = new Int32Array(Math.max(needed, this.#ints.length * 2));
    this.bytes = new Uint8Array(this.#ints.buffer);
  }
}
