/**
 * The bytes in a place: arguments on the way there, a result on the way back. What is longer than the place goes into
 * a block that stays with it, so that a pool that is used in one way does not allocate.
 *
 * @module
 */

import type { Program } from '../../agent/program.ts';
import { KIND, type Address } from '../../memory/index.ts';
import { PLACE, PLACE_BYTES } from './layout.ts';

/** Fewer words are copied one by one, which costs less than a view of them. */
const FEW = 24;

/** The buffer that records are read from; private, because nobody decodes shared bytes. */
export class Sheet {
  ints: Int32Array<ArrayBuffer> = new Int32Array(256);
  bytes: Uint8Array<ArrayBuffer> = new Uint8Array(this.ints.buffer);

  /** Copies the bytes of a place; gives their number. */
  read(program: Program, place: Address): number {
    const { words } = program;
    const length = words.ints[place + PLACE.length] as number;
    let from = place + PLACE.bytes;
    if (length > PLACE_BYTES) {
      from = words.ints[place + PLACE.overflow] as number;
      words.reach(from + (words.ints[place + PLACE.room] as number));
    }
    const count = (length + 3) >>> 2;
    if (count > this.ints.length) {
      this.ints = new Int32Array(Math.max(count, this.ints.length * 2));
      this.bytes = new Uint8Array(this.ints.buffer);
    }
    const { ints } = words;
    const into = this.ints;
    if (count > FEW) into.set(ints.subarray(from, from + count));
    else for (let word = 0; word < count; word += 1) into[word] = ints[from + word] as number;
    return length;
  }
}

/** Writes bytes into a place. `bytes` is longer than `length` by what fills its last word. */
export function writePlace(program: Program, place: Address, bytes: Uint8Array, length: number): void {
  const { words } = program;
  words.ints[place + PLACE.length] = length;
  const to = length <= PLACE_BYTES ? place + PLACE.bytes : overflow(program, place, length);
  if (length > FEW * 4) words.bytes(to, length).set(bytes.subarray(0, length));
  else {
    const { octets } = words;
    const start = to * 4;
    for (let index = 0; index < length; index += 1) octets[start + index] = bytes[index] as number;
  }
}

function overflow(program: Program, place: Address, length: number): Address {
  const { words, blocks } = program;
  const count = (length + 3) >>> 2;
  const room = words.ints[place + PLACE.room] as number;
  if (room >= count) {
    const at = words.ints[place + PLACE.overflow] as number;
    words.reach(at + room);
    return at;
  }
  dropOverflow(program, place);
  const at = blocks.allocate(KIND.bytes, count);
  words.ints[place + PLACE.overflow] = at;
  words.ints[place + PLACE.room] = count;
  return at;
}

export function dropOverflow({ words, blocks }: Program, place: Address): void {
  const at = words.ints[place + PLACE.overflow] as number;
  if (at === 0) return;
  words.ints[place + PLACE.overflow] = 0;
  words.ints[place + PLACE.room] = 0;
  blocks.meet(at);
  blocks.free(at);
}
