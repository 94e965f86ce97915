/**
 * A doorbell by node:net.
 *
 * @module
 */

import type { ProcessHost } from './host.ts';

/** What is used of a socket that somebody opened to ring. */
interface Socket {
  on(event: 'data' | 'error', listener: () => void): unknown;
  unref(): unknown;
}

interface Server {
  on(event: 'error' | 'listening', listener: () => void): unknown;
  listen(path: string): unknown;
  unref(): unknown;
}

/** Part of node:net, which takes long to load: whoever is never rung does not need it. */
export interface NetModule {
  createServer(connected: (socket: Socket) => void): Server;
}

export function nodeBell(net: () => NetModule): ProcessHost['listenBell'] {
  return (name, bell) => {
    const server = net().createServer((socket) => {
      socket.on('data', () => bell.rung());
      // Who rang is dead.
      socket.on('error', () => {});
      socket.unref();
      bell.rung();
    });
    server.on('error', () => bell.failed());
    server.on('listening', () => bell.listening());
    server.listen(`\0${name}`);
    server.unref();
  };
}
