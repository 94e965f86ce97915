/**
 * A named block's bytes in this process.
 *
 * A size of whole WebAssembly pages gets a SharedArrayBuffer, made as a segment's window is (see segment.ts): the
 * engine unmaps it when nobody has it any more. Any other size gets an ArrayBuffer of exactly that many bytes over a
 * mapping of its own: a longer SharedArrayBuffer would end in bytes that nobody shares. A growable SharedArrayBuffer
 * would have any size, but makes each access through a plain typed array tens of times as slow.
 *
 * To close is to map private zeros over it: views that are still there read them, and nothing is ever unmapped under
 * them.
 *
 * @module
 */

import { UnsupportedError } from '../errors.ts';
import { PAGE_BYTES } from '../memory/index.ts';
import type { BlockCalls } from './block-calls.ts';
import { osError } from './os-error.ts';

export interface BlockMemory {
  readonly buffer: SharedArrayBuffer | ArrayBuffer;
  /** Takes the block out of this process. */
  close(): void;
}

export function mapBlock(
  calls: BlockCalls,
  fd: number,
  bytes: number,
  overlaid: boolean,
  what: string,
): BlockMemory {
  return (
    (overlaid && bytes % PAGE_BYTES === 0 ? overlay(calls, fd, bytes) : undefined) ??
    plain(calls, fd, bytes, what)
  );
}

/** Undefined where the pages cannot be replaced. */
function overlay(calls: BlockCalls, fd: number, bytes: number): BlockMemory | undefined {
  const pages = bytes / PAGE_BYTES;
  let memory: WebAssembly.Memory;
  try {
    memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
  } catch {
    // More than a memory may have, or less address space than that is left.
    return undefined;
  }
  const { buffer } = memory;
  const at = calls.libc.addressOf(new Uint8Array(buffer));
  if (calls.map(fd, bytes, at) !== at) return undefined;
  return { buffer, close: () => calls.blank(at, bytes) };
}

function plain(calls: BlockCalls, fd: number, bytes: number, what: string): BlockMemory {
  const { libc } = calls;
  const at = calls.map(fd, bytes);
  if (at === -1n) throw osError(what, libc.errno());
  try {
    return { buffer: libc.wrap(at, bytes), close: () => calls.blank(at, bytes) };
  } catch (cause) {
    calls.blank(at, bytes);
    throw new UnsupportedError(
      `${what}: this runtime gives no ArrayBuffer over its ${bytes} bytes (${(cause as Error).message}); Deno needs ` +
        `--allow-ffi for that, not for one path only, but for whole pages of ${PAGE_BYTES} bytes`,
      { cause },
    );
  }
}
