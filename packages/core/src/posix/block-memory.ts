/**
 * A named block's bytes in this process: an ArrayBuffer of exactly so many over a mapping of its own.
 *
 * Not a SharedArrayBuffer, which there is over foreign memory only as pages of a WebAssembly.Memory (see segment.ts).
 * Those come in 64 KiB, so the buffer would end in bytes that nobody shares; and Bun writes zeros to the first words of
 * a memory that it frees, which are here the data of others. A growable SharedArrayBuffer would have any size, but makes
 * each access by a plain typed array tens of times as slow.
 *
 * To close is to map private zeros over it: views that are still there read them, and nothing is ever unmapped under
 * them.
 *
 * @module
 */

import { UnsupportedError } from '../errors.ts';
import type { BlockCalls } from './block-calls.ts';
import { osError } from './os-error.ts';

export interface BlockMemory {
  readonly buffer: ArrayBuffer;
  /** Takes the block out of this process. */
  close(): void;
}

export function mapBlock(calls: BlockCalls, fd: number, bytes: number, what: string): BlockMemory {
  const { libc } = calls;
  const at = calls.map(fd, bytes);
  if (at === -1n) throw osError(what, libc.errno());
  const close = (): void => calls.blank(at, bytes);
  try {
    return { buffer: libc.wrap(at, bytes), close };
  } catch (cause) {
    close();
    throw new UnsupportedError(
      `${what}: this runtime gives no ArrayBuffer over its ${bytes} bytes (${(cause as Error).message}); Deno wants ` +
        '--allow-ffi for that, not for one path only',
      { cause },
    );
  }
}
