/**
 * Marionette, the protocol under WebDriver that every Firefox speaks: over TCP, each message a JSON array behind its
 * length in bytes (`26:[0,1,"WebDriver:Navigate",…]`).
 *
 * Firefox's other protocol, WebDriver BiDi, is left alone: while a session of it is open, workers that workers start
 * sooner or later never come up.
 *
 * @module
 */

import { connect, type Socket } from 'node:net';

const COLON = 58;
const COMMAND = 0;

/** Bytes in pieces of any size in, whole messages out. */
export class FrameReader {
  #rest: Buffer = Buffer.alloc(0);

  push(chunk: Uint8Array): unknown[] {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    const messages: unknown[] = [];
    for (;;) {
      const colon = this.#rest.indexOf(COLON);
      if (colon < 0) return messages;
      const start = colon + 1;
      const end = start + Number(this.#rest.toString('latin1', 0, colon));
      if (Number.isNaN(end)) throw new Error('Cannot read what the browser sends: that is not Marionette');
      if (this.#rest.length < end) return messages;
      messages.push(JSON.parse(this.#rest.toString('utf8', start, end)));
      this.#rest = this.#rest.subarray(end);
    }
  }
}

/** A message as it goes over the wire. */
export function frame(message: unknown): string {
  const text = JSON.stringify(message);
  return `${Buffer.byteLength(text)}:${text}`;
}

interface Waiting {
  readonly command: string;
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** A connection to a browser, which serves one at a time. */
export class MarionetteClient {
  readonly #socket: Socket;
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;
  #lost: Error | undefined;

  private constructor(socket: Socket, greeted: () => void) {
    this.#socket = socket;
    const reader = new FrameReader();
    socket.on('data', (chunk: Uint8Array) => {
      try {
        for (const message of reader.push(chunk)) {
          // Its first message, which is no array, says which protocol it speaks.
          if (Array.isArray(message)) this.#take(message);
          else greeted();
        }
      } catch (error) {
        socket.destroy(error as Error);
      }
    });
    socket.on('error', (error) => this.#end(error.message));
    socket.on('close', () => this.#end('the browser closed the connection'));
  }

  /** Connects to a browser on this machine; comes back when it has said hello. */
  static async connect(port: number): Promise<MarionetteClient> {
    const socket = connect(port, '127.0.0.1');
    return new Promise((resolve, reject) => {
      const client: MarionetteClient = new MarionetteClient(socket, () => resolve(client));
      socket.once('close', () => reject(client.#lost ?? new Error('The browser is gone')));
    });
  }

  /** Sends a command and gives its result. */
  send(command: string, parameters: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
    if (this.#lost !== undefined) return Promise.reject(this.#lost);
    return new Promise((resolve, reject) => {
      const id = ++this.#last;
      this.#waiting.set(id, { command, resolve, reject });
      this.#socket.write(frame([COMMAND, id, command, parameters]));
    });
  }

  /** Whether the browser has ended the connection, which it does only by its own end. */
  get isLost(): boolean {
    return this.#lost !== undefined;
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(message: readonly unknown[]): void {
    const [, id, error, result] = message as [
      type: number,
      id: number,
      error: { readonly error: string; readonly message: string } | null,
      result: unknown,
    ];
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error === null) waiting?.resolve(result);
    else waiting?.reject(new Error(`Cannot do ${waiting.command}: ${error.error}: ${error.message}`));
  }

  #end(reason: string): void {
    this.#lost ??= new Error(`Cannot ask the browser anything: ${reason}`);
    for (const { reject } of this.#waiting.values()) reject(this.#lost);
    this.#waiting.clear();
  }
}
