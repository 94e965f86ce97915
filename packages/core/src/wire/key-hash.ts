/**
 * 16 bits of a run of bytes: FNV-1a, folded.
 *
 * @module
 */

export function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c_9dc5 | 0;
  for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ (bytes[at] as number), 0x0100_0193);
  return (hash ^ (hash >>> 16)) & 0xffff;
}
