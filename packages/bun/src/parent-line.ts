/**
 * A child's line to its parent on Bun, where a socket cannot be made of a descriptor: it is read by one thread of the
 * runtime's pool, which stands still meanwhile.
 *
 * @module
 */

import { read, writeSync } from 'node:fs';
import type { ParentLine } from '@interleave/core/host';

const PIECE = 65_536;

export function parentLine(descriptor: number): ParentLine {
  let receive: (bytes: Uint8Array) => void = () => {};
  let end: () => void = () => {};
  const next = (): void => {
    const piece = new Uint8Array(PIECE);
    read(descriptor, piece, 0, PIECE, null, (error, length) => {
      if (error !== null || length === 0) return end();
      receive(piece.subarray(0, length));
      next();
    });
  };
  return {
    send: (bytes) => void writeSync(descriptor, bytes),
    receive: (listener) => {
      receive = listener;
      next();
    },
    onEnd: (listener) => {
      end = listener;
    },
  };
}
