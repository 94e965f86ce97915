/**
 * How requests and answers go: as values by a pipe of the program, primitives included; by a socket as bytes, in which
 * proxies are of the manager at its other end, and primitives are refused.
 *
 * @module
 */

import type { WaitOptions } from '../../agent/deadline.ts';
import { isTraveller } from '../../agent/primitive.ts';
import { ScopeError, UnsupportedError } from '../../errors.ts';
import { decode } from '../../wire/decode.ts';
import { encode, type HandleOwner } from '../../wire/encode.ts';
import type { Connection } from '../connection/connection.ts';
import { whileReceiving, whileSending, type Referee } from './proxy.ts';

export interface Channel {
  send(message: unknown): Promise<void>;
  sendSync(message: unknown): void;
  recv(options?: WaitOptions): Promise<unknown>;
  recvSync(timeout: number): unknown;
  /** Blocks for a moment; whether something has come. */
  pollSync(timeout: number): boolean;
  close(): void;
}

export function pipeChannel(connection: Connection): Channel {
  return {
    send: (message) => connection.send(message),
    sendSync: (message) => connection.sendSync(message),
    recv: (options) => connection.recv(options),
    recvSync: (timeout) => connection.recvSync({ timeout }),
    pollSync: (timeout) => connection.pollSync({ timeout }),
    close: () => connection.close(),
  };
}

const owner: HandleOwner = {
  encode: (value) => {
    if (!isTraveller(value)) return undefined;
    throw new ScopeError('it is memory of one program, which a manager that a socket leads to does not have');
  },
  release: () => {},
  standInFor: () => undefined,
};

/** `referee` is who answers for proxies that come and go without a door; `told` of each that goes. */
export function socketChannel(
  connection: Connection,
  referee: Referee,
  told: (id: number) => void = () => {},
): Channel {
  const pack = (message: unknown): Uint8Array =>
    whileSending(referee, told, () => encode(message, { root: 'message', owner, aside: false }).bytes);
  const unpack = (bytes: Uint8Array): unknown =>
    whileReceiving(referee, () =>
      decode({ bytes: bytes as Uint8Array<ArrayBuffer>, aside: [] }, ({ type }) => {
        throw new UnsupportedError(`Cannot receive a ${type} over a socket: it is memory of another program`);
      }),
    );
  return {
    send: (message) => connection.sendBytes(pack(message)),
    sendSync: (message) => connection.sendBytesSync(pack(message)),
    recv: async (options) => unpack(await connection.recvBytes(options)),
    recvSync: (timeout) => unpack(connection.recvBytesSync({ timeout })),
    pollSync: (timeout) => connection.pollSync({ timeout }),
    close: () => connection.close(),
  };
}
