/**
 * A connection's messages over a socket: see connection/transport.ts.
 *
 * What the system has taken a part of goes out whole, also when the wait for it ends early: such a message counts as
 * sent, and its rest follows as soon as there is room for it.
 *
 * @module
 */

import { isTraveller, type HandleData } from '../../agent/primitive.ts';
import { currentProgram, type Program } from '../../agent/program.ts';
import { OSError, ScopeError, SerializationError, UnsupportedError } from '../../errors.ts';
import { POLLIN, POLLOUT, type SocketCalls } from '../../posix/socket-calls.ts';
import type { HandleSink } from '../../wire/decoder.ts';
import type { HandleOwner } from '../../wire/encoder.ts';
import type { Outgoing, Receipt, Received, Sent, Transport, Wait } from '../connection/transport.ts';
import { Turns } from '../connection/turns.ts';
import { LONGEST, type Stream } from './stream.ts';
import { untilDone, untilDoneSync, type Trying } from './waiting.ts';
import { pointOf } from './watch.ts';

/** The other end may be another program, or another machine. */
const owner: HandleOwner = {
  encode: (value) => {
    if (!isTraveller(value)) return undefined;
    throw new ScopeError('it is memory of this program, which a socket does not reach; send what it holds');
  },
  release: () => {},
  standInFor: () => undefined,
};

const wrapperOf: HandleSink = ({ type }) => {
  throw new UnsupportedError(`Cannot receive a ${type} over a socket: it is memory of another program`);
};

const NO_HANDLES: readonly number[] = [];

/** Closes what was forgotten. */
const forgotten: FinalizationRegistry<() => void> = new FinalizationRegistry((close) => close());

/** A message that is to be sent; begun: the system has a part of it. */
interface Sending extends Trying<Sent> {
  readonly begun: boolean;
}

export class SocketTransport implements Transport {
  readonly label: string;
  readonly readable = true;
  readonly writable = true;
  readonly owner: HandleOwner = owner;
  readonly wrapperOf: HandleSink = wrapperOf;
  readonly #program: Program = currentProgram();
  readonly #stream: Stream;
  readonly #release: () => void;
  readonly #turns: Turns = new Turns();
  #closed = false;

  constructor(calls: SocketCalls, stream: Stream, label: string) {
    const { fd } = stream;
    this.label = label;
    this.#stream = stream;
    this.#release = (): void => {
      calls.shutdown(fd);
      calls.libc.close(fd);
    };
    forgotten.register(this, this.#release, this);
  }

  async send(message: Outgoing, wait: Wait): Promise<Sent> {
    wait.signal?.throwIfAborted();
    const first = this.#sending(message);
    const outcome = this.#turns.free ? first.attempt() : undefined;
    if (outcome !== undefined) return outcome;
    const turn = this.#turns.enter();
    const whole = first.begun ? first : this.#sending({ ...message, bytes: message.bytes.slice() });
    const sending: Sending = {
      get begun() {
        return whole.begun;
      },
      attempt: () => this.#turns.try(turn, whole.attempt),
      wishes: whole.wishes,
    };
    const { signal, deadline } = wait;
    try {
      const sent = await untilDone(this.#program, this, this.#out, sending, { deadline, signal });
      return sent ?? this.#leave(sending);
    } catch (error) {
      if (!sending.begun || signal?.aborted !== true) throw error;
      return this.#leave(sending);
    } finally {
      this.#turns.leave(turn);
      if (!this.#turns.free) this.#program.waits.serve(this.#out);
    }
  }

  sendSync(message: Outgoing, deadline: number): Sent {
    const whole = this.#sending(message);
    const sending: Sending = {
      get begun() {
        return whole.begun;
      },
      // Those that wait for this event loop are tried before it.
      attempt: () => {
        if (!this.#turns.free) this.#program.waits.serve(this.#out);
        return this.#turns.free ? whole.attempt() : undefined;
      },
      wishes: whole.wishes,
    };
    return untilDoneSync(this.#program, sending, deadline) ?? this.#leave(sending);
  }

  #sending({ bytes, isValue }: Outgoing): Sending {
    const stream = this.#stream;
    const sending: Sending & { begun: boolean } = {
      begun: false,
      attempt: (): Sent | undefined => {
        if (this.#closed) return 'ended';
        const begun = sending.begun || stream.write(bytes, isValue);
        if (begun === 'ended') return 'ended';
        sending.begun = begun;
        const flushed = begun && stream.flush();
        if (flushed === 'ended') return 'ended';
        return flushed ? 'sent' : undefined;
      },
      wishes: () => [{ fd: stream.fd, events: POLLOUT }],
    };
    return sending;
  }

  /** A wait ends before all is out. */
  #leave({ begun }: { readonly begun: boolean }): Sent {
    if (!begun) return 'late';
    void this.#flushAll();
    return 'sent';
  }

  async #flushAll(): Promise<void> {
    const flushing: Trying<true> = {
      attempt: () => this.#stream.flush() !== false || undefined,
      wishes: () => [{ fd: this.#stream.fd, events: POLLOUT }],
    };
    try {
      await untilDone(this.#program, this, this.#out, flushing, { deadline: Infinity });
    } catch {
      // Nobody is there any more, which the next to send is told.
    }
  }

  async receive(receipt: Receipt, wait: Wait): Promise<Received> {
    const received = await untilDone(this.#program, this, this.#in, this.#receiving(receipt), wait);
    return received ?? 'late';
  }

  receiveSync(receipt: Receipt, deadline: number): Received {
    return untilDoneSync(this.#program, this.#receiving(receipt), deadline) ?? 'late';
  }

  #receiving({ maxLength, read }: Receipt): Trying<Received> {
    return this.#coming(() => {
      const looked = this.#closed ? 'ended' : this.#stream.look(maxLength);
      if (looked === 'none') return undefined;
      if (looked === 'too long') this.#refuseLongest();
      if (typeof looked !== 'object') return looked;
      try {
        read({ ...looked, handles: NO_HANDLES });
      } finally {
        this.#stream.pass();
      }
      return 'received';
    });
  }

  #refuseLongest(): void {
    if ((this.#stream.promised ?? 0) <= LONGEST) return;
    throw new OSError(
      `Cannot receive from ${this.label}: it sends more than ${LONGEST} bytes at once (EMSGSIZE)`,
      'EMSGSIZE',
      90,
    );
  }

  get ready(): boolean {
    return this.#closed || this.#stream.look(Infinity) !== 'none';
  }

  async whenReady(wait: Wait): Promise<boolean> {
    const ready = this.#coming(() => this.ready || undefined);
    return (await untilDone(this.#program, this, this.#in, ready, wait)) ?? false;
  }

  whenReadySync(deadline: number): boolean {
    return (
      untilDoneSync(
        this.#program,
        this.#coming(() => this.ready || undefined),
        deadline,
      ) ?? false
    );
  }

  #coming<T>(attempt: () => T | undefined): Trying<T> {
    return { attempt, wishes: () => [{ fd: this.#stream.fd, events: POLLIN }] };
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    forgotten.unregister(this);
    const { waits } = this.#program;
    waits.serve(this.#in);
    waits.serve(this.#out);
    if (this.#stream.flush() !== false) this.#release();
    else void this.#flushAll().finally(this.#release);
  }

  handle(): HandleData {
    throw new SerializationError(
      `Cannot send the connection to ${this.label}: a socket is of the agent that has opened it; connect there anew`,
    );
  }

  get #in(): number {
    return pointOf(this.#program, this.#stream.fd, 'in');
  }

  get #out(): number {
    return pointOf(this.#program, this.#stream.fd, 'out');
  }
}
