/**
 * One end of a pipe, or of a connection through a socket: Python's `multiprocessing.connection.Connection`.
 *
 * What carries the messages is a transport's (transport.ts); what they mean is here.
 *
 * @module
 */

import { deadlineOf, timeoutOf, type WaitOptions, type WaitSyncOptions } from '../../agent/deadline.ts';
import { printable, travels } from '../../agent/primitive.ts';
import { BufferTooShort, EOFError, OSError, TimeoutError } from '../../errors.ts';
import { RecordWriter } from '../../wire/record.ts';
import { partOf, type Part, type Payload } from './part.ts';
import { copyOf, valueOf } from './read-message.ts';
import { awaitable } from './readiness.ts';
import type { Incoming, Outgoing, Received, Sent, Transport, Wait } from './transport.ts';

const EBADF = 9;
const EPIPE = 32;
const EMSGSIZE = 90;

const NO_HANDLES: readonly number[] = [];

/**
 * An end of a connection, by which values and bytes are sent to the other end and received from it, each as one message.
 *
 * - **Ends**: whoever is given a Connection, as an argument or in a message, has the end too, until it closes it or ends.
 *   A Connection that nobody uses any more may be collected, which closes it too.
 *   When nobody has the other end any more, `recv` gives what is left, then throws EOFError, and `send` throws an OSError
 *   with the code EPIPE.
 * - **Order**: messages of one Connection go in the order of its sends, whichever form they have: one that blocks has those
 *   that wait for the event loop sent before it.
 * - **Several** may send by one end, and receive by one: each message is received whole by one of them. Which, is not said.
 * - **Blocking**: `send` waits while as much is on its way as the connection holds; the Sync forms stop this thread with
 *   its timers and sockets.
 * - **Cancellation**: a wait that times out or is aborted has sent nothing, and takes no message.
 * - **Passing**: the end of a pipe travels to threads and processes of every runtime.
 *
 * @example
 * ```ts
 * const [here, there] = multiprocessing.Pipe();
 * const child = new multiprocessing.Process(work, { args: [there] }).start(); // there.sendSync({ done: true })
 * there.close();
 * console.log(await here.recv());
 * ```
 *
 * @see https://docs.python.org/3/library/multiprocessing.html#multiprocessing.connection.Connection
 */
export class Connection implements Disposable {
  readonly #transport: Transport;
  #closed = false;
  #readable: boolean;

  /** Not for users: `Pipe` makes connections, `Client` and a Listener do. */
  constructor(transport: Transport) {
    if (typeof (transport as Partial<Transport> | undefined)?.whenReady !== 'function') {
      throw new TypeError('Cannot make a Connection by itself: use Pipe, Client, or accept of a Listener');
    }
    this.#transport = transport;
    this.#readable = transport.readable;
  }

  /**
   * Sends a value: whatever structured cloning can copy, and primitives, which keep their identity.
   *
   * @throws {SerializationError} when it cannot travel, naming its path
   * @throws {OSError} EPIPE when nobody has the other end; EBADF when this one is closed, or only receives
   * @throws {TimeoutError} when the timeout passed first
   */
  async send(value: unknown, options?: WaitOptions): Promise<void> {
    const wait = this.#toSend(options);
    await this.#sending(this.#pack(value), wait);
  }

  sendSync(value: unknown, options?: WaitSyncOptions): void {
    const { deadline } = this.#toSend(options);
    this.#sendingSync(this.#pack(value), deadline);
  }

  /**
   * Sends bytes as a message, all or a part of them.
   *
   * @throws {RangeError} when the part is not one of theirs
   */
  async sendBytes(bytes: Payload, options?: WaitOptions & Part): Promise<void> {
    const wait = this.#toSend(options);
    await this.#sending(raw(partOf(bytes, options)), wait);
  }

  sendBytesSync(bytes: Payload, options?: WaitSyncOptions & Part): void {
    const { deadline } = this.#toSend(options);
    this.#sendingSync(raw(partOf(bytes, options)), deadline);
  }

  /**
   * Waits for a message, and gives its value.
   *
   * @throws {EOFError} when nobody has the other end, and nothing is left
   * @throws {TimeoutError} when the timeout passed first
   */
  async recv<T = unknown>(options?: WaitOptions): Promise<T> {
    const wait = this.#toReceive(options);
    let value: unknown;
    const read = (message: Incoming): void => void (value = valueOf(message, this.#transport));
    this.#received(await this.#transport.receive({ maxLength: Infinity, read }, wait));
    return value as T;
  }

  recvSync<T = unknown>(options?: WaitSyncOptions): T {
    const { deadline } = this.#toReceive(options);
    let value: unknown;
    const read = (message: Incoming): void => void (value = valueOf(message, this.#transport));
    this.#received(this.#transport.receiveSync({ maxLength: Infinity, read }, deadline));
    return value as T;
  }

  /**
   * Waits for a message, and gives its bytes.
   *
   * @throws {OSError} EMSGSIZE when it is longer than `maxLength`; then nothing can be received any more
   */
  async recvBytes(options?: WaitOptions & { readonly maxLength?: number }): Promise<Uint8Array> {
    const wait = this.#toReceive(options);
    const maxLength = maxLengthOf(options);
    let bytes = new Uint8Array();
    const read = (message: Incoming): void => void (bytes = copyOf(message, this.#transport));
    this.#received(await this.#transport.receive({ maxLength, read }, wait));
    return bytes;
  }

  recvBytesSync(options?: WaitSyncOptions & { readonly maxLength?: number }): Uint8Array {
    const { deadline } = this.#toReceive(options);
    const maxLength = maxLengthOf(options);
    let bytes = new Uint8Array();
    const read = (message: Incoming): void => void (bytes = copyOf(message, this.#transport));
    this.#received(this.#transport.receiveSync({ maxLength, read }, deadline));
    return bytes;
  }

  /**
   * Waits for a message, and writes its bytes into `into`, from `offset` on; gives how many there are.
   *
   * @throws {BufferTooShort} when they do not fit; it has them in `bytes`
   */
  async recvBytesInto(
    into: Uint8Array,
    options?: WaitOptions & { readonly offset?: number },
  ): Promise<number> {
    const wait = this.#toReceive(options);
    const room = roomOf(into, options);
    let count = 0;
    const read = (message: Incoming): void => void (count = this.#fill(room, message));
    this.#received(await this.#transport.receive({ maxLength: Infinity, read }, wait));
    return count;
  }

  recvBytesIntoSync(into: Uint8Array, options?: WaitSyncOptions & { readonly offset?: number }): number {
    const { deadline } = this.#toReceive(options);
    const room = roomOf(into, options);
    let count = 0;
    const read = (message: Incoming): void => void (count = this.#fill(room, message));
    this.#received(this.#transport.receiveSync({ maxLength: Infinity, read }, deadline));
    return count;
  }

  /** Whether there is something to receive, a message or the end; waits no longer than the timeout, and by default not. */
  async poll(options?: WaitOptions): Promise<boolean> {
    const deadline = this.#toPoll(options);
    if (options?.signal?.aborted === true) throw options.signal.reason;
    if (this.#transport.ready) return true;
    return deadline === 0 ? false : this.#transport.whenReady({ deadline, signal: options?.signal });
  }

  pollSync(options?: WaitSyncOptions): boolean {
    const deadline = this.#toPoll(options);
    if (this.#transport.ready) return true;
    return deadline === 0 ? false : this.#transport.whenReadySync(deadline);
  }

  /** Gives up this end, here: others who have it go on. A second time is harmless. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#transport.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Whether messages come to this end. */
  get readable(): boolean {
    return this.#readable;
  }

  /** Whether messages go from this end. */
  get writable(): boolean {
    return this.#transport.writable;
  }

  #toSend(options: WaitOptions | undefined): Wait {
    this.#refuseClosed('send by');
    if (!this.writable) throw this.#badEnd('send by', 'it only receives');
    return waitOf(options);
  }

  #toReceive(options: WaitOptions | undefined): Wait {
    this.#refuseUnreadable('receive from');
    return waitOf(options);
  }

  /** A time of the host, or 0 where it is not waited. */
  #toPoll(options: WaitOptions | undefined): number {
    this.#refuseUnreadable('look at');
    const timeout = options?.timeout ?? 0;
    if (typeof timeout === 'number' && !(timeout > 0)) return 0;
    return deadlineOf(timeoutOf({ timeout }));
  }

  #refuseClosed(doing: string): void {
    if (this.#closed) throw this.#badEnd(doing, 'it is closed');
  }

  #refuseUnreadable(doing: string): void {
    this.#refuseClosed(doing);
    if (!this.#readable) throw this.#badEnd(doing, 'it only sends, or a message was too long');
  }

  #badEnd(doing: string, why: string): OSError {
    return new OSError(`Cannot ${doing} ${this}: ${why}`, 'EBADF', EBADF);
  }

  #pack(value: unknown): Outgoing {
    const writer = RecordWriter.idle();
    const length = writer.write(value, { root: 'message', owner: this.#transport.owner });
    const { bytes, handles, custom } = writer;
    return { bytes: bytes.subarray(0, length), isValue: true, custom, handles };
  }

  async #sending(message: Outgoing, wait: Wait): Promise<void> {
    // The writer that has them in it may be used again meanwhile.
    const { handles } = message;
    let sent: Sent | undefined;
    try {
      sent = await this.#transport.send(message, wait);
    } finally {
      if (sent !== 'sent') this.#giveBack(handles);
    }
    this.#sent(sent);
  }

  #sendingSync(message: Outgoing, deadline: number): void {
    let sent: Sent | undefined;
    try {
      sent = this.#transport.sendSync(message, deadline);
    } finally {
      if (sent !== 'sent') this.#giveBack(message.handles);
    }
    this.#sent(sent);
  }

  #giveBack(handles: readonly number[]): void {
    for (const at of handles) this.#transport.owner.release(at);
  }

  #sent(sent: Sent): void {
    if (sent === 'sent') return;
    if (sent === 'late') throw new TimeoutError(`Cannot send by ${this}: there was no room in time`);
    this.#refuseClosed('send by');
    throw new OSError(`Cannot send by ${this}: nobody has the other end`, 'EPIPE', EPIPE);
  }

  #received(received: Received): void {
    if (received === 'received') return;
    if (received === 'late') throw new TimeoutError(`Cannot receive from ${this}: no message came in time`);
    if (received === 'ended') {
      this.#refuseClosed('receive from');
      throw new EOFError(`Cannot receive from ${this}: nobody has the other end`);
    }
    // As Python has it: what comes behind such a message is not to be trusted.
    if (this.writable) this.#readable = false;
    else this.close();
    throw new OSError(`Cannot receive from ${this}: the message is too long`, 'EMSGSIZE', EMSGSIZE);
  }

  #fill(room: Uint8Array, message: Incoming): number {
    const length = message.end - message.start;
    if (length > room.length) {
      const bytes = copyOf(message, this.#transport);
      throw new BufferTooShort(
        `Cannot receive from ${this}: the message has ${length} bytes, and there is room for ${room.length}`,
        bytes,
      );
    }
    room.set(message.bytes.subarray(message.start, message.end));
    this.#giveBack(message.handles);
    return length;
  }

  toString(): string {
    const { readable, writable } = this.#transport;
    const way = readable === writable ? '' : readable ? ', read-only' : ', write-only';
    return `Connection(${this.#transport.label}${way}${this.#closed ? ', closed' : ''})`;
  }

  static {
    printable(Connection);
    awaitable(Connection, (it) => {
      it.#refuseUnreadable('wait for');
      return it.#transport;
    });
    travels(Connection, (it) => {
      it.#refuseClosed('pass on');
      return it.#transport.handle();
    });
  }
}

function raw(bytes: Uint8Array): Outgoing {
  return { bytes, isValue: false, custom: false, handles: NO_HANDLES };
}

function waitOf(options: WaitOptions | undefined): Wait {
  if (options === undefined) return FOR_EVER;
  const timeout = timeoutOf(options);
  if (options.signal?.aborted === true) throw options.signal.reason;
  return { deadline: deadlineOf(timeout), signal: options.signal };
}

const FOR_EVER: Wait = { deadline: Infinity };

function maxLengthOf(options: { readonly maxLength?: number } | undefined): number {
  const maxLength = options?.maxLength ?? Infinity;
  if (typeof maxLength !== 'number') {
    throw new TypeError(`Cannot receive: maxLength must be a number, received ${typeof maxLength}`);
  }
  if (maxLength >= 0) return maxLength;
  throw new RangeError(`Cannot receive: maxLength must be 0 or more, received ${maxLength}`);
}

function roomOf(into: Uint8Array, options: { readonly offset?: number } | undefined): Uint8Array {
  if (!(into instanceof Uint8Array)) throw new TypeError('Cannot receive into what is no Uint8Array');
  return partOf(into, options);
}
