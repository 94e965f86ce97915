/**
 * Arrays of 1 MiB that are copied to a worker, and buffers that are moved there and back.
 *
 * @module
 */

import type { Pool } from './pool.ts';
import type { Stream } from './streamed.ts';

const BYTES = 1024 * 1024;

/** The worker looks at three bytes of its copy. */
export function copies(lanes: number, pool: Pool): Stream {
  const arrays = Array.from({ length: lanes }, () => new Uint8Array(BYTES));
  return {
    send(index, lane) {
      const bytes = arrays[lane]!;
      bytes[0] = bytes[BYTES - 1] = index;
      bytes[BYTES >> 1] = lane;
      return pool.call('sum', bytes);
    },
    right: (result, index, lane) => result === 2 * (index & 255) + lane,
  };
}

/** The worker adds 1 to the first number of what it is given; here nothing is left of it meanwhile. */
export function moves(lanes: number, pool: Pool): Stream {
  const buffers = Array.from({ length: lanes }, () => new ArrayBuffer(BYTES));
  const touched = buffers.map(() => 0);
  return {
    send: (_, lane) => pool.move(buffers[lane]!),
    right(result, _, lane) {
      const gone = buffers[lane]!.byteLength === 0;
      const back = bufferOf(result);
      touched[lane]! += 1;
      if (back?.byteLength !== BYTES) return false;
      buffers[lane] = back;
      return gone && new Int32Array(back, 0, 1)[0] === touched[lane];
    },
  };
}

function bufferOf(result: unknown): ArrayBuffer | undefined {
  return result instanceof ArrayBuffer ? result : undefined;
}
