/**
 * What a Connection stands on: whole messages between two ends, over shared memory (pipe-transport.ts) or a socket.
 *
 * A transport moves bytes, waits, and knows when the other end is gone. What the bytes mean, what is refused and how
 * errors read is the Connection's, so that every kind of connection behaves alike.
 *
 * - A message is sent whole or not at all: a send whose deadline passes or that is aborted before its message is on its
 *   way leaves nothing of it behind. Who cannot take back what has begun finishes it, or ends the connection.
 * - Messages that were sent before the other end went are still received; only then comes the end.
 * - Several waits may be under way at once, and a wait that ends without a message takes none.
 *
 * @module
 */

import type { HandleData } from '../../agent/primitive.ts';
import type { Address } from '../../memory/index.ts';
import type { HandleSink } from '../../wire/decoder.ts';
import type { HandleOwner } from '../../wire/encoder.ts';
import type { Readiness, Wait } from './readiness.ts';

export type { Wait } from './readiness.ts';

/** A message on its way out. A transport that keeps it beyond its call copies `bytes` in that call. */
export interface Outgoing {
  readonly bytes: Uint8Array;
  /** Whether it is the codec's record of a value; else bytes as they were given. */
  readonly isValue: boolean;
  /** Whether decoding the value runs code of the user's: of a class of `defineTypes`. */
  readonly custom: boolean;
  /** The blocks in flight with it. They are the transport's when it has sent the message, and the caller's until then. */
  readonly handles: readonly Address[];
}

/** A message that has come: `bytes` from `start` to `end`, valid only during the call that shows it. */
export interface Incoming {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly start: number;
  readonly end: number;
  readonly isValue: boolean;
  /** The blocks in flight with it: to decode it uses them up, and who does not gives them back to `owner`. */
  readonly handles: readonly Address[];
}

/** What to do with the next message. */
export interface Receipt {
  /** A longer message is not shown: `too long`. Infinity: there is no bound. */
  readonly maxLength: number;
  /**
   * Called with the message, once unless another reader takes it meanwhile. Where it throws, the message is used up and
   * the error is what the wait ends with.
   */
  read(message: Incoming): void;
}

/** `late`: the deadline passed first. `ended`: nobody has the other end any more. */
export type Sent = 'sent' | 'late' | 'ended';
export type Received = 'received' | 'late' | 'ended' | 'too long';

export interface Transport extends Readiness {
  /** What it is called in errors and when printed, such as `#4711` or `127.0.0.1:5000`. */
  readonly label: string;
  /** Whether it carries messages to this end, and from it. */
  readonly readable: boolean;
  readonly writable: boolean;
  /** Gives primitives in a value their wire form, or refuses them. */
  readonly owner: HandleOwner;
  /** The wrapper of a primitive in a value that has come, or an error that refuses it. */
  readonly wrapperOf: HandleSink;
  /** Aborted: rejects with the signal's reason. Any other failure of the system: OSError. */
  send(message: Outgoing, wait: Wait): Promise<Sent>;
  sendSync(message: Outgoing, deadline: number): Sent;
  receive(receipt: Receipt, wait: Wait): Promise<Received>;
  receiveSync(receipt: Receipt, deadline: number): Received;
  /** The blocking form of `whenReady`. */
  whenReadySync(deadline: number): boolean;
  /** Gives up this end, here. Called once; waits that are under way end as `ended`. */
  close(): void;
  /** How it travels to another agent, where it does. @throws {SerializationError} where it does not */
  handle(): HandleData;
}
