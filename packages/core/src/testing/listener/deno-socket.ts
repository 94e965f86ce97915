/**
 * A unix socket on Deno that looks like one of node:net, which there closes its descriptor twice: the second time it may be
 * another thread's.
 *
 * @module
 */

import type { RawSocket } from './raw.ts';

interface Connection {
  read(into: Uint8Array): Promise<number | null>;
  write(bytes: Uint8Array): Promise<number>;
  closeWrite(): Promise<void>;
  close(): void;
}

interface DenoNet {
  connect(where: { readonly transport: 'unix'; readonly path: string }): Promise<Connection>;
}

type Event = 'data' | 'connect' | 'end' | 'close' | 'error';

export function denoSocket(path: string): RawSocket {
  const { connect } = (globalThis as unknown as { readonly Deno: DenoNet }).Deno;
  const listeners: { readonly event: Event; readonly call: (bytes: Uint8Array) => void }[] = [];
  const tell = (what: Event, bytes: Uint8Array = new Uint8Array(0)): void => {
    for (const { event, call } of listeners) if (event === what) call(bytes);
  };
  const connected = connect({ transport: 'unix', path });
  let last: Promise<unknown> = connected;
  let closed = false;
  const close = (connection: Connection): void => {
    if (closed) return;
    closed = true;
    connection.close();
    tell('close');
  };
  const then = (act: (connection: Connection) => unknown): void => {
    last = Promise.all([connected, last])
      .then(([connection]) => act(connection))
      .catch(() => tell('error'));
  };
  const read = async (): Promise<void> => {
    const connection = await connected;
    tell('connect');
    const bytes = new Uint8Array(65_536);
    try {
      for (let count = await connection.read(bytes); count !== null; count = await connection.read(bytes))
        tell('data', bytes.slice(0, count));
      tell('end');
    } finally {
      close(connection);
    }
  };
  read().catch(() => tell('error'));
  return {
    on: (event: Event, call: (bytes: Uint8Array) => void) => void listeners.push({ event, call }),
    write: (bytes) =>
      then(async (connection) => {
        for (let sent = 0; sent < bytes.length;) sent += await connection.write(bytes.subarray(sent));
      }),
    end: () => then((connection) => connection.closeWrite()),
    destroy: () => void connected.then(close, () => {}),
  };
}
