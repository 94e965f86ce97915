/**
 * The other end of a connection, spoken by hand: what comes over the wire, and what a stranger may send.
 *
 * @module
 */

import type { Address } from '../../multiprocessing/index.ts';
import { builtin } from '../builtins.ts';
import { until } from '../board.ts';
import { whichRuntime } from '../runtime.ts';
import { denoSocket } from './deno-socket.ts';

/** What is used of node:net. */
interface RawNet {
  connect(where: object): RawSocket;
  createServer(listener: (socket: RawSocket) => void): NetServer;
}

export interface RawSocket {
  on(event: 'data', listener: (bytes: Uint8Array) => void): void;
  on(event: 'connect' | 'end' | 'close' | 'error', listener: () => void): void;
  write(bytes: Uint8Array): void;
  end(): void;
  destroy(): void;
}

interface NetServer {
  listen(port: number, host: string): void;
  address(): { readonly port: number } | null;
  close(): void;
}

const net = (): RawNet => builtin('node:net') as unknown as RawNet;

export function text(value: string): Uint8Array {
  return new TextEncoder().encode(value);
}

/** A message as it goes over the wire; `length` is what its header says, where that is to be a lie. */
export function framed(bytes: Uint8Array, length: number = bytes.length): Uint8Array {
  const whole = new Uint8Array(4 + bytes.length);
  new DataView(whole.buffer).setInt32(0, length);
  whole.set(bytes, 4);
  return whole;
}

function open(address: Address): RawSocket {
  if (typeof address !== 'string') return net().connect({ host: '127.0.0.1', ...address });
  return whichRuntime() === 'deno' ? denoSocket(address) : net().connect({ path: address });
}

export class RawClient {
  readonly #socket: RawSocket;
  #come: number[] = [];
  ended = false;

  constructor(socket: RawSocket) {
    this.#socket = socket;
    socket.on('data', (bytes) => void this.#come.push(...bytes));
    for (const event of ['error', 'end', 'close'] as const) socket.on(event, () => (this.ended = true));
  }

  static async to(address: Address): Promise<RawClient> {
    const socket = open(address);
    const client = new RawClient(socket);
    let connected = false;
    socket.on('connect', () => (connected = true));
    await until(() => connected || client.ended, 'it is connected');
    return client;
  }

  /** The next message that comes, without its header. */
  async next(): Promise<Uint8Array> {
    const whole = (): number => 4 + new DataView(Uint8Array.from(this.#come.slice(0, 4)).buffer).getInt32(0);
    await until(() => this.#come.length >= 4 && this.#come.length >= whole(), 'a message comes');
    const length = whole();
    const bytes = Uint8Array.from(this.#come.slice(4, length));
    this.#come = this.#come.slice(length);
    return bytes;
  }

  get received(): number {
    return this.#come.length;
  }

  send(bytes: Uint8Array): void {
    this.#socket.write(bytes);
  }

  message(bytes: Uint8Array): void {
    this.send(framed(bytes));
  }

  /** Sends no more. */
  end(): void {
    this.#socket.end();
  }

  destroy(): void {
    this.#socket.destroy();
  }
}

/** Somebody who listens, and is nobody's Listener. */
export class RawServer {
  readonly #server: NetServer;
  readonly #callers: RawClient[] = [];
  #next = 0;

  private constructor() {
    this.#server = net().createServer((socket) => void this.#callers.push(new RawClient(socket)));
  }

  static async listening(): Promise<RawServer> {
    const made = new RawServer();
    made.#server.listen(0, '127.0.0.1');
    await until(() => made.#server.address() !== null, 'it listens');
    return made;
  }

  get address(): { readonly host: string; readonly port: number } {
    return { host: '127.0.0.1', port: this.#server.address()?.port ?? 0 };
  }

  async caller(): Promise<RawClient> {
    await until(() => this.#callers.length > this.#next, 'somebody calls');
    this.#next += 1;
    return this.#callers[this.#next - 1] as RawClient;
  }

  close(): void {
    for (const caller of this.#callers) caller.destroy();
    this.#server.close();
  }
}
