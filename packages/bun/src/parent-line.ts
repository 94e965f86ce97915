/**
 * A child's line to its parent on Bun, whose node:net makes no socket of a descriptor. Not by node:fs either: a read that
 * waits takes one of very few threads away from everything else.
 *
 * @module
 */

import type { ParentLine } from '@interleave/core/host';

/** Its types leave out that it takes a descriptor. */
const connect = Bun.connect as unknown as (options: Bun.FdSocketOptions) => Promise<Bun.Socket>;

export function parentLine(descriptor: number): ParentLine {
  let receive: (bytes: Uint8Array) => void = () => {};
  let end: () => void = () => {};
  const connected = connect({
    fd: descriptor,
    socket: {
      data: (_socket, bytes) => receive(new Uint8Array(bytes)),
      end: () => end(),
      close: () => end(),
      error: () => {},
    },
  });
  void connected.then((socket) => socket.unref());
  return {
    send: (bytes) => void connected.then((socket) => socket.write(bytes)),
    receive: (listener) => (receive = listener),
    onEnd: (listener) => (end = listener),
  };
}
