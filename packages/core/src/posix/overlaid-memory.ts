/**
 * A window as a shared WebAssembly.Memory, whose pages are replaced by those of the segment.
 *
 * It is as large as what is reserved, because an engine may count its bytes as memory in use, and grows with that. It
 * grows in place, within what the engine keeps free for it; new pages are replaced before anybody has seen them, because
 * the window is its agent's alone.
 *
 * @module
 */

import { PAGE_BYTES, SEGMENT_BYTES, SEGMENT_STEP_WORDS, type WasmMemory } from '../memory/index.ts';
import { MAP_FIXED, MAP_SHARED, PROT_READ_WRITE } from './constants.ts';
import type { Libc } from './libc.ts';
import type { Place } from './segment.ts';

export class OverlaidMemory implements WasmMemory {
  readonly #libc: Libc;
  readonly #fd: number;
  readonly #memory: WasmMemory;
  readonly #at: bigint;

  /** @throws {RangeError} where that is refused */
  constructor(libc: Libc, { fd }: Place) {
    const pages = (SEGMENT_STEP_WORDS * 4) / PAGE_BYTES;
    this.#libc = libc;
    this.#fd = fd;
    this.#memory = new WebAssembly.Memory({
      initial: pages,
      maximum: SEGMENT_BYTES / PAGE_BYTES,
      shared: true,
    }) as unknown as WasmMemory;
    this.#at = libc.addressOf(new Uint8Array(this.#memory.buffer));
    this.#replace(0, pages);
  }

  get buffer(): SharedArrayBuffer {
    return this.#memory.buffer;
  }

  grow(pages: number): number {
    const before = this.#memory.grow(pages);
    this.#replace(before, pages);
    return before;
  }

  #replace(from: number, pages: number): void {
    const at = this.#at + BigInt(from * PAGE_BYTES);
    const flags = MAP_SHARED | MAP_FIXED;
    const bytes = pages * PAGE_BYTES;
    const mapped = this.#libc.mmap(at, bytes, PROT_READ_WRITE, flags, this.#fd, from * PAGE_BYTES);
    if (mapped !== at) throw new RangeError(`The system does not map ${bytes} bytes over a window`);
  }
}
